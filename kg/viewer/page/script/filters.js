// --- the legend, which is the filter --------------------------------------------------------------------------------------
const tally = (items, key) => { const sum = new Map(); for (const item of items) sum.set(key(item), (sum.get(key(item)) || 0) + 1); return sum; };
function toggle(names, on) {
  const hidden = new Set(state.hide);
  for (const name of names) if (on) hidden.delete(name); else hidden.add(name);
  update({ hide: [...hidden].sort() });
}
const boxes = new Map(); // filter -> its box
function box(name, label, mark, n, title) {
  const input = make("input", { type: "checkbox", "data-filter": name, onchange: () => toggle([name], input.checked) });
  boxes.set(name, input);
  return make("label", { title }, input, mark, make("span", { class: "label" }, label), make("span", { class: "n" }, numbers.format(n)));
}
function fieldset(title, ...content) { return make("fieldset", {}, make("legend", {}, title), content); }
function familyGroup(name, family, relations) {
  const names = relations.map(([relation]) => `relation:${relation}`);
  const all = make("input", { type: "checkbox", "data-family": name, onchange: () => toggle(names, all.checked) });
  boxes.set(`family:${name}`, all);
  all.names = names;
  return make("details", {},
    make("summary", { "aria-label": `Relations of ${family.label}` }, lineSignOf(family.color), make("span", { class: "label" }, family.label), make("span", { class: "n" }, numbers.format(relations.reduce((sum, [, n]) => sum + n, 0)))),
    make("label", { class: "all" }, all, make("span", { class: "label" }, `all of ${family.label}`)),
    relations.map(([relation, n]) => box(`relation:${relation}`, sayRelation(relation), "", n, has(data.relations, relation) ? data.relations[relation].definition : "")));
}
// Signs take their colour anew when the page turns dark.
const recoloured = [];
const lineSignOf = (color, dashes, faint) => { const made = lineSign(inTheme(color), dashes, faint); recoloured.push([made, color, "stroke"]); return made; };
const shapeSignOf = (shape, color) => { const made = shapeSign(shape, inTheme(color)); recoloured.push([made, color, "fill"]); return made; };
const recolour = () => { for (const [made, color, how] of recoloured) made.firstChild.style[how] = inTheme(color); };

function buildFilters() {
  const classTally = tally(Object.values(data.entities), (entity) => entity.type);
  const statusTally = tally(claims, (claim) => claim.status), relationTally = tally(claims, relationOf);
  const sourceTally = [...tally(claims, (claim) => publisherOf(data.articles[claim.article]))].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const families = Object.entries(data.families).map(([name, family]) => [name, family, [...relationTally].filter(([relation]) => familyOf(relation) === name).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))]);
  const sure = make("input", { type: "range", id: "sure", min: 0, max: 1, step: 0.05, "aria-label": "Least confidence", oninput: () => { state.sure = Number(sure.value); apply({ typing: true }); }, onchange: () => update({ sure: Number(sure.value) }) });
  boxes.set("sure", sure);
  const alone = make("input", { type: "checkbox", id: "alone", onchange: () => update({ alone: alone.checked }) });
  boxes.set("alone", alone);
  byId("filters").append(
    make("p", { class: "filters-head" }, make("strong", {}, "Legend and filters"), button("Reset", () => update({ hide: [], sure: 0, since: "", until: "", undated: true, alone: false }), { id: "reset" })),
    fieldset("Names", Object.entries(data.classes).filter(([name]) => classTally.has(name)).map(([name, spec]) => box(`class:${name}`, spec.label, shapeSignOf(spec.shape, spec.color), classTally.get(name), spec.definition)),
      make("label", { class: "apart" }, alone, make("span", { class: "label" }, "also those that no claim is about"), make("span", { class: "n" }, numbers.format(data.network.nodes.filter((node) => !claimsOf.has(node.id)).length)))),
    fieldset("Relations", families.filter(([, , relations]) => relations.length).map((one) => familyGroup(...one))),
    fieldset("Status", Object.entries(data.statuses).filter(([name]) => statusTally.has(name)).map(([name, spec]) => box(`status:${name}`, spec.label, lineSign("currentColor", (DASHES[name] || []).map((n) => n / 1.6).join(" "), FAINT.has(name), name === "negated"), statusTally.get(name), spec.definition))),
    buildDates(),
    fieldset("Confidence", make("label", { class: "range" }, sure, make("output", { id: "sure-said" }))),
    fieldset("Sources", make("details", {}, make("summary", {}, make("span", { class: "label" }, plural(sourceTally.length, "publisher"))),
      sourceTally.slice(0, 200).map(([name, n]) => box(`source:${name}`, name || "none named", "", n)))));
}

const dates = { first: 0, last: 0, bins: [] };
function buildDates() {
  const spans = Object.values(data.events).map((event) => monthsOf(event.date)).filter(Boolean);
  const undatedClaims = claims.filter((claim) => !dateOf(claim)).length;
  const undated = make("input", { type: "checkbox", id: "undated", onchange: () => update({ undated: undated.checked }) });
  boxes.set("undated", undated);
  const dated = claims.map((claim) => monthsOf(dateOf(claim))).filter(Boolean);
  const box = make("label", {}, undated, make("span", { class: "label" }, "also claims without a date"), make("span", { class: "n" }, numbers.format(undatedClaims)));
  if (!dated.length) return fieldset("Dates", box);
  dates.first = dated.reduce((least, [from]) => Math.min(least, from), Infinity);
  dates.last = dated.reduce((most, [, to]) => Math.max(most, to), -Infinity);
  const months = dates.last - dates.first + 1;
  const each = [1, 3, 6, 12, 24, 60, 120].find((n) => months / n <= 60) || 240;
  const bins = new Array(Math.ceil(months / each)).fill(0);
  for (const [from, to] of spans) for (let m = from; m <= to; m += 1) if (m >= dates.first && m <= dates.last) bins[Math.floor((m - dates.first) / each)] += 1 / (to - from + 1);
  const most = Math.max(...bins, 1), width = 100 / bins.length;
  const chart = draw("svg", { class: "histogram", viewBox: "0 0 100 34", preserveAspectRatio: "none", role: "img", "aria-label": `Events by date, ${monthName(dates.first)} to ${monthName(dates.last)}` },
    bins.map((n, i) => draw("rect", { x: i * width + width * 0.1, width: width * 0.8, y: 34 - (n / most) * 32, height: (n / most) * 32 })));
  dates.bars = [...chart.children];
  dates.each = each;
  const slider = (id, key, label) => {
    const value = () => { const n = Number(range.value); return key === "since" ? (n <= dates.first ? "" : monthName(n)) : n >= dates.last ? "" : monthName(n); };
    const kept = () => { if (key === "since") range.value = Math.min(range.value, boxes.get("until").value); else range.value = Math.max(range.value, boxes.get("since").value); };
    const range = make("input", { type: "range", id, min: dates.first, max: dates.last, step: 1, "aria-label": label, oninput: () => { kept(); state[key] = value(); apply({ typing: true }); }, onchange: () => update({ [key]: value() }) });
    boxes.set(id, range);
    return range;
  };
  return fieldset("Dates", chart, make("div", { class: "two" }, make("span", { class: "between", id: "between" }), slider("since", "since", "From"), slider("until", "until", "Until")), make("p", { class: "soft small", id: "dates-said" }), box);
}
function setFilters() {
  const hidden = new Set(state.hide);
  for (const [name, input] of boxes) {
    if (name.startsWith("family:")) {
      const off = input.names.filter((one) => hidden.has(one)).length;
      input.checked = off === 0;
      input.indeterminate = off > 0 && off < input.names.length;
    } else if (input.type === "checkbox" && input.dataset.filter) input.checked = !hidden.has(name);
  }
  boxes.get("alone").checked = state.alone;
  boxes.get("undated").checked = state.undated;
  boxes.get("sure").value = state.sure;
  byId("sure-said").textContent = state.sure ? `at least ${state.sure.toFixed(2)}` : "any";
  if (!boxes.has("since")) return;
  const from = state.since ? monthsOf(state.since)[0] : dates.first, to = state.until ? monthsOf(state.until)[1] : dates.last;
  boxes.get("since").value = from;
  boxes.get("until").value = to;
  const share = (months) => `${((months - dates.first) / Math.max(1, dates.last - dates.first)) * 100}%`;
  byId("between").style.left = share(from);
  byId("between").style.right = `calc(100% - ${share(to)})`;
  byId("since").style.zIndex = from - dates.first > (dates.last - dates.first) / 2 ? 2 : 1;
  byId("dates-said").textContent = `${monthName(from)} to ${monthName(to)}`;
  byId("since").setAttribute("aria-valuetext", monthName(from));
  byId("until").setAttribute("aria-valuetext", monthName(to));
  dates.bars.forEach((bar, i) => { const at = dates.first + i * dates.each; bar.setAttribute("class", at + dates.each - 1 >= from && at <= to ? "in" : ""); });
}

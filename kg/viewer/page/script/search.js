// --- search -----------------------------------------------------------------------------------------------------------------
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
let entries = null; // made after the page has opened, so that it opens sooner
function searchable() {
  const entry = (id, label, note, kind, text, weight) => ({ id, label, note, kind, text: fold(text), weight });
  entries ??= [
    ...Object.entries(data.entities).map(([id, e]) => entry(id, e.label, [data.classes[e.type].label, toldApart(id), ...(e.aliases || [])].filter(Boolean).join(" · "), e.type, [e.label, ...(e.aliases || []), ...(e.identifiers || []).map(([, value]) => value), toldApart(id)].join("\n"), degreeOf(id))),
    ...Object.values(data.events).map((e) => entry(e.id, e.label, [data.eventTypes[e.type].label, dateInWords(e.date), money(e)].filter(Boolean).join(" · "), "event", `${e.label}\n${e.date || ""}\n${money(e)}`, 0)),
    ...Object.values(data.cases).map((c) => entry(c.id, c.label, `case · ${c.state}`, "event", c.label, 0)),
    ...claims.map((claim) => entry(isParticipation(claim) ? claim.object : `${claim.subject}|${claim.predicate}|${claim.object}`, claimInWords(claim), claim.quote, "quote", claim.quote, -1)),
    ...Object.values(data.articles).map((a) => entry(a.id, titleOf(a), ["article", a.publisher, a.date].filter(Boolean).join(" · "), "article", `${titleOf(a)}\n${a.publisher || ""}\n${a.source}`, -2)),
  ];
  return entries;
}
function found(wanted) {
  const words = fold(wanted).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const rank = (entry) => (entry.text.startsWith(whole) ? 0 : (`\n${entry.text}`).includes(`\n${whole}`) ? 1 : (` ${entry.text}`).includes(` ${whole}`) ? 2 : entry.text.includes(whole) ? 3 : 4) + (entry.kind === "quote" || entry.kind === "article" ? 10 : entry.kind === "event" ? 5 : 0);
  return searchable().filter((entry) => words.every((word) => entry.text.includes(word))).map((entry) => [rank(entry), entry]).sort(([a, x], [b, y]) => a - b || y.weight - x.weight || (x.id < y.id ? -1 : 1)).map(([, entry]) => entry);
}
let picked = -1, hits = [];
function closeHits() { byId("hits").hidden = true; picked = -1; byId("search").setAttribute("aria-expanded", "false"); byId("search").removeAttribute("aria-activedescendant"); }
function take(hit) { closeHits(); byId("search").value = ""; go(hit.id); say(`${hit.label} chosen`); }
function emphasised(text, wanted) {
  const at = text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0 || !wanted) return [text.slice(0, 160)];
  const from = Math.max(0, at - 60);
  return [from ? "…" : "", text.slice(from, at), make("em", {}, text.slice(at, at + wanted.length)), text.slice(at + wanted.length, at + 120)];
}
function search() {
  const wanted = byId("search").value.trim(), holder = byId("hits");
  if (!wanted) { closeHits(); return; }
  const all = found(wanted);
  hits = all.slice(0, 30);
  picked = -1;
  holder.replaceChildren(...hits.map((hit, i) => make("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => take(hit) },
    has(data.entities, hit.id) ? sign(hit.id) : make("span", { class: "sign kind-mark", "aria-hidden": "true" }, { event: "●", quote: "“", article: "¶" }[hit.kind]),
    make("span", {}, make("span", { dir: "auto" }, hit.label), make("small", { dir: "auto" }, emphasised(hit.note, wanted))))));
  if (!hits.length) holder.append(make("li", { role: "option", "aria-disabled": "true", class: "soft" }, "Nothing found"));
  if (all.length > hits.length) holder.append(make("li", { role: "option", "aria-disabled": "true", class: "soft" }, `${numbers.format(all.length - hits.length)} more; type on`));
  holder.hidden = false;
  byId("search").setAttribute("aria-expanded", "true");
  say(plural(all.length, "match", "matches"));
}
function pick(to) {
  picked = (to + hits.length) % hits.length;
  [...byId("hits").children].forEach((item, i) => { if (i < hits.length) item.setAttribute("aria-selected", String(i === picked)); });
  byId("search").setAttribute("aria-activedescendant", `hit-${picked}`);
  byId(`hit-${picked}`).scrollIntoView({ block: "nearest" });
}
byId("search").addEventListener("input", search);
byId("search").addEventListener("focus", search);
byId("search").addEventListener("blur", closeHits);
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") { if (!byId("hits").hidden) event.preventDefault(); closeHits(); }
  if (byId("hits").hidden || !hits.length) return;
  if (event.key === "ArrowDown") { event.preventDefault(); pick(picked + 1); }
  if (event.key === "ArrowUp") { event.preventDefault(); pick(picked < 0 ? -1 : picked - 1); }
  if (event.key === "Enter") { event.preventDefault(); take(hits[Math.max(picked, 0)]); byId("card").focus({ preventScroll: true }); } // to read on by keyboard
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); byId("search").focus(); }
});

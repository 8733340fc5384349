// --- the card beside the drawing -------------------------------------------------------------------------------------------
function showCard() {
  const { at } = state;
  const content = state.from && state.to && !at ? pathCard() : !at ? welcome() : has(data.entities, at) ? nodeCard(at) : has(data.events, at) ? eventCard(data.events[at]) : has(data.articles, at) ? articleCard(data.articles[at]) : has(data.cases, at) ? caseCard(data.cases[at]) : edgeCard(edgeById.get(at));
  byId("card").replaceChildren(...content.flat().filter((part) => part !== ""));
  byId("card").scrollTop = 0;
  document.body.dataset.chosen = at ? "yes" : "no";
}
const close = () => button("×", leaveCard, { class: "close", "aria-label": "Close the card", title: "Close" });
const part = (title, n, ...content) => (n ? [make("h3", {}, title, make("span", { class: "n" }, numbers.format(n))), ...content] : []);
// Long lists come in pieces, so that the page stays quick.
function inPieces(list, holder, item, piece = 100) {
  const more = button("", () => add(), { class: "more" });
  let n = 0;
  function add() {
    holder.append(...list.slice(n, n + piece).map(item));
    n = Math.min(n + piece, list.length);
    more.textContent = `Show ${Math.min(piece, list.length - n)} more of ${numbers.format(list.length - n)}`;
    if (n >= list.length) more.remove();
  }
  const around = make("div", {}, holder, more);
  add();
  return around;
}
const IDENTIFIERS = {
  lei: ["LEI", (value) => `https://search.gleif.org/#/record/${encodeURIComponent(value)}`],
  wikidata: ["Wikidata", (value) => `https://www.wikidata.org/wiki/${encodeURIComponent(value)}`],
  cik: ["SEC CIK", (value) => `https://www.sec.gov/edgar/browse/?CIK=${encodeURIComponent(value)}`],
};
const undated = (label) => label.replace(/ \([\d-]+\)$/, ""); // where the date stands beside it
const eventRow = (event) => make("li", { style: `--of:${inTheme(data.families[data.eventTypes[event.type].family].color)}` },
  make("span", { class: "when" }, shortDate(event.date) || "no date"), make("span", { class: "what" }, link(event.id, undated(event.label)), " ", money(event) ? make("strong", {}, money(event)) : "", " ", event.status === "fact" ? "" : badge(event.status)));
function sourcesInWords(list) {
  const articles = articlesIn(list), independent = sourcesOf(list);
  return plural(articles, "article") + (independent < articles ? `, ${plural(independent, "independent source")}` : "");
}
const symbolHead = (id, ...rest) => make("p", { class: "kind" }, sign(id), make("span", {}, classOf(id).label, ...rest));

function nodeCard(id) {
  const entity = data.entities[id];
  const list = claimsOf.of(id), events = [...eventsOf.of(id)].sort(byDate), articles = articlesOf.of(id);
  const lines = edgesOf.of(id);
  const cases = [...new Set([...lines.map((edge) => otherEnd(edge, id)).filter((other) => data.entities[other].type === "Lawsuit"), ...events.map((event) => event.lawsuit).filter(Boolean)])].filter((other) => other !== id);
  const others = [...new Set(lines.map((edge) => otherEnd(edge, id)))].filter((other) => data.entities[other].type !== "Lawsuit");
  const here = state.of === id, matters = [...new Set([...casesOf.of(id), ...(entity.case ? [data.cases[entity.case]] : [])])];
  const maybes = [...new Set([...(entity.maybe || []), ...(maybeOf.get(id) || [])])].filter((other) => has(data.entities, other));
  return [
    close(), symbolHead(id, entity.country ? ` · ${entity.country}` : ""), make("h2", { dir: "auto" }, entity.label),
    (entity.aliases || []).length ? make("p", { class: "soft", dir: "auto" }, `Also ${entity.aliases.join("; ")}`) : "",
    ...(entity.identifiers || []).map(([kind, value]) => make("p", { class: "soft small" }, has(IDENTIFIERS, kind) ? [`${IDENTIFIERS[kind][0]} ${value}: `, webLink(IDENTIFIERS[kind][1](value))] : `${kind} ${value}`)),
    make("p", { class: "soft small" }, `Id ${id}`),
    maybes.length ? make("p", { class: "warning" }, "Possibly the same as ", maybes.map((other, i) => [i ? "; " : "", link(other), toldApart(other) ? make("span", { class: "soft" }, ` (${toldApart(other)})`) : ""])) : "",
    make("div", { class: "acts", role: "group", "aria-label": "In the drawing" },
      make("span", { class: "soft small" }, "Only this and neighbours"),
      ...[1, 2, 3].map((depth) => button(String(depth), () => update(here && state.depth === depth ? { of: "" } : { of: id, depth, from: "", to: "", view: "graph" }), { "aria-pressed": String(here && state.depth === depth), "aria-label": `Only this and what is ${plural(depth, "step")} away`, class: "step" })),
      button("Path to…", () => { update({ from: id, to: "", of: "" }); byId("search").focus(); })),
    shown.leftOut ? make("div", { class: "acts" }, button("Draw all its neighbours", () => update({ more: [...new Set([...state.more, id])], view: "graph" }))) : "",
    ...part("Timeline", events.length, inPieces(events, make("ul", { class: "events" }), eventRow, 60)),
    ...part("Cases", matters.length, make("ul", { class: "plain" }, matters.map(caseRow))),
    ...part(matters.length ? "Proceedings" : "Cases", cases.length, make("ul", { class: "plain" }, cases.map((other) => make("li", {}, sign(other), link(other), make("span", { class: "soft" }, ` ${lines.filter((edge) => otherEnd(edge, id) === other).map((edge) => sayRelation(edge.relation).replace(/ in$/, "")).join(", ")}`))))),
    ...part("Connected with", others.length, inPieces(others, make("ul", { class: "plain" }), (other) => make("li", {}, sign(other), link(other), make("span", { class: "soft" }, " ", lines.filter((edge) => otherEnd(edge, id) === other).map((edge, i) => [i ? ", " : "", link(edge.id, edge.from === id ? data.relations[edge.relation].label : data.relations[edge.relation].inverse)]).flat())), 30)),
    ...part("Claims", list.length, inPieces(list, make("div"), (claim) => claimItem(claim), 20)),
    list.length ? "" : make("p", { class: "soft" }, "Named in an article, but no claim is about it."),
    ...part("Articles that name it", articles.length, inPieces(articles, make("ul", { class: "plain" }), (article) => make("li", {}, link(article.id), make("span", { class: "soft" }, article.date ? ` ${shortDate(article.date)}` : "")), 30)),
  ];
}
const maybeOf = new Map(); // possibly the same, from the one that does not say so itself
for (const [id, { maybe = [] }] of Object.entries(data.entities)) for (const other of maybe) maybeOf.set(other, [...(maybeOf.get(other) || []), id]);
const caseRow = (matter) => make("li", {}, link(matter.id), make("span", { class: "soft" }, ` ${[matter.state, matter.since && `since ${shortDate(matter.since)}`].filter(Boolean).join(", ")}`));
function caseCard(matter) {
  const inside = partsOfCase.of(matter.id), events = inside.filter((id) => has(data.events, id)).map((id) => data.events[id]).sort(byDate), suits = inside.filter((id) => has(data.entities, id));
  return [
    close(), make("p", { class: "kind" }, make("span", {}, "case")), make("h2", {}, matter.label), make("p", { class: "soft small" }, `Id ${matter.id}`),
    make("dl", {}, make("dt", {}, "State"), make("dd", {}, matter.state), ...(matter.since ? [make("dt", {}, "Since"), make("dd", {}, dateInWords(matter.since))] : [])),
    ...part("Whom it is about", (matter.parties || []).length, make("ul", { class: "plain" }, (matter.parties || []).map((id) => make("li", {}, sign(id), link(id))))),
    ...part("Proceedings", suits.length, make("ul", { class: "plain" }, suits.map((id) => make("li", {}, sign(id), link(id))))),
    ...part("Events", events.length, inPieces(events, make("ul", { class: "events" }), eventRow, 60)),
  ];
}
// Which value an event took where its claims conflict, and why: the date or the sum above is not all that was said.
function differing(events) {
  const items = events.flatMap((event) => (event.choices || []).map((choice) => make("li", {}, events.length > 1 ? [link(event.id, event.label), ": "] : "", `took ${choice}`)));
  return part("Where the articles differ", items.length, make("ul", { class: "plain" }, items));
}
function edgeCard(edge) {
  const relation = data.relations[edge.relation];
  const events = [...new Set(edge.claims.map(eventOf).filter(Boolean))].map((id) => data.events[id]).sort(byDate);
  return [
    close(), make("p", { class: "kind" }, lineSign(inTheme(data.families[edge.family].color), (DASHES[strongest(edge.claims)] || []).map((n) => n / 1.6).join(" "), FAINT.has(strongest(edge.claims)), strongest(edge.claims) === "negated"), make("span", {}, data.families[edge.family].label)),
    make("h2", {}, link(edge.from), " ", make("span", { class: "says" }, relation.label), " ", link(edge.to)),
    make("p", { class: "soft" }, badge(strongest(edge.claims)), ` ${plural(edge.claims.length, "claim")} from ${sourcesInWords(edge.claims)}. ${relation.definition}`),
    ...part("Events", events.length, make("ul", { class: "events" }, events.map(eventRow))),
    ...differing(events),
    ...part("The words", edge.claims.length, inPieces(edge.claims, make("div"), (claim) => claimItem(claim, false), 20)),
  ];
}
function eventCard(event) {
  const list = claimsOfEvent.of(event.id);
  const row = (name, ids) => (ids && ids.length ? [make("dt", {}, name), make("dd", {}, ids.map((id, i) => [i ? ", " : "", link(id)]).flat())] : []);
  const type = data.eventTypes[event.type];
  return [
    close(), make("p", { class: "kind" }, lineSign(inTheme(data.families[type.family].color)), make("span", {}, type.label)), make("h2", {}, event.label),
    make("dl", {},
      ...row("Who", event.agents), ...row("Whom", event.targets), ...row("Party", event.participants), ...row("Case", event.lawsuit ? [event.lawsuit] : []),
      make("dt", {}, "When"), make("dd", {}, dateInWords(event.date) || "not said"), ...(event.amount ? [make("dt", {}, "Amount"), make("dd", {}, make("strong", {}, money(event)))] : []),
      make("dt", {}, "Status"), make("dd", {}, badge(event.status)),
      make("dt", {}, "Sources"), make("dd", {}, sourcesInWords(list)), ...(event.case && has(data.cases, event.case) ? [make("dt", {}, "Matter"), make("dd", {}, link(event.case))] : [])),
    ...differing([event]),
    ...part("The words", list.length, inPieces(list, make("div"), (claim) => claimItem(claim), 20)),
  ];
}
function articleCard(article) {
  const list = [...claimsOfArticle.of(article.id)].sort((a, b) => a.start - b.start || a.end - b.end);
  const first = state.claim && has(data.claims, state.claim) ? [data.claims[state.claim]] : [];
  return [
    close(), make("p", { class: "kind" }, make("span", {}, "article")), make("h2", { dir: "auto" }, titleOf(article)),
    make("p", { class: "soft" }, [article.publisher, dateInWords(article.date)].filter(Boolean).join(" · ")),
    first.length ? claimItem(first[0]) : "",
    ...part("Claims", list.length, make("ol", { class: "plain numbered" }, list.map((claim) => make("li", {}, button(claimInWords(claim), () => choosePart(article, claim.id), { class: "plain", "aria-current": claim.id === state.claim ? "true" : null }))))),
    ...part("Names", (article.mentions || []).length, inPieces((article.mentions || []).filter((id) => has(data.entities, id)), make("ul", { class: "plain" }), (id) => make("li", {}, sign(id), link(id)), 60)),
  ];
}
function pathCard() {
  const { path } = shown;
  const leave = button("Leave the path", () => update({ from: "", to: "" }));
  if (!path) return [make("h2", {}, "No path"), make("p", {}, "No lines that the filters leave lead from ", link(state.from), " to ", link(state.to), "."), make("div", { class: "acts" }, leave)];
  const steps = path.slice(1).map((id, i) => make("li", {}, shown.at.of(path[i]).filter((edge) => otherEnd(edge, path[i]) === id).map((edge) => make("p", {}, link(edge.from), " ", link(edge.id, data.relations[edge.relation].label), " ", link(edge.to), " ", badge(strongest(edge.claims))))));
  return [make("p", { class: "kind" }, make("span", {}, "shortest path")), make("h2", {}, `${nameOf(state.from)} to ${nameOf(state.to)}`), make("p", { class: "soft" }, plural(path.length - 1, "step")), make("ol", { class: "path" }, steps), make("div", { class: "acts" }, leave)];
}
function welcome() {
  const sums = shown.events.filter((event) => event.amount && event.status === "fact").sort((a, b) => (amountOrder(a) < amountOrder(b) ? 1 : -1));
  const currencies = [...tally(sums, (event) => event.currency)].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([currency]) => currency);
  const largest = currencies.slice(0, 3).flatMap((currency) => sums.filter((event) => event.currency === currency).slice(0, 3));
  const busiest = [...shown.names].sort((a, b) => shown.at.of(b).length - shown.at.of(a).length || (a < b ? -1 : 1)).slice(0, 8).filter((id) => shown.at.of(id).length);
  const latest = shown.events.filter((event) => event.date).slice(-6).reverse();
  return [
    make("h2", {}, "What is shown"),
    make("p", {}, "Each shape is a company, agency, person, product or case that an article names; each line is what articles say about two of them."),
    make("p", {}, "Rest on a shape or a line to read its surest words, choose it to read all that is behind it. A line is wider the more articles say so, dashed where it is alleged or planned, faint and dotted where it is over, and struck through where it is said not to be so."),
    ...part("Most connected", busiest.length, make("ul", { class: "plain" }, busiest.map((id) => make("li", {}, sign(id), link(id), make("span", { class: "soft" }, ` ${plural(shown.at.of(id).length, "line")}`))))),
    ...part("Largest sums, by currency", largest.length, make("ul", { class: "events" }, largest.map(eventRow))),
    ...part("Latest events", latest.length, make("ul", { class: "events" }, latest.map(eventRow))),
  ];
}

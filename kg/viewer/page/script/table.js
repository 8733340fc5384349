// --- the tables: all that the drawing shows, and the events, as rows ---------------------------------------------------------
const namesIn = (ids) => (ids || []).map(nameOf).join("; ");
const datesOf = (claims) => [...new Set(claims.map(dateOf).filter(Boolean))].sort();
const linksTo = (ids) => (ids || []).map((id, i) => [i ? "; " : "", link(id)]).flat();
const TABLES = {
  events: () => ["Events", [
    { title: "Date", text: (row) => row.date || "", as: "date" },
    { title: "Event", as: "term", text: (row) => data.eventTypes[row.type].label, cell: (row) => link(row.id, data.eventTypes[row.type].label) },
    { title: "Who", text: (row) => namesIn(row.agents && row.agents.length ? row.agents : row.participants), cell: (row) => linksTo(row.agents && row.agents.length ? row.agents : row.participants) },
    { title: "Whom", text: (row) => namesIn(row.targets), cell: (row) => linksTo(row.targets) },
    { title: "Amount", text: money, order: amountOrder, number: true, saved: [["Amount", (row) => row.amount || ""], ["Currency", (row) => row.currency || ""]] },
    { title: "Status", as: "term", text: (row) => data.statuses[row.status].label, cell: (row) => badge(row.status) },
    { title: "Case", text: (row) => (row.lawsuit ? nameOf(row.lawsuit) : ""), cell: (row) => (row.lawsuit ? link(row.lawsuit) : "") },
    { title: "Sources", text: (row) => String(sourcesOf(claimsOfEvent.of(row.id))), order: (row) => sourcesOf(claimsOfEvent.of(row.id)), number: true },
  ], shown.events, 0, true],
  relations: () => ["Relations", [
    { title: "From", as: "name", text: ({ edge }) => nameOf(edge.from), cell: ({ edge }) => [sign(edge.from), link(edge.from)] },
    { title: "Relation", as: "term", text: ({ edge }) => data.relations[edge.relation].label, cell: ({ edge }) => link(edge.id, data.relations[edge.relation].label) },
    { title: "To", text: ({ edge }) => nameOf(edge.to), cell: ({ edge }) => [sign(edge.to), link(edge.to)] },
    { title: "Status", as: "term", text: (row) => data.statuses[strongest(row.claims)].label, cell: (row) => badge(strongest(row.claims)) },
    { title: "Dates", text: (row) => datesOf(row.claims).join("; "), cell: (row) => datesOf(row.claims).map((date, i) => [i ? "; " : "", make("span", { class: "date" }, date)]).flat() },
    { title: "Claims", text: (row) => String(row.claims.length), order: (row) => row.claims.length, number: true },
    { title: "Sources", text: (row) => String(sourcesOf(row.claims)), order: (row) => sourcesOf(row.claims), number: true },
  ], [...shown.edges.values()], 0, false],
  names: () => ["Names", [
    { title: "Name", as: "name", text: (id) => nameOf(id), cell: (id) => [sign(id), link(id)] },
    { title: "Kind", as: "term", text: (id) => classOf(id).label },
    { title: "Also", as: "words", text: (id) => (data.entities[id].aliases || []).join("; ") },
    { title: "Country", text: (id) => data.entities[id].country || "" },
    { title: "Lines", text: (id) => String(shown.at.of(id).length), order: (id) => shown.at.of(id).length, number: true },
    { title: "Events", text: (id) => String(eventsOf.of(id).length), order: (id) => eventsOf.of(id).length, number: true },
    { title: "Articles", text: (id) => String(articlesOf.of(id).length), order: (id) => articlesOf.of(id).length, number: true },
  ], [...shown.names], 4, true],
  cases: () => ["Cases", [
    { title: "Case", as: "name", text: (row) => row.label, cell: (row) => link(row.id) },
    { title: "State", text: (row) => row.state },
    { title: "Since", text: (row) => row.since || "", as: "date" },
    { title: "Whom it is about", text: (row) => namesIn(row.parties), cell: (row) => linksTo(row.parties) },
    { title: "Proceedings", text: (row) => namesIn(partsOfCase.of(row.id).filter((id) => has(data.entities, id))), cell: (row) => linksTo(partsOfCase.of(row.id).filter((id) => has(data.entities, id))) },
    { title: "Events", text: (row) => String(partsOfCase.of(row.id).filter((id) => has(data.events, id)).length), order: (row) => partsOfCase.of(row.id).filter((id) => has(data.events, id)).length, number: true },
  ], casesShown(), 2, true],
};
// Those of which an event or a name is left by the filters.
function casesShown() {
  const events = new Set(shown.events.map((event) => event.id));
  return Object.values(data.cases).filter(({ id }) => partsOfCase.of(id).some((one) => events.has(one) || shown.names.has(one)));
}
let tabled = null;
const tableKey = () => [state.table, state.sort, state.rows].join("|");
function showTable() {
  if (tabled === shown && byId("view-table").dataset.of === tableKey()) return;
  tabled = shown;
  byId("view-table").dataset.of = tableKey();
  const [title, columns, list, by, downwards] = TABLES[state.table]();
  const order = state.sort && Number(state.sort[0]) < columns.length ? { sorted: Number(state.sort[0]), down: state.sort[1] === "d" } : { sorted: by, down: downwards };
  const changed = ({ sorted, down, words }) => { remember({ sort: sorted === by && down === downwards ? "" : `${sorted}${down ? "d" : "a"}`, rows: words }); byId("view-table").dataset.of = tableKey(); };
  byId("view-table").replaceChildren(make("div", { class: "page wide" },
    make("div", { class: "switch", role: "group", "aria-label": "Which table" }, Object.keys(TABLES).filter((name) => name !== "cases" || Object.keys(data.cases).length).map((name) => button({ events: "Events", relations: "Relations", names: "Names", cases: "Cases" }[name], () => update({ table: name, sort: "", rows: "" }), { "aria-pressed": String(name === state.table) }))),
    tableOf(`${title} that the filters leave`, `${state.table}.csv`, columns, list, { ...order, words: state.rows }, changed)));
}

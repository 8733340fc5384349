// --- where the reader is: all of it stands in the address, so that a view can be linked and the browser's back leads back ---
const VIEWS = { graph: "Graph", timeline: "Timeline", table: "Tables", articles: "Articles" };
const nothing = () => ({
  at: "", view: "graph", claim: "", // what is chosen, how it is looked at, and the claim marked in an article
  of: "", depth: 1, from: "", to: "", // only the neighbours of; the path between
  hide: [], sure: 0, since: "", until: "", undated: true, alone: false, // filters
  all: false, more: [], // of a large graph: all, or more around these
  table: "events", sort: "", rows: "", // which table, by which column ('2d': the third, downwards), and the words its rows hold
});
let state = nothing();

function addressOf(s) {
  const plain = nothing();
  const query = Object.keys(plain).filter((key) => key !== "at" && String(s[key]) !== String(plain[key])).map((key) => {
    const value = typeof s[key] === "boolean" ? (s[key] ? "1" : "0") : Array.isArray(s[key]) ? s[key].map(encodeURIComponent).join(",") : encodeURIComponent(s[key]);
    return `${key}=${value}`;
  });
  return `#${encodeURIComponent(s.at).replaceAll("%2F", "/")}${query.length ? `?${query.join("&")}` : ""}`;
}
function decoded(text) {
  try { return decodeURIComponent(text); } catch (error) { if (error instanceof URIError) return ""; throw error; }
}
function stateOf(address) {
  const [at, query = ""] = address.replace(/^#/, "").split("?");
  const s = nothing();
  s.at = decoded(at);
  for (const part of query.split("&")) {
    const [key, value = ""] = part.split("=");
    if (!has(s, key) || key === "at") continue;
    if (Array.isArray(s[key])) s[key] = value.split(",").map(decoded).filter(Boolean);
    else if (typeof s[key] === "boolean") s[key] = value === "1";
    else if (typeof s[key] === "number") s[key] = Number(value) || s[key];
    else s[key] = decoded(value);
  }
  // An address may be old, or mistyped: what it names and we do not have is as if it were not there.
  if (!known(s.at)) s.at = "";
  if (!has(VIEWS, s.view)) s.view = "graph";
  for (const key of ["of", "from", "to"]) if (!has(data.entities, s[key])) s[key] = "";
  if (!["events", "relations", "names", "cases"].includes(s.table)) s.table = "events";
  if (!/^\d[ad]$/.test(s.sort)) s.sort = "";
  s.depth = Math.min(3, Math.max(1, Math.round(s.depth)));
  return s;
}
const known = (id) => has(data.entities, id) || has(data.events, id) || has(data.articles, id) || has(data.cases, id) || edgeById.has(id);

function update(change) {
  state = { ...state, ...change };
  const address = addressOf(state);
  apply();
  if (address !== addressOf(stateOf(location.hash))) location.hash = address; // the browser then tells `arrive`, which finds itself there
}
// What the page shows already: into the address alone.
function remember(change) {
  state = { ...state, ...change };
  if (addressOf(state) !== addressOf(stateOf(location.hash))) location.hash = addressOf(state);
}
function go(id, change = {}) {
  if (state.from && !state.to && has(data.entities, id) && id !== state.from) { update({ to: id, at: "", view: "graph", of: "", ...change }); return; }
  const view = has(data.articles, id) ? "articles" : state.view === "articles" && !("view" in change) ? "graph" : state.view;
  update({ at: id, claim: "", view, ...change });
  if (view !== "articles") toCard();
}
// On a narrow page the card stands below all else: what is chosen is scrolled to, and who closes it is where they were.
let left = null;
function toCard() {
  const { top } = byId("card").getBoundingClientRect();
  if (top >= 0 && top < innerHeight - 100) return;
  left ??= { view: state.view, at: byId("body").scrollTop };
  byId("card").scrollIntoView({ block: "start" });
}
function leaveCard() {
  update({ at: "", claim: "" });
  if (left && left.view === state.view) byId("body").scrollTop = left.at;
  left = null;
}

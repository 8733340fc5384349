// --- putting it together ------------------------------------------------------------------------------------------------------
const views = Object.fromEntries(Object.entries(VIEWS).map(([name, label]) => [name, button(label, () => update({ view: name, ...(name === "articles" || !has(data.articles, state.at) ? {} : { at: "", claim: "" }) }))]));
byId("views").append(...Object.values(views));

function notice() {
  const parts = [];
  if (shown.leftOut > 0) parts.push(make("span", {}, `The ${numbers.format(shown.drawn.size)} most connected of ${plural(shown.names.size, "name")} are drawn; ${numbers.format(shown.leftOut)} are left out, but found by the search and the tables. `, button("Draw all", () => update({ all: true }), { id: "draw-all" })));
  else parts.push(make("span", {}, `${plural(shown.drawn.size, "name")}, ${plural(shown.edges.size, "line")}. `));
  if (shown.untold && !state.alone && !shown.leftOut) parts.push(make("span", {}, `${plural(shown.untold, "name")} that no claim is about ${shown.untold === 1 ? "is" : "are"} put aside. `, button("Show them", () => update({ alone: true }), { id: "show-alone" })));
  byId("notice").replaceChildren(...parts);
  const banner = [];
  if (state.from && !state.to) banner.push(make("span", {}, "Path from ", make("strong", {}, nameOf(state.from)), ": choose its other end in the drawing, or search for it. "), button("Leave", () => update({ from: "" })));
  else if (state.from) banner.push(make("span", {}, shown.path ? `Shortest path, ${plural(shown.path.length - 1, "step")}: ` : "No path: ", make("strong", {}, nameOf(state.from)), " to ", make("strong", {}, nameOf(state.to)), " "), button("Leave", () => update({ from: "", to: "" })));
  else if (state.of) banner.push(make("span", {}, "Only ", make("strong", {}, nameOf(state.of)), ` and what is ${plural(state.depth, "step")} away `), ...[1, 2, 3].map((depth) => button(String(depth), () => update({ depth }), { "aria-pressed": String(depth === state.depth), "aria-label": plural(depth, "step") })), button("Show the whole graph", () => update({ of: "" })));
  byId("banner").replaceChildren(...banner);
}

let framed = "";
function apply({ typing = false } = {}) {
  hush();
  lookAgain();
  for (const name of Object.keys(VIEWS)) {
    byId(`view-${name}`).hidden = state.view !== name;
    if (state.view === name) views[name].setAttribute("aria-current", "page"); else views[name].removeAttribute("aria-current");
  }
  setFilters();
  notice();
  document.body.dataset.view = state.view;
  if (!typing) showCard();
  if (state.view === "timeline") showTimeline();
  else if (state.view === "table") showTable();
  else if (state.view === "articles") showArticles();
  else {
    paint();
    const frameKey = [state.of, state.depth, state.from, state.to, state.all].join("|"), opening = framed === "";
    const ends = has(data.entities, state.at) ? [state.at] : edgeById.has(state.at) ? [edgeById.get(state.at).from, edgeById.get(state.at).to] : has(data.events, state.at) ? partiesOf(data.events[state.at]) : [];
    if (frameKey !== framed) {
      framed = frameKey;
      fit(!opening && !reducedMotion);
      if (opening && !state.of && !state.from) bringIntoView(ends, true);
    } else if (!typing) bringIntoView(ends);
  }
}
function arrive() {
  const next = stateOf(location.hash);
  if (addressOf(next) === addressOf(state) && shown) return;
  state = next;
  apply();
}
addEventListener("hashchange", arrive);

const themeButton = byId("theme");
function themed() {
  themeButton.textContent = isDark() ? "Light" : "Dark";
  readTheme();
  recolour();
  timed = tabled = null;
  byId("view-articles").dataset.of = "";
  apply();
  drawAgain();
}
themeButton.addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; themed(); });
wantsDark.addEventListener("change", themed);
byId("filters-toggle").addEventListener("click", () => {
  const open = document.body.dataset.filters !== "open";
  document.body.dataset.filters = open ? "open" : "";
  byId("filters-toggle").setAttribute("aria-expanded", String(open));
});

byId("title").textContent = data.title;
byId("counts").textContent = [[data.network.nodes.length, "name"], [edgeById.size, "line"], [Object.keys(data.events).length, "event"], [claims.length, "claim"], [Object.keys(data.articles).length, "article"]].map(([n, one]) => plural(n, one)).join(" · ");
buildFilters();
state = stateOf(location.hash);
themed();
document.documentElement.dataset.ready = "true";
(window.requestIdleCallback || setTimeout)(() => searchable()); // ready before anybody asks
window.corekg = { network, data, get lines() { return lineById; }, middleOf: (id) => course(lineById.get(id), network.getScale()), get state() { return state; }, get shown() { return shown; } }; // for whoever looks at the page from its console, and for its tests

// --- the drawing -----------------------------------------------------------------------------------------------------------
const nodes = new vis.DataSet();
// Shapes are those of the legend, drawn by ourselves: however far away the reader is, none is smaller than can be seen, and less so where there are thousands.
const paths = new Map(Object.entries(SHAPES).map(([name, path]) => [name, new Path2D(path)]));
let sparse = 1; // 1, and less where more than some hundred are drawn or the screen is a phone's
const radius = (size, scale = network.getScale()) => Math.max(size, (4.6 * sparse * Math.sqrt(size / 12.6)) / scale);
const theme = { ink: "", ground: "" };
function readTheme() { theme.ink = token("--ink"); theme.ground = token("--ground"); }
function nodeLook(node) {
  // vis-network keeps its place and finds it under the pointer; it is drawn with all others below.
  const ctxRenderer = ({ style }) => ({ drawNode() {}, nodeDimensions: { width: radius(style.size) * 2, height: radius(style.size) * 2 } });
  return { id: node.id, x: node.x, y: node.y, size: node.size, shape: "custom", ctxRenderer };
}
const network = new vis.Network(byId("graph"), { nodes, edges: [] }, {
  physics: false, layout: { improvedLayout: false }, autoResize: true,
  interaction: { hover: true, selectable: false, zoomSpeed: 0.6 },
});
const drawAgain = () => network.body.emitter.emit("_requestRedraw"); // with the next frame; network.redraw() would draw at once, and again
readTheme();
const frame = network.canvas.frame;
frame.tabIndex = 0;
frame.setAttribute("role", "application");
frame.setAttribute("aria-label", "Drawing of the graph. Arrow keys move it, plus and minus zoom, 0 shows all, N and P choose the next and previous name, Enter goes to its card. The tables show the same data.");

// A name that was drawn once stays, and is only hidden: to take thousands out and put them in again takes a second.
const placeOf = (id) => network.body.nodes[id];
const isDrawn = (id) => has(network.body.nodes, id) && !network.body.nodes[id].options.hidden;
let painted = "", ranked = [], shapes = [], near = new Set(), told = new Set(); // ranked: the names that are drawn, the most connected first
function paint() {
  // Nothing is drawn anew where only another thing was chosen.
  const key = JSON.stringify([isDark(), state.hide, state.sure, state.since, state.until, state.undated, state.alone, state.all, state.more, state.of, state.depth, state.from, state.to, shown.drawn.size]);
  const anew = key !== painted || (shown.drawn.has(state.at) && !isDrawn(state.at)) || (shown.edges.has(state.at) && !lineById.has(state.at));
  if (anew) {
    painted = key;
    const fresh = [];
    for (const node of data.network.nodes) {
      const wanted = shown.drawn.has(node.id);
      if (has(network.body.nodes, node.id)) network.body.nodes[node.id].options.hidden = !wanted;
      else if (wanted) fresh.push(nodeLook(node));
    }
    sparse = Math.max(0.3, Math.min(1, Math.sqrt(600 / shown.drawn.size)) * Math.min(1, Math.max(0.6, frame.clientWidth / 640)));
    if (fresh.length) nodes.add(fresh);
    network._updateVisibleIndices();
    putLines([...shown.edges.values()].filter(({ edge }) => shown.drawn.has(edge.from) && shown.drawn.has(edge.to)));
    ranked = [...shown.drawn].map((id) => [shown.at.of(id).length, id]).sort(([n, a], [m, b]) => m - n || (a < b ? -1 : 1)).map(([, id]) => id);
    const kinds = Object.fromEntries(Object.entries(data.classes).map(([name, { shape, color }]) => [name, { path: paths.get(shape) || paths.get("dot"), color: inTheme(color) }]));
    shapes = ranked.map((id) => ({ id, place: placeOf(id), ...kinds[data.entities[id].type] })).reverse();
  }
  choose();
}
// All shapes in view, the least connected first.
function drawShapes(ctx, [left, top, right, bottom], scale) {
  const base = ctx.getTransform(), rimmed = shapes.length < 3000 || scale > 0.5;
  ctx.lineJoin = "round";
  for (const { id, place: { x, y, options }, path, color } of shapes) {
    const r = radius(options.size, scale);
    if (x + r < left || x - r > right || y + r < top || y - r > bottom) continue;
    const k = r / 7, marked = id === state.at, rim = marked || id === over;
    ctx.globalAlpha = near.size && !near.has(id) ? 0.4 : 1;
    ctx.setTransform(base.a * k, 0, 0, base.d * k, base.e + (x - r * 1.14) * base.a, base.f + (y - r * 1.14) * base.d);
    if (rimmed || rim) {
      ctx.lineWidth = ((marked ? 5 : 1.6) / k / Math.max(scale, 0.35)) * 0.75;
      ctx.strokeStyle = rim ? theme.ink : theme.ground;
      ctx.stroke(path);
    }
    ctx.fillStyle = color;
    ctx.fill(path);
  }
  ctx.setTransform(base);
  ctx.globalAlpha = 1;
}
// What is chosen and what belongs to it, in `near` and `told`; while there is any, all else is drawn faint.
function choose() {
  near = new Set();
  told = new Set();
  const line = (id) => { told.add(id); near.add(edgeById.get(id).from).add(edgeById.get(id).to); };
  if (isDrawn(state.at)) {
    near.add(state.at);
    for (const edge of shown.at.of(state.at)) line(edge.id);
  } else if (lineById.has(state.at)) line(state.at);
  else if (has(data.events, state.at)) {
    for (const id of partiesOf(data.events[state.at])) if (isDrawn(id)) near.add(id);
    for (const claim of claimsOfEvent.of(state.at)) if (claim.edge && lineById.has(claim.edge.id)) line(claim.edge.id);
  }
  groupLines(told, near.size > 0);
  drawAgain();
}
function bringIntoView(ids, opening = false) {
  const there = ids.filter(isDrawn);
  if (!there.length) return;
  if (opening) { network.moveTo({ position: middleOf(there), scale: Math.min(1, Math.max(0.75, network.getScale())) }); return; }
  const { x: left, y: top } = network.DOMtoCanvas({ x: 40, y: 40 }), { x: right, y: bottom } = network.DOMtoCanvas({ x: frame.clientWidth - 40, y: frame.clientHeight - 60 });
  const outside = there.some((id) => { const { x, y } = network.getPosition(id); return x < left || x > right || y < top || y > bottom; });
  const scale = network.getScale();
  if (!outside && scale > 0.45) return;
  const animation = reducedMotion ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (there.length === 1) network.focus(there[0], { scale: Math.min(Math.max(scale, 0.85), 1.3), animation });
  else network.fit({ nodes: there, maxZoomLevel: 1.1, animation });
}
function middleOf(ids) {
  const places = ids.map((id) => network.getPosition(id)), mean = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return { x: mean("x"), y: mean("y") };
}
// All that is drawn, with a margin for the names at its rim.
function fit(animated = !reducedMotion) {
  network.fit({ maxZoomLevel: 1.3, animation: false });
  const { x, y } = network.getViewPosition(), scale = network.getScale() * 0.92;
  network.moveTo({ position: { x, y: y + 10 / scale }, scale, animation: animated ? { duration: 250 } : false });
}

let over = ""; // the name under the pointer
const thingAt = (place) => network.getNodeAt(place) || (lineAt(network.DOMtoCanvas(place)) || {}).id;
network.on("hoverNode", ({ node }) => { over = node; frame.style.cursor = "pointer"; drawAgain(); });
network.on("blurNode", () => { over = ""; frame.style.cursor = ""; drawAgain(); });
network.on("dragStart", () => { dragged = true; });
network.on("dragEnd", () => { dragged = false; drawAgain(); });
// The first of two clicks may move the drawing: the second then means what the first one hit.
let clicked = { id: "", x: 0, y: 0, at: -Infinity };
network.on("click", ({ pointer: { DOM: { x, y } }, event }) => {
  const again = event.timeStamp - clicked.at < 400 && Math.hypot(x - clicked.x, y - clicked.y) < 12;
  if (again) return;
  const id = thingAt({ x, y });
  clicked = { id, x, y, at: event.timeStamp };
  if (id) go(id); else if (state.at) update({ at: "" });
});
network.on("doubleClick", () => { if (has(data.entities, clicked.id || "")) update({ at: clicked.id, of: clicked.id, from: "", to: "" }); });
frame.addEventListener("keydown", (event) => {
  const { x, y } = network.getViewPosition(), step = 90 / network.getScale();
  const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
  const turn = { n: 1, p: -1 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (move) network.moveTo({ position: { x: x + move[0], y: y + move[1] } });
  else if (zoom) network.moveTo({ scale: network.getScale() * zoom });
  else if (event.key === "0") fit();
  else if (turn && ranked.length) go(ranked[(ranked.indexOf(state.at) + turn + ranked.length) % ranked.length]);
  else if (event.key === "Enter") byId("card").focus();
  else return;
  event.preventDefault();
});
byId("tools").append(
  button("+", () => network.moveTo({ scale: network.getScale() * 1.3 }), { "aria-label": "Closer", title: "Closer" }),
  button("−", () => network.moveTo({ scale: network.getScale() / 1.3 }), { "aria-label": "Further away", title: "Further away" }),
  button("Show all", () => fit(), { title: "All that is drawn" }));

// --- the drawing -----------------------------------------------------------------------------------------------------------
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
// Shapes are those of the legend, drawn by ourselves: however far away the reader is, none is smaller than can be seen.
const paths = new Map(Object.entries(SHAPES).map(([name, path]) => [name, new Path2D(path)]));
const radius = (size) => Math.max(size, 4.6 / network.getScale());
function shapeOf(name) {
  return ({ ctx, id, x, y, state: { selected, hover }, style }) => {
    const r = radius(style.size);
    return {
      drawNode() {
        ctx.save();
        if (near.size && !near.has(id)) ctx.globalAlpha = 0.4;
        ctx.translate(x - r * 1.14, y - r * 1.14);
        ctx.scale(r / 7, r / 7);
        ctx.lineJoin = "round";
        ctx.lineWidth = (selected ? 5 : 1.6) * 7 / r / Math.max(network.getScale(), 0.35) * 0.75;
        ctx.strokeStyle = selected || hover ? theme.ink : theme.ground;
        ctx.stroke(paths.get(name));
        ctx.fillStyle = theme.fill(id);
        ctx.fill(paths.get(name));
        ctx.restore();
      },
      nodeDimensions: { width: r * 2, height: r * 2 },
    };
  };
}
const theme = { ink: "", ground: "", fill: (id) => inTheme(classOf(id).color) };
function readTheme() { theme.ink = token("--ink"); theme.ground = token("--ground"); }
function nodeLook(node) {
  const { shape, label } = classOf(node.id);
  return { id: node.id, x: node.x, y: node.y, size: node.size, shape: "custom", ctxRenderer: shapeOf(has(SHAPES, shape) ? shape : "dot"), title: `${nameOf(node.id)} (${label})` };
}
const DASHES = { alleged: [7, 5], planned: [7, 5], former: [2, 5], negated: [2, 5] };
const FAINT = new Set(["former", "negated"]);
function edgeLook({ edge, claims: list }) {
  const status = strongest(list), sources = sourcesOf(list);
  const color = inTheme(data.families[edge.family].color);
  const relation = data.relations[edge.relation];
  said.set(edge.id, status === "negated" ? `not: ${relation.label}` : status === "fact" ? relation.label : `${relation.label} (${data.statuses[status].label})`);
  const look = { width: Math.min(1.2 + 0.8 * (sources - 1), 6), opacity: FAINT.has(status) ? 0.45 : 0.8 };
  looks.set(edge.id, look);
  return {
    id: edge.id, from: edge.from, to: edge.to, arrows: relation.symmetric ? "" : "to", width: look.width, dashes: DASHES[status] || false,
    color: { color, highlight: color, hover: color, opacity: look.opacity },
    title: `${nameOf(edge.from)} ${relation.label} ${nameOf(edge.to)}: ${data.statuses[status].label}, ${plural(sources, "source")}`,
    smooth: edge.lane ? { enabled: true, type: edge.lane > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.lane) * 0.22 } : { enabled: false },
  };
}

const looks = new Map(), said = new Map(); // of each line drawn: width and opacity, and the words at it
const network = new vis.Network(byId("graph"), { nodes, edges }, {
  physics: false, layout: { improvedLayout: false }, autoResize: true,
  interaction: { hover: true, tooltipDelay: 200, hideEdgesOnDrag: edgeById.size > 2000, hideEdgesOnZoom: edgeById.size > 2000, zoomSpeed: 0.6 },
  edges: { arrows: { to: { scaleFactor: 0.5 } }, selectionWidth: 1.5, hoverWidth: 0.7, arrowStrikethrough: false },
});
readTheme();
const frame = network.canvas.frame;
frame.tabIndex = 0;
frame.setAttribute("role", "application");
frame.setAttribute("aria-label", "Drawing of the graph. Arrow keys move it, plus and minus zoom, 0 shows all, N and P choose the next and previous name, Enter goes to its card. The tables show the same data.");

// Only what looks otherwise than before is handed over again: that is most of the time that a filter takes.
const signatures = new Map();
function drop(set, wanted) {
  const gone = set.getIds().filter((id) => !wanted.has(id));
  for (const id of gone) signatures.delete(id);
  if (gone.length) set.remove(gone);
}
function put(set, wanted, signature, look) {
  const changed = [...wanted].filter(([id, one]) => signatures.get(id) !== signature(one));
  for (const [id, one] of changed) signatures.set(id, signature(one));
  if (changed.length) set.update(changed.map(([, one]) => look(one)));
}
let painted = "", near = new Set(), told = new Set();
function paint() {
  const wanted = new Map(data.network.nodes.filter((node) => shown.drawn.has(node.id)).map((node) => [node.id, node]));
  const lines = new Map([...shown.edges].filter(([, { edge }]) => wanted.has(edge.from) && wanted.has(edge.to)));
  // Nothing is drawn anew where only another thing was chosen.
  const key = JSON.stringify([isDark(), state.hide, state.sure, state.since, state.until, state.undated, state.alone, state.all, state.more, state.of, state.depth, state.from, state.to, shown.drawn.size, state.view === "graph"]);
  const anew = key !== painted || (shown.drawn.has(state.at) && !nodes.get(state.at)) || (shown.edges.has(state.at) && !edges.get(state.at));
  if (anew && state.view === "graph") {
    painted = key;
    drop(edges, lines);
    drop(nodes, wanted);
    put(nodes, wanted, () => "", nodeLook);
    put(edges, lines, ({ claims: list }) => `${isDark()} ${strongest(list)} ${sourcesOf(list)}`, edgeLook);
    drawnAt = 0;
    ranked = [...wanted.keys()].sort((a, b) => shown.at.of(b).length - shown.at.of(a).length || (a < b ? -1 : 1));
  }
  choose();
  return anew;
}
// What is chosen and what belongs to it, in `near` and `told`; while there is any, all else is drawn faint.
function choose() {
  near = new Set();
  told = new Set();
  drawnAt = 0;
  if (nodes.get(state.at)) {
    network.selectNodes([state.at]);
    near.add(state.at);
    for (const edge of shown.at.of(state.at)) { near.add(otherEnd(edge, state.at)); told.add(edge.id); }
  } else if (edges.get(state.at)) {
    network.setSelection({ nodes: [], edges: [state.at] });
    const edge = edgeById.get(state.at);
    near.add(edge.from).add(edge.to);
    told.add(edge.id);
  } else if (has(data.events, state.at)) {
    const lines = claimsOfEvent.of(state.at).map((claim) => `${claim.subject}|${claim.predicate}|${claim.object}`).filter((id) => edges.get(id));
    const parties = partiesOf(data.events[state.at]).filter((id) => nodes.get(id));
    network.setSelection({ nodes: lines.length ? [] : parties, edges: lines });
    for (const id of parties) near.add(id);
    for (const id of lines) { told.add(id); near.add(edgeById.get(id).from).add(edgeById.get(id).to); }
  } else network.unselectAll();
}
function bringIntoView(ids, opening = false) {
  const there = ids.filter((id) => nodes.get(id));
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

// Names are written last, the most connected first, at the same size however far away the reader is. One that would cover a shape or another name stands
// at another side of its own shape, or waits for a closer look.
let ranked = [], over = "";
const widths = new Map();
// Lines stay as wide as they are seen at a middle distance: zoomed out, they would fade away.
let drawnAt = 0;
network.on("beforeDrawing", () => {
  const scale = network.getScale();
  if (scale === drawnAt) return;
  drawnAt = scale;
  const wider = Math.max(1, 0.75 / scale);
  for (const id of network.body.edgeIndices) {
    const { options } = network.body.edges[id], look = looks.get(id);
    options.width = look.width * wider * (told.size && told.has(id) && told.size < 4 ? 1.8 : 1);
    options.color.opacity = look.opacity * (near.size && !told.has(id) ? 0.3 : 1);
  }
});
const FACE = 'system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif';
function textSize(ctx, lines, weight, points) {
  const key = `${weight}${lines.join("\n")}`;
  ctx.font = `${weight} ${points}px ${FACE}`;
  if (!widths.has(key)) widths.set(key, Math.max(...lines.map((line) => ctx.measureText(line).width)) / points);
  return { width: widths.get(key) * points, height: lines.length * points * 1.15 };
}
// Boxes that are taken, in a grid of cells, so that asking is quick.
function roomFor(cell) {
  const cells = new Map();
  const each = ([left, top, right, bottom], visit) => {
    for (let i = Math.floor(left / cell); i <= Math.floor(right / cell); i += 1) for (let j = Math.floor(top / cell); j <= Math.floor(bottom / cell); j += 1) if (visit(`${i},${j}`)) return true;
    return false;
  };
  return {
    take: (box, owner) => each(box, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push([...box, owner]); }),
    free: (box, owner) => !each(box, (key) => (cells.get(key) || []).some(([a, b, c, d, whose]) => whose !== owner && box[0] < c && box[2] > a && box[1] < d && box[3] > b)),
  };
}
function write(ctx, lines, box, points, color, em) {
  ctx.strokeStyle = theme.ground;
  ctx.lineWidth = 3.5 * em;
  ctx.fillStyle = color;
  lines.forEach((line, i) => {
    const x = (box[0] + box[2]) / 2, y = box[1] + i * points * 1.15;
    ctx.strokeText(line, x, y);
    ctx.fillText(line, x, y);
  });
}
network.on("afterDrawing", (ctx) => {
  const scale = network.getScale(), em = 1 / scale;
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 }), { x: right, y: bottom } = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
  const inside = ranked.filter((id) => { const body = network.body.nodes[id]; return body && body.x > left && body.x < right && body.y > top && body.y < bottom; });
  const room = roomFor(60 * em), names = roomFor(60 * em);
  ctx.textAlign = "center"; ctx.textBaseline = "top"; ctx.lineJoin = "round";
  for (const id of inside.slice(0, 800)) {
    const { x, y } = network.body.nodes[id], r = radius(nodeById.get(id).size) * 0.9;
    room.take([x - r, y - r, x + r, y + r], id);
  }
  const first = [state.at, over].filter((id) => nodeById.has(id));
  const order = [...new Set([...first, ...near, ...inside])].slice(0, 600);
  let written = 0;
  for (const id of order) {
    const body = network.body.nodes[id];
    if (!body || written > 200) continue;
    const { x, y } = body, r = radius(nodeById.get(id).size), strong = first.includes(id) || degreeOf(id) >= 5;
    const lines = nodeById.get(id).label.split("\n"), points = (strong ? 13 : 12) * em;
    const { width, height } = textSize(ctx, lines, strong ? 600 : 400, points);
    const gap = 3 * em, half = width / 2, side = r + gap + half;
    const places = [[x, y + r + gap], [x + side, y - height / 2], [x - side, y - height / 2], [x, y - r - gap - height]].map(([cx, cy]) => [cx - half, cy, cx + half, cy + height]);
    const seen = places.filter((one) => one[0] > left && one[2] < right && one[1] > top && one[3] < bottom);
    // The busiest have their names in any case, if need be over a shape, though never over another name.
    const box = seen.find((one) => room.free(one, id)) || ((strong || near.has(id)) && seen.find((one) => names.free(one, id))) || (first.includes(id) ? places[0] : null);
    if (!box) continue;
    names.take(box, id);
    room.take(box, id);
    written += 1;
    ctx.font = `${strong ? 600 : 400} ${points}px ${FACE}`;
    ctx.globalAlpha = near.size && !near.has(id) ? 0.45 : 1;
    write(ctx, lines, box, points, theme.ink, em);
    ctx.globalAlpha = 1;
  }
  if (scale < 0.55 && !edgeById.has(state.at)) return;
  // What a line says, where the line is longer than the words: those of the chosen first.
  const chosen = new Set(network.getSelectedEdges());
  const spoken = [...chosen, ...network.body.edgeIndices.filter((id) => !chosen.has(id)).slice(0, 900)];
  for (const id of spoken) {
    const body = network.body.edges[id];
    if (!body || !body.connected || (scale < 0.55 && !chosen.has(id)) || (near.size && !told.has(id))) continue;
    const { x, y } = body.edgeType.getPoint(0.5);
    if (x < left || x > right || y < top || y > bottom) continue;
    const points = 11 * em, words = [said.get(id)];
    const { width, height } = textSize(ctx, words, 400, points);
    if (Math.hypot(body.from.x - body.to.x, body.from.y - body.to.y) < width * 1.1) continue;
    const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    if (!room.free(box, id)) continue;
    room.take(box, id);
    write(ctx, words, box, points, inTheme(data.families[edgeById.get(id).family].color), em);
  }
});
network.on("hoverNode", ({ node }) => { over = node; frame.style.cursor = "pointer"; network.redraw(); });
network.on("blurNode", () => { over = ""; frame.style.cursor = ""; network.redraw(); });
network.on("hoverEdge", () => { frame.style.cursor = "pointer"; });
network.on("blurEdge", () => { frame.style.cursor = ""; });
network.on("click", ({ nodes: [node], edges: [edge] }) => { if (node || edge) go(node || edge); else if (state.at) update({ at: "" }); });
network.on("doubleClick", ({ nodes: [node] }) => { if (node) update({ at: node, of: node, from: "", to: "" }); });
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

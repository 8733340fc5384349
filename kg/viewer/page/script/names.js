// --- the names at the shapes and the words at the lines --------------------------------------------------------------------
// Names are written last, the most connected first, at the same size however far away the reader is. One that would cover a shape or another name stands
// at another side of its own shape, or waits for a closer look.
const widths = new Map();
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
    covered: (box, owner) => { let n = 0; each(box, (key) => { n += (cells.get(key) || []).filter(([a, b, c, d, whose]) => whose !== owner && box[0] < c && box[2] > a && box[1] < d && box[3] > b).length; return false; }); return n; },
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
const leastCovered = (places, covered) => places.map((one) => [covered(one), one]).reduce((best, next) => (next[0] < best[0] ? next : best), [Infinity, null])[1];
function seenPart() {
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 }), { x: right, y: bottom } = network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight });
  return [left, top, right, bottom];
}
network.on("beforeDrawing", (ctx) => drawLines(ctx, seenPart(), network.getScale()));
network.on("afterDrawing", (ctx) => {
  const scale = network.getScale(), em = 1 / scale, [left, top, right, bottom] = seenPart();
  drawShapes(ctx, [left, top, right, bottom], scale);
  const inside = [];
  for (let i = shapes.length - 1; i >= 0 && inside.length < 800; i -= 1) { const { id, place: { x, y } } = shapes[i]; if (x > left && x < right && y > top && y < bottom) inside.push(id); }
  const room = roomFor(60 * em), names = roomFor(60 * em);
  ctx.textAlign = "center"; ctx.textBaseline = "top"; ctx.lineJoin = "round";
  for (const id of inside) {
    const { x, y } = placeOf(id), r = radius(nodeById.get(id).size, scale) * 0.9;
    room.take([x - r, y - r, x + r, y + r], id);
  }
  const first = [state.at, over].filter(isDrawn);
  const order = [...new Set([...first, ...[...near].filter(isDrawn), ...inside])].slice(0, 600);
  let written = 0;
  for (const id of order) {
    if (written > 200) break;
    const { x, y } = placeOf(id), r = radius(nodeById.get(id).size, scale), strong = first.includes(id) || degreeOf(id) >= 5;
    const lines = nodeById.get(id).label.split("\n"), points = (strong ? 13 : 12) * em;
    const { width, height } = textSize(ctx, lines, strong ? 600 : 400, points);
    const gap = 3 * em, half = width / 2, side = r + gap + half;
    const places = [[x, y + r + gap], [x + side, y - height / 2], [x - side, y - height / 2], [x, y - r - gap - height], [x + side * 0.8, y + r * 0.6], [x - side * 0.8, y + r * 0.6], [x + side * 0.8, y - r * 0.6 - height], [x - side * 0.8, y - r * 0.6 - height]].map(([cx, cy]) => [cx - half, cy, cx + half, cy + height]);
    const seen = places.filter((one) => one[0] > left && one[2] < right && one[1] > top && one[3] < bottom);
    // The busiest have their names in any case, if need be over a shape, though never over another name.
    const box = seen.find((one) => room.free(one, id)) || ((strong || near.has(id)) && leastCovered(seen.filter((one) => names.free(one, id)), (one) => room.covered(one, id))) || (first.includes(id) ? places[0] : null);
    if (!box) continue;
    names.take(box, id);
    room.take(box, id);
    written += 1;
    ctx.font = `${strong ? 600 : 400} ${points}px ${FACE}`;
    ctx.globalAlpha = near.size && !near.has(id) ? 0.45 : 1;
    write(ctx, lines, box, points, theme.ink, em);
    ctx.globalAlpha = 1;
  }
  if (scale < 0.55 && !lineById.has(state.at)) return;
  // What a line says, where the line is longer than the words: those of the chosen first.
  const spoken = new Set();
  const chosen = lineById.get(state.at);
  for (const line of [...(chosen ? [chosen] : []), ...lines]) {
    if ((scale < 0.55 && line !== chosen) || (near.size && !told.has(line.id)) || spoken.has(line.id)) continue;
    const { a, b } = line, x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
    if (x < left - 80 || x > right + 80 || y < top - 80 || y > bottom + 80) continue;
    const { mx, my } = course(line, scale);
    if (mx < left || mx > right || my < top || my > bottom) continue;
    spoken.add(line.id);
    const points = 11 * em, words = [line.words];
    const { width, height } = textSize(ctx, words, 400, points);
    if (Math.hypot(a.x - b.x, a.y - b.y) < width * 1.1) continue;
    const box = [mx - width / 2, my - height / 2, mx + width / 2, my + height / 2];
    if (!room.free(box, line.id)) continue;
    room.take(box, line.id);
    write(ctx, words, box, points, line.color, em);
    if (spoken.size > 900) break;
  }
});

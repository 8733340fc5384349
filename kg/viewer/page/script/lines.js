// --- the lines: how each looks, where it runs, and which of them lies under the pointer ------------------------------------
// They are drawn by ourselves, all of one look at once: thousands of them are then moved in the time of a frame.
const DASHES = { alleged: [7, 5], planned: [7, 5], former: [2, 5], negated: [2, 5] };
const FAINT = new Set(["former", "negated"]);
const AT_ONCE = 250; // lines in one stroke; longer ones take longer than their parts
let lines = [], alike = []; // those that are drawn; the same by their looks, those of what is chosen last
let lineById = new Map(), overLine = null, dragged = false;

// `colors`: of the families, in the theme; `a` and `b`: the places of its ends.
function lineOf({ edge, claims: list }, colors) {
  const whole = list.length === edge.claims.length;
  if (whole && edge.line && edge.line.color === colors[edge.family]) return edge.line; // no filter changes it
  const status = strongest(list), sources = sourcesOf(list), relation = data.relations[edge.relation];
  const line = {
    id: edge.id, edge, a: placeOf(edge.from), b: placeOf(edge.to), status, sources, bend: edge.lane, arrow: !relation.symmetric, struck: status === "negated", dashes: DASHES[status] || [],
    width: Math.min(1.2 + 0.8 * (sources - 1), 6), opacity: FAINT.has(status) ? 0.45 : 0.8, color: colors[edge.family],
    words: status === "negated" ? `not: ${relation.label}` : status === "fact" ? relation.label : `${relation.label} (${data.statuses[status].label})`,
  };
  if (whole) edge.line = line;
  return line;
}
function putLines(wanted) {
  const colors = Object.fromEntries(Object.entries(data.families).map(([name, family]) => [name, inTheme(family.color)]));
  lines = wanted.map((one) => lineOf(one, colors));
  lineById = new Map(lines.map((line) => [line.id, line]));
  overLine = overLine && (lineById.get(overLine.id) || null);
}
// `told`: the lines of what is chosen; where there are any, or `dim`, all others are faint.
function groupLines(told, dim) {
  const looks = new Map();
  for (const line of lines) {
    const first = told.has(line.id), key = `${first ? 1 : 0}|${line.color}|${line.width}|${line.opacity}|${line.dashes}`;
    if (!looks.has(key)) looks.set(key, { ...line, first, width: first ? line.width * (told.size < 4 ? 1.9 : 1) + 0.6 : line.width, opacity: line.opacity * (dim && !first ? 0.3 : 1), members: [] });
    looks.get(key).members.push(line);
  }
  alike = [...looks.values()].sort((a, b) => a.first - b.first);
}
// From rim to rim; one of several between the same two in a bow, so that each is seen.
function course(line, scale) {
  const { a, b } = line;
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
  const ra = radius(a.options.size, scale), rb = radius(b.options.size, scale);
  if (a === b) return { loop: true, x: a.x + ra, y: a.y - ra, r: Math.max(ra * 0.8, 9), mx: a.x + ra * 1.6, my: a.y - ra * 1.6 };
  const bow = line.bend * Math.min(length * 0.36, 70);
  const cx = (a.x + b.x) / 2 - (dy / length) * bow, cy = (a.y + b.y) / 2 + (dx / length) * bow, reach = Math.hypot(b.x - cx, b.y - cy) || 1;
  const ux = (b.x - cx) / reach, uy = (b.y - cy) / reach;
  return {
    loop: false, curved: bow !== 0, cx, cy, ux, uy, room: length - ra - rb,
    ax: a.x + ((cx - a.x) / reach) * ra, ay: a.y + ((cy - a.y) / reach) * ra, bx: b.x - ux * rb, by: b.y - uy * rb,
    mx: bow ? (a.x + 2 * cx + b.x) / 4 : cx, my: bow ? (a.y + 2 * cy + b.y) / 4 : cy,
  };
}
function drawLines(ctx, [left, top, right, bottom], scale) {
  if (dragged && lines.length > 8000) return; // the shapes alone follow the hand
  const wider = Math.max(1, (0.75 * Math.max(0.5, sparse)) / scale); // as wide as seen at a middle distance: zoomed out, they would fade away
  const thin = scale < 0.5 ? Math.max(0.4, sparse) : 1; // so that thousands of them are no solid mass
  const inside = ({ a, b }) => Math.min(a.x, b.x) - 80 < right && Math.max(a.x, b.x) + 80 > left && Math.min(a.y, b.y) - 80 < bottom && Math.max(a.y, b.y) + 80 > top;
  const heads = lines.length < 6000 || scale > 0.3; // of so many lines, so small, they would only be noise
  ctx.save();
  for (const look of alike) {
    ctx.strokeStyle = ctx.fillStyle = look.color;
    ctx.globalAlpha = look.opacity * (look.first ? 1 : thin);
    const width = look.width * wider, head = 6 * wider + 2.2 * width;
    const dashes = look.dashes.map((n) => n * wider);
    for (let at = 0; at < look.members.length; at += AT_ONCE) {
      const points = [], crosses = [];
      ctx.lineWidth = width;
      ctx.setLineDash(dashes);
      ctx.beginPath();
      for (const line of look.members.slice(at, at + AT_ONCE)) {
        if (!inside(line)) continue;
        const way = course(line, scale);
        if (line.struck) crosses.push(way);
        if (way.loop) { ctx.moveTo(way.x + way.r, way.y); ctx.arc(way.x, way.y, way.r, 0, 2 * Math.PI); continue; }
        const pointed = heads && line.arrow && way.room > head * 1.2, back = pointed ? head * 0.85 : 0;
        ctx.moveTo(way.ax, way.ay);
        if (way.curved) ctx.quadraticCurveTo(way.cx, way.cy, way.bx - way.ux * back, way.by - way.uy * back);
        else ctx.lineTo(way.bx - way.ux * back, way.by - way.uy * back);
        if (pointed) points.push(way);
      }
      ctx.stroke();
      ctx.beginPath();
      for (const { bx, by, ux, uy } of points) {
        const x = bx - ux * head, y = by - uy * head, side = head * 0.38;
        ctx.moveTo(bx, by); ctx.lineTo(x - uy * side, y + ux * side); ctx.lineTo(x + uy * side, y - ux * side); ctx.closePath();
      }
      ctx.fill();
      if (!crosses.length) continue;
      // Said not to be so: struck through.
      ctx.setLineDash([]);
      ctx.lineWidth = 1.6 * wider;
      ctx.beginPath();
      for (const { mx, my } of crosses) { const d = 4.5 * wider; ctx.moveTo(mx - d, my - d); ctx.lineTo(mx + d, my + d); ctx.moveTo(mx + d, my - d); ctx.lineTo(mx - d, my + d); }
      ctx.globalAlpha = Math.min(1, look.opacity * 1.8);
      ctx.stroke();
      ctx.globalAlpha = look.opacity * (look.first ? 1 : thin);
    }
  }
  if (overLine) {
    const way = course(overLine, scale);
    ctx.setLineDash([]);
    ctx.globalAlpha = 0.3; ctx.strokeStyle = overLine.color; ctx.lineWidth = overLine.width * wider + 6 / scale;
    ctx.beginPath();
    if (way.loop) ctx.arc(way.x, way.y, way.r, 0, 2 * Math.PI); else { ctx.moveTo(way.ax, way.ay); ctx.quadraticCurveTo(way.cx, way.cy, way.bx, way.by); }
    ctx.stroke();
  }
  ctx.restore();
}
// The line within a few pixels of the place, or null.
function lineAt({ x, y }) {
  const scale = network.getScale();
  let best = 8 / scale, found = null;
  for (const line of lines) {
    const { a, b } = line;
    if (x < Math.min(a.x, b.x) - 80 || x > Math.max(a.x, b.x) + 80 || y < Math.min(a.y, b.y) - 80 || y > Math.max(a.y, b.y) + 80) continue;
    const far = distanceTo(course(line, scale), x, y);
    if (far < best) { best = far; found = line; }
  }
  return found;
}
function distanceTo(way, x, y) {
  if (way.loop) return Math.abs(Math.hypot(x - way.x, y - way.y) - way.r);
  const pieces = way.curved ? 10 : 1;
  let least = Infinity, [px, py] = [way.ax, way.ay];
  for (let i = 1; i <= pieces; i += 1) {
    const t = i / pieces, s = 1 - t;
    const qx = way.curved ? s * s * way.ax + 2 * s * t * way.cx + t * t * way.bx : way.bx, qy = way.curved ? s * s * way.ay + 2 * s * t * way.cy + t * t * way.by : way.by;
    const dx = qx - px, dy = qy - py, along = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - px - along * dx, y - py - along * dy));
    [px, py] = [qx, qy];
  }
  return least;
}

// --- ways through the graph ----------------------------------------------------------------------------------------------
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
function reached(start, depth, edgesAt) {
  const found = new Set([start]);
  let ring = [start];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const id of ring) for (const edge of edgesAt(id)) {
      const other = otherEnd(edge, id);
      if (!found.has(other)) { found.add(other); next.push(other); }
    }
    ring = next;
  }
  return found;
}
// The names on a shortest way, from end to end; null where there is none.
function shortestPath(from, to, edgesAt) {
  const cameFrom = new Map([[from, null]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !cameFrom.has(to); head += 1) {
    for (const edge of edgesAt(queue[head])) {
      const other = otherEnd(edge, queue[head]);
      if (!cameFrom.has(other)) { cameFrom.set(other, queue[head]); queue.push(other); }
    }
  }
  if (!cameFrom.has(to)) return null;
  const path = [];
  for (let id = to; id !== null; id = cameFrom.get(id)) path.unshift(id);
  return path;
}

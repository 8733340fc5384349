// --- what the filters leave: claims first, and of lines, names and events what at least one of these claims tells of ------
let shown = null;

function passing() {
  const hidden = new Set(state.hide), since = state.since ? monthsOf(state.since)[0] : -Infinity, until = state.until ? monthsOf(state.until)[1] : Infinity;
  return claims.filter(({ key, confidence }) => confidence >= state.sure && (key.months ? key.months[1] >= since && key.months[0] <= until : state.undated)
    && !(hidden.size && (hidden.has(key.status) || hidden.has(key.relation) || hidden.has(key.subject) || hidden.has(key.object) || hidden.has(key.source))));
}
function group(list) {
  const edges = new Map(), names = new Set(), at = index();
  for (const claim of list) {
    names.add(claim.subject);
    if (!claim.edge) continue;
    const { edge } = claim;
    names.add(edge.to);
    if (edges.has(edge.id)) { edges.get(edge.id).claims.push(claim); continue; }
    edges.set(edge.id, { edge, claims: [claim] });
    at.put(edge.from, edge);
    if (edge.to !== edge.from) at.put(edge.to, edge);
  }
  return { edges, names, at };
}
function lookAgain() {
  const hidden = new Set(state.hide);
  let list = passing();
  let { edges, names, at } = group(list);
  const within = state.from && state.to ? shortestPath(state.from, state.to, at.of) : null;
  const only = state.from && state.to ? new Set(within || [state.from, state.to]) : state.of ? reached(state.of, state.depth, at.of) : null;
  if (only) {
    list = list.filter((claim) => only.has(claim.subject) && (!claim.edge || only.has(claim.object)));
    ({ edges, names, at } = group(list));
    for (const id of only) names.add(id);
  }
  const silent = only ? [] : data.network.nodes.filter((node) => !names.has(node.id) && !hidden.has(`class:${data.entities[node.id].type}`)).map((node) => node.id);
  const untold = silent.filter((id) => !claimsOf.has(id));
  if (state.alone) for (const id of silent) names.add(id);
  const total = names.size;
  let drawn = names;
  if (total > data.most && !state.all) {
    const busiest = [...names].sort((a, b) => at.of(b).length - at.of(a).length || (a < b ? -1 : 1)).slice(0, data.most);
    drawn = new Set(busiest);
    for (const id of [...state.more, state.of]) if (names.has(id)) for (const near of reached(id, 1, at.of)) drawn.add(near);
    for (const id of [state.at, ...(edgeById.has(state.at) ? [edgeById.get(state.at).from, edgeById.get(state.at).to] : [])]) if (names.has(id)) drawn.add(id);
    drawn = new Set([...drawn].filter((id) => id === state.at || at.of(id).some((edge) => drawn.has(otherEnd(edge, id)))));
  }
  const events = new Set(list.map(eventOf).filter(Boolean));
  shown = { claims: list, edges, names, drawn, at, path: within, untold: untold.length, silent: silent.length, leftOut: total - drawn.size, events: eventsByDate.filter((event) => events.has(event.id)) };
}

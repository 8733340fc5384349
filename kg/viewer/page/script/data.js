// --- the records, and what leads from one to another -------------------------------------------------------------------
const data = JSON.parse(byId("data").textContent);
const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const claims = Object.entries(data.claims).map(([id, claim]) => Object.assign(claim, { id }));
const nodeById = new Map(data.network.nodes.map((node) => [node.id, node]));
const STATUSES = Object.keys(data.statuses); // strongest first
const strongest = (list) => STATUSES[Math.min(...list.map((claim) => STATUSES.indexOf(claim.status)))];

const edgeById = new Map();
const index = () => { const map = new Map(); map.put = (key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value])); map.of = (key) => map.get(key) || []; return map; };
const edgesOf = index(), claimsOf = index(), claimsOfEvent = index(), claimsOfArticle = index(), eventsOf = index(), articlesOf = index(), reprintsOf = index(), casesOf = index(), partsOfCase = index(), lanes = index();

const isParticipation = (claim) => claim.predicate === "participant";
const eventOf = (claim) => (isParticipation(claim) ? claim.object : claim.event);
const relationOf = (claim) => (isParticipation(claim) ? data.events[claim.object].type : claim.predicate);
const sayRelation = (name) => (has(data.relations, name) ? data.relations[name] : data.eventTypes[name]).label;
const familyOf = (name) => (has(data.relations, name) ? data.relations[name] : data.eventTypes[name]).family;
const publisherOf = (article) => article.publisher || "";
const partiesOf = (event) => [...new Set([...(event.agents || []), ...(event.targets || []), ...(event.participants || [])])];
const nameOf = (id) => (has(data.entities, id) ? data.entities[id].label : has(data.events, id) ? data.events[id].label : has(data.articles, id) ? titleOf(data.articles[id]) : has(data.cases, id) ? data.cases[id].label : id);
const titleOf = (article) => article.title || article.source;
const classOf = (id) => data.classes[data.entities[id].type];

const dateOf = (claim) => claim.date || (eventOf(claim) && has(data.events, eventOf(claim)) ? data.events[eventOf(claim)].date : "") || "";
// The months that a date may mean, counted from the year 0: "2021" is twelve of them.
function monthsOf(date) {
  if (!date) return null;
  const [year, month] = date.split("-").map(Number);
  return month ? [year * 12 + month - 1, year * 12 + month - 1] : [year * 12, year * 12 + 11];
}
// What the filters ask of every claim each time is written on it, once: out of the way of its own fields, in `key`.
for (const claim of claims) {
  claim.key = {
    status: `status:${claim.status}`, relation: `relation:${relationOf(claim)}`, source: `source:${publisherOf(data.articles[claim.article])}`,
    subject: `class:${data.entities[claim.subject].type}`, object: isParticipation(claim) ? "" : `class:${data.entities[claim.object].type}`, months: monthsOf(dateOf(claim)),
  };
  claimsOf.put(claim.subject, claim);
  claimsOfArticle.put(claim.article, claim);
  if (eventOf(claim)) claimsOfEvent.put(eventOf(claim), claim);
  if (isParticipation(claim)) continue;
  if (claim.object !== claim.subject) claimsOf.put(claim.object, claim);
  const id = `${claim.subject}|${claim.predicate}|${claim.object}`;
  if (!edgeById.has(id)) {
    const edge = { id, from: claim.subject, to: claim.object, relation: claim.predicate, family: familyOf(claim.predicate), claims: [] };
    edgeById.set(id, edge);
    edgesOf.put(edge.from, edge);
    if (edge.to !== edge.from) edgesOf.put(edge.to, edge);
    lanes.put(edge.from < edge.to ? `${edge.from}|${edge.to}` : `${edge.to}|${edge.from}`, edge);
  }
  claim.edge = edgeById.get(id);
  claim.edge.claims.push(claim);
}
// Several relations between the same two are drawn side by side, whichever way round they are.
for (const together of lanes.values()) {
  together.forEach((edge, i) => { edge.lane = (i - (together.length - 1) / 2) * (edge.from < edge.to ? 1 : -1); });
}
for (const [id, event] of Object.entries(data.events)) {
  event.id = id;
  for (const party of partiesOf(event)) eventsOf.put(party, event);
  if (event.lawsuit && !partiesOf(event).includes(event.lawsuit)) eventsOf.put(event.lawsuit, event);
}
for (const [id, article] of Object.entries(data.articles)) {
  article.id = id;
  for (const entity of article.mentions || []) articlesOf.put(entity, article);
  if (article.reprint) reprintsOf.put(article.reprint, article);
}
for (const [id, matter] of Object.entries(data.cases)) {
  matter.id = id;
  for (const party of matter.parties || []) casesOf.put(party, matter);
}
for (const [id, one] of [...Object.entries(data.events), ...Object.entries(data.entities)]) if (one.case) partsOfCase.put(one.case, id);
// Reprints of one text count once.
const sourcesOf = (list) => new Set(list.map(({ article }) => data.articles[article].reprint || article)).size;
const articlesIn = (list) => new Set(list.map((claim) => claim.article)).size;
const degreeOf = (id) => edgesOf.of(id).length;
// What tells two of one name apart: whom each is tied to (what lasts before what happened once), else the article that names it.
const namesakes = index();
for (const [id, entity] of Object.entries(data.entities)) namesakes.put(entity.label.toLowerCase(), id);
const tieOf = (edge) => `${STATUSES.indexOf(strongest(edge.claims))}${{ people: 0, deals: 1 }[edge.family] ?? 2}${edge.id}`;
function toldApart(id) {
  if (namesakes.of(data.entities[id].label.toLowerCase()).length < 2) return "";
  const [edge] = edgesOf.of(id).filter((one) => one.from !== one.to && !nameOf(otherEnd(one, id)).includes(data.entities[id].label)).sort((a, b) => (tieOf(a) < tieOf(b) ? -1 : 1));
  if (edge) return `${edge.from === id ? data.relations[edge.relation].label : data.relations[edge.relation].inverse} ${nameOf(otherEnd(edge, id))}`;
  const [article] = articlesOf.of(id);
  return article ? `named in “${titleOf(article)}”` : "";
}

// --- words for people ---------------------------------------------------------------------------------------------------
const money = (it) => (it.amount ? `${it.currency} ${it.amount.replace(/^(\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","))}` : "");
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function dateInWords(date) {
  if (!date) return "";
  const [year, month, day] = date.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}
const shortDate = (date, year = true) => { const [y, m, d] = (date || "").split("-"); return [d && String(Number(d)), m && MONTHS[Number(m) - 1].slice(0, 3), (year || !m) && y].filter(Boolean).join(" "); };
// Sums of different currencies are not compared: they are ordered by currency, then by amount.
const amountOrder = (it) => (it.amount ? `${it.currency} ${it.amount.split(".")[0].padStart(24, "0")}.${it.amount.split(".")[1] || ""}` : "");
// Dates and ids are plain ASCII: to compare them as words of a language takes ten times as long.
const byDate = (a, b) => { const x = a.date || "9999", y = b.date || "9999"; return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1; };
const eventsByDate = Object.values(data.events).sort(byDate);
const monthName = (months) => `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;

// Offsets count code points; JavaScript's strings do not.
const paired = /[\ud800-\udfff]/;
function slice(text, start, end) {
  return paired.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

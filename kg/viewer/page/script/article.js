// --- the articles: a list of them, and one with all that was read in it ---------------------------------------------------
function showArticles() {
  const id = has(data.articles, state.at) ? state.at : state.claim && has(data.claims, state.claim) ? data.claims[state.claim].article : "";
  const place = byId("view-articles");
  if (place.dataset.of === `${id}|${state.claim}` && place.childNodes.length) return;
  place.dataset.of = `${id}|${state.claim}`;
  place.replaceChildren(...(id ? reader(data.articles[id]) : listOfArticles()));
  place.scrollTop = 0;
  const marked = place.querySelector("mark.chosen");
  if (marked) marked.scrollIntoView({ block: "center" });
}
function listOfArticles() {
  const all = Object.values(data.articles).sort((a, b) => (b.date || "").localeCompare(a.date || "") || (a.id < b.id ? -1 : 1));
  return [make("div", { class: "page" }, make("h2", {}, plural(all.length, "article")),
    inPieces(all, make("ul", { class: "articles" }), (article) => make("li", {},
      make("p", {}, link(article.id, titleOf(article))),
      make("p", { class: "soft small" }, [article.publisher, dateInWords(article.date), plural(claimsOfArticle.of(article.id).length, "claim"), article.source].filter(Boolean).join(" · ")))))];
}
function reader(article) {
  const list = [...claimsOfArticle.of(article.id)].sort((a, b) => a.start - b.start || a.end - b.end);
  const head = [
    make("p", { class: "soft small" }, button("All articles", () => update({ at: "", claim: "", view: "articles" }), { class: "plain" })),
    make("h2", { lang: article.language || "en", dir: "auto" }, titleOf(article)),
    make("p", { class: "soft" }, [article.publisher, dateInWords(article.date), article.source].filter(Boolean).join(" · ")),
    article.url ? make("p", { class: "soft small" }, webLink(article.url)) : "",
    ...relatives(article),
    make("p", { class: "key small" }, make("mark", {}, "words of a claim"), make("span", { class: "mention" }, "a name"), `${plural(list.length, "claim")}, ${plural((article.places || []).length, "mention")}`),
  ];
  const body = article.text === undefined
    ? [make("p", { class: "soft" }, "This page was written without the articles’ texts; here is what was read in it."), ...list.map((claim) => claimItem(claim))]
    : [make("div", { class: "text", lang: article.language || "en", dir: "auto" }, paragraphs(article, list))];
  return [make("article", { class: "page" }, head, body)];
}
function relatives(article) {
  const correctedBy = Object.values(data.articles).filter((one) => (one.corrects || []).includes(article.id));
  const row = (says, list) => (list.length ? make("p", { class: "warning" }, says, list.map((id, i) => [i ? "; " : "", link(id)])) : "");
  return [row("A reprint of ", article.reprint ? [article.reprint] : []), row("Reprinted as ", reprintsOf.of(article.id).map((one) => one.id)), row("Corrects ", article.corrects || []), row("Corrected by ", correctedBy.map((one) => one.id))];
}
function paragraphs(article, list) {
  const chars = paired.test(article.text) ? Array.from(article.text) : article.text;
  const cut = (from, to) => (typeof chars === "string" ? chars.slice(from, to) : chars.slice(from, to).join(""));
  const places = (article.places || []).filter(([id]) => has(data.entities, id));
  const bounds = new Set([0, chars.length]);
  for (const { start, end, trigger } of list) { bounds.add(start).add(end); if (trigger) bounds.add(start + trigger[0]).add(start + trigger[1]); }
  for (const [, start, end] of places) bounds.add(start).add(end);
  for (let i = 0; i < chars.length; i += 1) if (chars[i] === "\n") bounds.add(i).add(i + 1);
  const cuts = [...bounds].sort((a, b) => a - b);
  const result = [];
  let paragraph = make("p");
  const close = () => { if (paragraph.childNodes.length) result.push(paragraph); paragraph = make("p"); };
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    const words = cut(from, to);
    if (words === "\n") { close(); continue; }
    const place = places.find(([, start, end]) => start <= from && to <= end);
    const inside = list.filter((claim) => claim.start <= from && to <= claim.end);
    let piece = place ? make("a", { class: "mention", href: addressOf({ ...state, at: place[0], view: "articles", claim: "" }), title: `${nameOf(place[0])} (${classOf(place[0]).label})`, style: `--of:${inTheme(classOf(place[0]).color)}`, onclick: (event) => { event.preventDefault(); choosePart(article, place[0]); } }, words) : words;
    if (inside.some((claim) => claim.trigger && claim.start + claim.trigger[0] <= from && to <= claim.start + claim.trigger[1])) piece = make("b", {}, piece);
    if (inside.length) piece = make("mark", { class: inside.some((claim) => claim.id === state.claim) ? "chosen" : "", "data-claims": inside.map((claim) => claim.id).join(" ") }, piece);
    paragraph.append(piece);
    const ending = list.filter((claim) => claim.end === to);
    if (ending.length) paragraph.append(make("sup", {}, ending.map((claim) => button(String(list.indexOf(claim) + 1), () => choosePart(article, claim.id), { class: "number", "aria-label": `Claim ${list.indexOf(claim) + 1}: ${claimInWords(claim)}`, title: claimInWords(claim) }))));
  }
  close();
  return result;
}
const claimInWords = (claim) => (isParticipation(claim) ? `${nameOf(claim.subject)}: ${sayRelation(relationOf(claim))}` : `${nameOf(claim.subject)} ${sayRelation(claim.predicate)} ${nameOf(claim.object)}`) + ` (${data.statuses[claim.status].label})`;
// The article stays open beside the card of what was chosen in it.
function choosePart(article, id) {
  if (has(data.claims, id)) { update({ at: article.id, claim: id, view: "articles" }); return; }
  const claim = claimsOfArticle.of(article.id).find((one) => one.subject === id || one.object === id);
  update({ at: id, claim: claim ? claim.id : "", view: claim ? "articles" : "graph" });
}

// --- one claim: its words in their paragraph, and where they stand -------------------------------------------------------
const sign = (id) => shapeSign(classOf(id).shape, inTheme(classOf(id).color));
const link = (id, label = nameOf(id)) => make("a", { href: addressOf({ ...state, at: id, claim: "", view: has(data.articles, id) ? "articles" : state.view === "articles" ? "graph" : state.view }), onclick: (event) => { event.preventDefault(); go(id); }, title: has(data.entities, id) ? toldApart(id) || null : null, "data-line": edgeById.has(id) ? id : null }, label);
const badge = (status) => make("span", { class: `status ${status}`, title: data.statuses[status].definition }, data.statuses[status].label);

// Only plain web addresses become links; anything else is shown as the text that it is.
const webLink = (url) => (/^https?:\/\/[^\s"'<>]+$/i.test(url) ? make("a", { href: url, rel: "noopener noreferrer", target: "_blank", class: "out" }, url) : make("span", {}, url));
function marked(claim) {
  const mark = make("mark");
  if (!claim.trigger) mark.append(claim.quote);
  else {
    const [from, to] = claim.trigger, end = Array.from(claim.quote).length;
    mark.append(slice(claim.quote, 0, from), make("b", {}, slice(claim.quote, from, to)), slice(claim.quote, to, end));
  }
  return mark;
}
function around(claim) {
  const { text } = data.articles[claim.article];
  if (text === undefined) return [claim.before || "", claim.after || ""];
  const before = slice(text, Math.max(0, claim.start - 700), claim.start), after = slice(text, claim.end, claim.end + 700);
  const cutBefore = before.lastIndexOf("\n") < 0 && claim.start > 700, cutAfter = after.indexOf("\n") < 0 && after.length >= 700;
  return [(cutBefore ? "… " : "") + before.slice(before.lastIndexOf("\n") + 1), after.split("\n")[0] + (cutAfter ? " …" : "")];
}
function citation(claim) {
  const article = data.articles[claim.article];
  const from = [article.title && `“${article.title}”`, article.publisher, dateInWords(article.date)].filter(Boolean).join(", ");
  return `“${claim.quote}” — ${from || article.source}${article.url ? `, ${article.url}` : ""} (${article.source}, characters ${claim.start}–${claim.end})`;
}
async function copy(text, pressed) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    // Some browsers lend no clipboard to a page from a file: then by the old way.
    const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
    pressed.focus();
  }
  pressed.textContent = done ? "Copied" : "Could not copy";
  say(done ? "Citation copied" : "Could not copy");
  setTimeout(() => { pressed.textContent = "Copy citation"; }, 1600);
}
function sentence(claim) {
  if (isParticipation(claim)) return [link(claim.subject), " — ", link(claim.object, sayRelation(relationOf(claim)))];
  return [link(claim.subject), " ", make("span", { class: "says" }, sayRelation(claim.predicate)), " ", link(claim.object)];
}
function claimItem(claim, head = true) {
  const article = data.articles[claim.article];
  const [before, after] = around(claim);
  const facts = [dateInWords(dateOf(claim)), money(claim), claim.role, claim.attribution && `according to ${claim.attribution}`].filter(Boolean);
  return make("article", { class: `claim ${claim.status}`, "data-claim": claim.id },
    head ? make("p", { class: "claim-head" }, sentence(claim)) : "",
    make("blockquote", { lang: article.language || "en", dir: "auto" }, make("span", { class: "around" }, before), marked(claim), make("span", { class: "around" }, after)),
    make("p", { class: "facts" }, badge(claim.status), facts.map((fact) => make("span", {}, fact))),
    make("p", { class: "source" }, link(article.id, titleOf(article)), make("span", { class: "soft" }, [article.publisher, dateInWords(article.date)].filter(Boolean).map((part) => ` · ${part}`).join(""))),
    claim.retracted ? make("p", { class: "warning" }, "Taken back by ", link(claim.retracted)) : "",
    (claim.denies || []).length ? make("p", { class: "soft" }, "Says that this is not so: ", claim.denies.map((id, i) => [i ? "; " : "", claimInWords(data.claims[id])])) : "",
    article.reprint ? make("p", { class: "soft small" }, "A reprint of ", link(article.reprint)) : "",
    article.url ? make("p", { class: "soft small" }, webLink(article.url)) : "",
    make("p", { class: "soft small" }, `${article.source}, characters ${claim.start}–${claim.end} · confidence ${claim.confidence.toFixed(2)} · ${claim.engine}: ${claim.rule}`),
    make("p", { class: "acts" },
      button("Copy citation", (event) => copy(citation(claim), event.currentTarget)),
      article.text === undefined ? "" : button("Read it in the article", () => go(article.id, { claim: claim.id }))));
}

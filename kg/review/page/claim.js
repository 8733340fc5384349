// --- one claim: what it says, its words in their article, and the verdict ---------------------------------------------------
// Offsets count code points; JavaScript's strings do not.
const paired = /[\ud800-\udfff]/;
const lettersOf = new Map();
function slice(article, start, end) {
  if (!paired.test(article.text)) return article.text.slice(start, end);
  if (!lettersOf.has(article)) lettersOf.set(article, Array.from(article.text));
  return lettersOf.get(article).slice(start, end).join("");
}
const lengthOf = (article) => (paired.test(article.text) ? (slice(article, 0, 0), lettersOf.get(article).length) : article.text.length);
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function dateInWords(date) {
  const [year, month, day] = (date || "").split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}
const money = (amount, currency) => (amount ? `${currency} ${amount.replace(/^(\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","))}` : "");
const cellOf = (i, name) => data.rows[i][column[name]];

function sentence(i) {
  const { says, subject, object } = data.claims[i];
  const end = (one, kind) => make("span", { class: kind, title: [one.type, ...one.aliases].join(" · "), dir: "auto" }, one.label);
  return [end(subject, "subject"), " ", make("span", { class: "says" }, says), object ? [" ", end(object, "object")] : ""];
}
function question(i) {
  const claim = data.claims[i], status = data.statuses[cellOf(i, "status")], verdict = judged.get(cellOf(i, "claim")).verdict;
  const facts = [["date", dateInWords(cellOf(i, "date"))], ["amount", money(cellOf(i, "amount"), cellOf(i, "currency"))], ["as", cellOf(i, "role")]].filter(([, value]) => value);
  const unnamed = [["subject", claim.subject], ["object", claim.object]].filter(([kind, end]) => end && !claim.marks.some(([from, to, whose]) => whose === kind && from < claim.end && to > claim.start)).map(([, end]) => end.label);
  return [
    make("h2", { id: "sentence" }, sentence(i)),
    make("p", { class: "facts" }, make("span", { class: `status ${cellOf(i, "status")}` }, status.label), make("em", {}, status.definition), facts.map(([name, value]) => make("span", { dir: "auto" }, make("span", { class: "label" }, `${name} `), value))),
    unnamed.length ? make("p", { class: "soft small" }, `Not named in the marked words: ${unnamed.join(", ")}. Does something there point to ${unnamed.length > 1 ? "them" : "it"}?`) : "",
    make("p", { class: "soft small", id: "sure" }, [...[claim.subject, claim.object].filter(Boolean).map((end) => `${end.label}: ${end.type}`), verdict ? `confidence ${cellOf(i, "confidence")}, found by ${cellOf(i, "engine")}` : "how sure the program is, you will see when you have judged"].join(" · ")),
  ];
}
// The text in paragraphs, cut wherever the quote, its trigger or a name begins or ends.
function paragraphs(i) {
  const claim = data.claims[i], article = data.articles[claim.article], long = lengthOf(article);
  const layers = [[claim.start, claim.end, "quote"], ...(claim.trigger ? [[...claim.trigger, "trigger"]] : []), ...claim.marks];
  const cuts = [...new Set([0, long, ...layers.flatMap(([from, to]) => [from, to])])].filter((at) => at >= 0 && at <= long).sort((a, b) => a - b);
  const out = [make("p", { dir: "auto" })];
  let next = 0, open = [];
  const sorted = layers.slice().sort((a, b) => a[0] - b[0]);
  for (let k = 0; k + 1 < cuts.length; k += 1) {
    const [from, to] = [cuts[k], cuts[k + 1]];
    while (next < sorted.length && sorted[next][0] <= from) { open.push(sorted[next]); next += 1; }
    open = open.filter((layer) => layer[1] > from);
    const kinds = open.map(([, , kind]) => kind), inner = kinds.filter((kind) => kind !== "quote").join(" ");
    slice(article, from, to).split("\n").forEach((line, n) => {
      if (n) out.push(make("p", { dir: "auto" }));
      if (!line) return;
      const words = inner ? make("span", { class: inner }, line) : line;
      out[out.length - 1].append(kinds.includes("quote") ? make("mark", {}, words) : words);
    });
  }
  return out.filter((one) => one.hasChildNodes());
}
function articleOf(i) {
  const claim = data.claims[i], article = data.articles[claim.article];
  const from = [article.publisher, dateInWords(article.date), article.source, `from character ${claim.start}`].filter(Boolean).join(" · ");
  return [make("p", { class: "from" }, article.title ? make("strong", { dir: "auto" }, article.title) : "", article.title ? make("br") : "", from), make("div", { class: "text", lang: article.language || "en" }, paragraphs(i))];
}
function answer(i, acts) {
  const one = judged.get(cellOf(i, "claim"));
  const key = (name) => make("kbd", { "aria-hidden": "true" }, name);
  return [
    make("div", { class: "row verdict", role: "group", "aria-label": "Is it what the marked words say?" },
      data.verdicts.map((verdict) => button([verdict[0].toUpperCase() + verdict.slice(1), key(verdict[0])], () => acts.judge(verdict), { class: verdict, "data-verdict": verdict, "aria-pressed": String(one.verdict === verdict), "aria-keyshortcuts": verdict[0] })),
      button(["Back", key("←")], () => acts.step(-1), { class: "step", "aria-keyshortcuts": "ArrowLeft" }),
      button(["Next", key("→")], () => acts.step(1), { class: "step", "aria-keyshortcuts": "ArrowRight" }),
      button(["Next open", key("o")], acts.open, { class: "step", "aria-keyshortcuts": "o" })),
    one.verdict === "wrong" ? make("div", { class: "row whats", role: "group", "aria-label": "What is wrong" }, make("span", { class: "label" }, "What is wrong?"),
      data.whats.map((what, n) => button([what, key(String(n + 1))], () => acts.say(what), { "data-what": what, title: data.meanings[what], "aria-pressed": String(one.what.includes(what)), "aria-keyshortcuts": String(n + 1) }))) : "",
    make("div", { class: "row" }, make("label", { class: "unseen", for: "note" }, "Note"),
      make("input", { id: "note", type: "text", placeholder: "Note (n)", autocomplete: "off", value: one.note, oninput: (event) => acts.note(event.target.value) }),
      make("span", { class: "keys" }, "The same key again takes a verdict back · ", make("kbd", {}, "s"), " saves the CSV")),
  ];
}

"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const data = JSON.parse(at("data").textContent);
  const query = at("query"), shown = at("shown"), said = at("said"), answer = at("answer"), named = at("named"), form = at("form");
  const FORMS = [
    ["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "srj"], ["XML", "application/sparql-results+xml", "srx"],
    ["TSV", "text/tab-separated-values", "tsv"], ["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"],
    ["JSON-LD", "application/ld+json", "jsonld"],
  ];
  const WORDS = /^(?:base|prefix|select|ask|construct|describe|distinct|reduced|where|from|named|group|by|having|order|asc|desc|limit|offset|values|optional|graph|union|minus|bind|as|filter|exists|not|in|undef|count|sum|min|max|avg|sample|group_concat|separator|str|lang|datatype|bound|iri|coalesce|if|contains|strstarts|strends|strafter|strbefore|lcase|ucase|regex|replace|year|month|day|a|true|false)$/i;
  const TOKENS = /("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(<[^<>"{}|^`\s]*>|[\w-]*:[\w.-]*|[?$]\w+)|(#[^\n]*)|([A-Za-z_]\w*)|([^])/g;
  const MOST_ROWS = 2000;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const paint = () => {
    const pieces = [];
    for (const [whole, text, name, remark, word] of query.value.matchAll(TOKENS)) {
      const kind = text ? "text" : name ? "name" : remark ? "remark" : word && WORDS.test(word) ? "word" : "";
      pieces.push(kind ? element("span", whole, kind) : whole);
    }
    shown.replaceChildren(...pieces, "\n");
    follow();
  };
  const follow = () => { shown.scrollTop = query.scrollTop; shown.scrollLeft = query.scrollLeft; };

  const say = (text, bad) => { said.textContent = text; said.className = bad ? "bad" : ""; };

  const short = (iri) => {
    if (iri.startsWith(data.base)) return iri.slice(data.base.length);
    for (const [name, space] of Object.entries(data.prefixes)) if (iri.startsWith(space)) return `${name}:${iri.slice(space.length)}`;
    return iri;
  };
  const cell = (term) => {
    const made = element("td");
    if (!term) return made;
    made.dir = "auto";
    if (term.type !== "uri") made.textContent = term.type === "bnode" ? `_:${term.value}` : term.value ?? "";
    else if (term.value.startsWith(data.base) || /^https?:/.test(term.value)) {
      const link = element("a", short(term.value));
      link.href = term.value.startsWith(data.base) ? "/id/" + term.value.slice(data.base.length) : term.value;
      link.rel = "noreferrer noopener";
      made.append(link);
    } else made.textContent = term.value;
    return made;
  };
  const table = (result) => {
    if ("boolean" in result) return element("p", result.boolean ? "Yes" : "No");
    const made = element("table"), head = element("tr"), body = element("tbody");
    for (const name of result.head.vars) { const th = element("th", name); th.scope = "col"; head.append(th); }
    made.append(element("thead"), body);
    made.firstChild.append(head);
    for (const row of result.results.bindings.slice(0, MOST_ROWS)) {
      const tr = element("tr");
      for (const name of result.head.vars) tr.append(cell(row[name]));
      body.append(tr);
    }
    return made;
  };

  let running = null;
  const ask = async (accept) => {
    running?.abort();
    const mine = running = new AbortController();
    at("stop").hidden = false;
    say("Asking…");
    try {
      const reply = await fetch("/sparql", {
        method: "POST", body: query.value, signal: mine.signal, headers: { "Content-Type": "application/sparql-query", Accept: accept },
      });
      const text = await reply.text();
      if (!reply.ok) { say(text.trim() || `Error ${reply.status}`, true); return null; }
      return { type: reply.headers.get("Content-Type") ?? "", text };
    } catch (error) {
      say(error.name === "AbortError" ? "Stopped." : "The server cannot be reached.", error.name !== "AbortError");
      return null;
    } finally {
      if (running === mine) { running = null; at("stop").hidden = true; }
    }
  };
  const run = async () => {
    const begun = performance.now();
    answer.replaceChildren();
    const reply = await ask("application/sparql-results+json, text/turtle;q=0.9");
    if (!reply) return;
    const took = `${((performance.now() - begun) / 1000).toFixed(2)} s`;
    if (!reply.type.includes("json")) { answer.replaceChildren(element("pre", reply.text)); say(took); return; }
    const result = JSON.parse(reply.text), rows = result.results?.bindings.length;
    answer.replaceChildren(table(result));
    say(rows === undefined ? took : `${rows} row${rows === 1 ? "" : "s"}, ${took}` + (rows > MOST_ROWS ? `; the first ${MOST_ROWS} are shown, saving gives all` : ""));
  };
  const save = async () => {
    const [, type, ending] = FORMS[form.value];
    const reply = await ask(type);
    if (!reply) return;
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([reply.text], { type }));
    link.download = `answer.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(`Saved as ${link.download}.`);
  };
  const choose = (name) => {
    const found = data.queries.find((q) => q.name === name);
    at("about").textContent = found ? found.about : "";
    if (found) query.value = found.text;
    paint();
  };

  for (const { name } of data.queries) named.append(new Option(name, name));
  FORMS.forEach(([name], i) => form.append(new Option(name, i)));
  query.addEventListener("input", () => { named.value = ""; at("about").textContent = ""; paint(); });
  query.addEventListener("scroll", follow);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
    if (event.key === "Escape") at("run").focus();
  });
  named.addEventListener("change", () => choose(named.value));
  at("run").addEventListener("click", run);
  at("stop").addEventListener("click", () => running?.abort());
  at("save").addEventListener("click", save);
  at("link").addEventListener("click", () => { location.hash = "query=" + encodeURIComponent(query.value); say("The address of this page now holds the question."); });
  const shared = /^#query=(.+)/s.exec(location.hash);
  if (shared) query.value = decodeURIComponent(shared[1]);
  else { named.value = data.queries.some((q) => q.name === "fines") ? "fines" : data.queries[0]?.name ?? ""; choose(named.value); }
  paint();
})();

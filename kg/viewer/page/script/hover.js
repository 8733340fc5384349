// --- the box beside what the pointer rests on: a name or a line, and the words that are surest about it ----------------------
// Nothing of it is made before it is asked for; the keyboard finds it at the links that lead to lines.
const BOX = { quote: 160, title: 90, name: 120, aliases: 3 }; // characters; and how many other names
const tip = make("div", { id: "tip", class: "tip", role: "tooltip", hidden: true });
byId("stage").append(tip);
const cut = (text, most) => { const chars = Array.from(text); return chars.length > most ? `${chars.slice(0, most).join("").trimEnd()}…` : text; };

// The claim of the strongest status, then the most likely, then the newest; one that was taken back comes last.
const taken = (claim) => (claim.retracted ? 1 : 0), toldOn = (claim) => data.articles[claim.article].date || "";
const bySureness = (a, b) => taken(a) - taken(b) || STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || b.confidence - a.confidence || (toldOn(a) < toldOn(b) ? 1 : toldOn(a) > toldOn(b) ? -1 : 0);
const surest = (list) => list.reduce((best, claim) => (bySureness(claim, best) < 0 ? claim : best));
// The quote, or of a long one what stands around its trigger, cut between words.
function excerpt({ quote, trigger }) {
  const chars = Array.from(quote), [from, to] = trigger || [0, 0], space = (at) => /\s/.test(chars[at]);
  let start = 0, end = chars.length;
  if (end > BOX.quote) {
    if (to > BOX.quote - 20) {
      start = Math.max(0, Math.min(from - BOX.quote / 2, end - BOX.quote));
      for (let at = start; at < Math.min(start + 30, from); at += 1) if (at && space(at - 1)) { start = at; break; }
    }
    end = Math.min(end, start + BOX.quote);
    if (end < chars.length) for (let at = end; at > end - 30; at -= 1) if (space(at)) { end = at; break; }
  }
  const words = (a, b) => chars.slice(Math.max(a, start), Math.max(start, Math.min(b, end))).join("");
  return [start ? "… " : "", words(0, from), trigger ? make("b", {}, words(from, to)) : "", words(to, chars.length), end < chars.length ? " …" : ""];
}
// `said`: the status that stands above.
function quoted(claim, said, more = "") {
  const article = data.articles[claim.article];
  return [
    make("blockquote", { lang: article.language || "en", dir: "auto" }, excerpt(claim)),
    make("p", { class: "soft" }, claim.status === said ? "" : [badge(claim.status), " "], make("bdi", {}, [cut(titleOf(article), BOX.title), dateInWords(article.date)].filter(Boolean).join(", ")), claim.retracted ? ", taken back" : "", more),
  ];
}
const called = (id) => make("bdi", {}, cut(nameOf(id), BOX.name));
function ofLine(edge) {
  const list = (shown.edges.get(edge.id) || edge).claims, status = strongest(list);
  return [
    make("p", {}, called(edge.from), ` ${data.relations[edge.relation].label} `, called(edge.to), `: ${data.statuses[status].label}, ${plural(sourcesOf(list), "source")}`),
    ...quoted(surest(list), status, list.length > 1 ? ` + ${numbers.format(list.length - 1)} more` : ""),
  ];
}
function ofName(id) {
  shown.kept ??= new Set(shown.claims);
  const { country, aliases = [] } = data.entities[id], all = claimsOf.of(id), list = all.filter((claim) => shown.kept.has(claim));
  const others = aliases.slice(0, BOX.aliases).map((alias) => cut(alias, 40)).join("; "), rest = aliases.length - BOX.aliases;
  return [
    make("p", {}, make("strong", {}, called(id))),
    symbolHead(id, country ? ` · ${cut(country, 40)}` : "", ` · ${list.length < all.length ? `${numbers.format(list.length)} of ` : ""}${plural(all.length, "claim")}`),
    others ? make("p", { class: "soft" }, "Also ", make("bdi", {}, others), rest > 0 ? ` + ${numbers.format(rest)} more` : "") : "",
    ...(list.length ? quoted(surest(list), STATUSES[0]) : []),
  ];
}

let resting = 0, asks = { id: "", x: 0, y: 0, link: null }; // what the box is about, or will be
function hush() {
  clearTimeout(resting);
  tip.hidden = true;
  if (asks.link) asks.link.removeAttribute("aria-describedby");
  asks = { id: "", x: 0, y: 0, link: null };
}
// Below the place, else above it, and never out of the window; left of `right`, where there is room.
function put(x, top, bottom, right = innerWidth) {
  const { offsetWidth: width, offsetHeight: height } = tip, gap = 8;
  const y = bottom + height + gap <= innerHeight ? bottom : top - height >= gap ? top - height : innerHeight - height - gap;
  tip.style.left = `${Math.max(gap, Math.min(x, right - width - gap))}px`;
  tip.style.top = `${Math.max(gap, y)}px`;
}
function tell() {
  const { id, x, y, link } = asks;
  tip.replaceChildren(...(edgeById.has(id) ? ofLine(edgeById.get(id)) : ofName(id)).filter((part) => part !== ""));
  tip.hidden = false;
  if (!link) { put(x + 12, y - 10, y + 18, frame.getBoundingClientRect().right); return; } // beside the card, not over it
  const { left, top, bottom } = link.getBoundingClientRect();
  put(left, top - 6, bottom + 6);
}
function rest(id, x, y) {
  if (id && id === asks.id && Math.hypot(x - asks.x, y - asks.y) < 20) return;
  if (id || !asks.link) hush(); // what the keyboard asked for stays
  if (!id) return;
  asks = { id, x, y, link: null };
  resting = setTimeout(tell, 200);
}

// In the drawing. A finger does not rest: it chooses.
let went = null; // where the pointer is, until the next frame looks what lies there
frame.addEventListener("pointermove", ({ buttons, pointerType, clientX: x, clientY: y }) => {
  if (buttons || pointerType === "touch") return;
  if (!went) requestAnimationFrame(look);
  went = { x, y };
});
function look() {
  if (!went) return;
  const { x, y } = went, box = frame.getBoundingClientRect();
  went = null;
  const line = over ? null : lineAt(network.DOMtoCanvas({ x: x - box.left, y: y - box.top }));
  if (line !== overLine) { overLine = line; if (!over) frame.style.cursor = line ? "pointer" : ""; drawAgain(); }
  rest(over || (line ? line.id : ""), x, y);
}
frame.addEventListener("pointerleave", () => { went = null; rest(""); if (overLine) { overLine = null; drawAgain(); } });

// At the links to lines, under the pointer or with the keyboard's focus.
const lineLink = ({ target }) => (target instanceof Element ? target.closest("a[data-line]") : null);
function atLink(link, wait) {
  if (!link || asks.link === link) return;
  hush();
  asks = { id: link.dataset.line, x: 0, y: 0, link };
  link.setAttribute("aria-describedby", "tip");
  if (wait) resting = setTimeout(tell, wait); else tell();
}
const awayFrom = (event) => { if (asks.link && lineLink(event) === asks.link) hush(); };
document.addEventListener("focusin", (event) => { const link = lineLink(event); if (link && link.matches(":focus-visible")) atLink(link, 0); });
document.addEventListener("focusout", awayFrom);
document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") atLink(lineLink(event), 400); });
document.addEventListener("pointerout", awayFrom);
document.addEventListener("scroll", () => { if (asks.link && !tip.hidden) tell(); else if (asks.id) hush(); }, { capture: true, passive: true });
for (const kind of ["pointerdown", "wheel", "keydown"]) document.addEventListener(kind, () => { went = null; if (asks.id) hush(); }, { capture: true, passive: true });

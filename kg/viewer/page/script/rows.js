// --- a table that sorts, filters and can be saved --------------------------------------------------------------------------
// A column: {title, text(row): what is read and saved, cell(row): what is shown, if more, order(row): what it is sorted by, if not the text, number, as: "date", "name", "words" or "term", how it is laid out, saved: [title, text(row)] of each
// column that it is in the file, if not one with its text}
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; // a spreadsheet would run it as a formula
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const inFile = (columns) => columns.flatMap((column) => column.saved || [[column.title, column.text]]);
const csv = (columns, list) => `\ufeff${[inFile(columns).map(([title]) => csvCell(title)), ...list.map((row) => inFile(columns).map(([, text]) => csvCell(text(row))))].map((line) => line.join(",")).join("\r\n")}\r\n`;
function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const anchor = make("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
const PIECE = 200;
// `held`: the column it is sorted by, whether downwards, and the words its rows hold; `changed` is told of it.
function tableOf(caption, file, columns, list, held, changed) {
  let { sorted, down } = held;
  const body = make("tbody"), count = make("span", { class: "soft", role: "status" }), more = button("", () => add(), { class: "more" });
  const filter = make("input", { type: "search", class: "filter", placeholder: "Filter the rows", "aria-label": "Filter the rows", value: held.words, oninput: () => fill(), onchange: () => changed({ sorted, down, words: filter.value.trim() }) });
  let now = list, n = 0;
  const texts = new Map();
  const textOf = (row) => { if (!texts.has(row)) texts.set(row, fold(columns.map((column) => column.text(row)).join("\n"))); return texts.get(row); };
  const heads = columns.map((column, i) => make("th", { scope: "col", class: column.number ? "number" : "" }, button(column.title, () => { down = sorted === i ? !down : false; sorted = i; fill(); changed({ sorted, down, words: filter.value.trim() }); })));
  function add() {
    body.append(...now.slice(n, n + PIECE).map((row) => make("tr", {}, columns.map((column) => make("td", { class: column.number ? "number" : column.as || "", dir: "auto" }, column.cell ? column.cell(row) : column.text(row))))));
    n = Math.min(n + PIECE, now.length);
    more.hidden = n >= now.length;
    more.textContent = `Show ${Math.min(PIECE, now.length - n)} more of ${numbers.format(now.length - n)}`;
  }
  function fill() {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    const column = columns[sorted], key = column.order || column.text;
    const compare = (a, b) => {
      const x = key(a), y = key(b);
      // What is empty comes last, whichever way the rows run.
      if (x === "" || y === "") return (x === "") - (y === "");
      return (typeof x === "number" ? x - y : x.localeCompare(y, "en")) * (down ? -1 : 1);
    };
    now = list.filter((row) => words.every((word) => textOf(row).includes(word))).sort(compare);
    heads.forEach((head, i) => head.setAttribute("aria-sort", i === sorted ? (down ? "descending" : "ascending") : "none"));
    body.replaceChildren();
    n = 0;
    count.textContent = now.length === list.length ? plural(list.length, "row") : `${numbers.format(now.length)} of ${plural(list.length, "row")}`;
    add();
  }
  fill();
  return [
    make("div", { class: "bar" }, filter, count, button("Download CSV", () => save(csv(columns, now), file), { class: "download" })),
    make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption }, make("table", {}, make("caption", { class: "unseen" }, caption), make("thead", {}, make("tr", {}, heads)), body)), more,
  ];
}

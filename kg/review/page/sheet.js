// --- the sheet: the same file that the command writes, with what was judged filled in ---------------------------------------
const data = JSON.parse(byId("data").textContent);
const column = Object.fromEntries(data.head.map((name, i) => [name, i]));
const FORMULA = /^'*[=+\-@\t\r]/; // a spreadsheet would run it
const asMeant = (cell) => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
function csvCell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const csv = (rows) => `\ufeff${[data.head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
function parsed(text) {
  const plain = text.replace(/^\ufeff/, ""), head = plain.split(/\r?\n/, 1)[0];
  const comma = [",", ";", "\t"].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best));
  const rows = [];
  let row = [], cell = "", quoted = false;
  const endCell = () => { row.push(cell); cell = ""; };
  const endRow = () => { endCell(); rows.push(row); row = []; };
  for (let i = 0; i < plain.length; i += 1) {
    const c = plain[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (plain[i + 1] === '"') { cell += c; i += 1; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === comma) endCell();
    else if (c === "\n") endRow();
    else if (c !== "\r") cell += c;
  }
  if (cell || row.length) endRow();
  return rows;
}
function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const anchor = make("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// --- what was judged: by claim {verdict, what, note}; kept by the browser where it lets a page from a file keep anything -----
const NAME = `corekg-review:${data.key}`;
const blank = () => ({ verdict: "", what: [], note: "" });
const judged = new Map(data.rows.map((row) => [row[column.claim], blank()]));
let kept = true, unsaved = false;
function stored(work) {
  try {
    return work(localStorage);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    kept = false; // forbidden, or full
    return null;
  }
}
function taken(id, verdict, what, note) {
  const words = data.whats.filter((one) => what.includes(one));
  if (!judged.has(id)) return false;
  judged.set(id, { verdict: data.verdicts.includes(verdict) ? verdict : "", what: verdict === "wrong" ? words : [], note: String(note) });
  return true;
}
function remember() {
  unsaved = true;
  const worked = [...judged].filter(([, one]) => one.verdict || one.note);
  stored((store) => store.setItem(NAME, JSON.stringify(worked.map(([id, one]) => [id, one.verdict, one.what, one.note]))));
}
function recall() {
  const text = stored((store) => store.getItem(NAME));
  if (text) for (const [id, verdict, what, note] of JSON.parse(text)) taken(id, verdict, what, note);
}
function filledRows() {
  return data.rows.map((row) => {
    const one = judged.get(row[column.claim]), out = row.slice();
    out[column.verdict] = one.verdict;
    out[column.what] = one.what.join(data.separator);
    out[column.note] = one.note;
    return out;
  });
}
function takenFrom(text) {
  const [head = [], ...rows] = parsed(text);
  const at = Object.fromEntries(["claim", "verdict", "what", "note", "claim_digest"].map((name) => [name, head.findIndex((one) => one.trim() === name)]));
  if (at.claim < 0 || at.verdict < 0 || at.claim_digest < 0) return null;
  const digests = new Map(data.rows.map((row) => [row[column.claim], row[column.claim_digest]]));
  const cell = (row, name) => asMeant((row[at[name]] || "").trim());
  let count = 0, unknown = 0;
  for (const row of rows) {
    if (!cell(row, "claim") || !(cell(row, "verdict") || cell(row, "note"))) continue;
    const said = cell(row, "verdict").toLowerCase(), verdict = data.verdicts.find((one) => said && (one === said || one[0] === said)) || "";
    const same = digests.get(cell(row, "claim")) === cell(row, "claim_digest"); // else it says something else now
    if (!same || (said && !verdict) || !taken(cell(row, "claim"), verdict, cell(row, "what").toLowerCase().split(/[\s,;|]+/), cell(row, "note"))) unknown += 1;
    else count += 1;
  }
  remember();
  return { count, unknown };
}

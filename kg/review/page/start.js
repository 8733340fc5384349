// --- the list, the keys, the files --------------------------------------------------------------------------------------------
const SIGNS = { right: "✓", wrong: "✗", unclear: "?", "": "" };
let now = 0;
const verdictOf = (i) => judged.get(cellOf(i, "claim"));
const items = data.rows.map((_, i) => {
  const { subject, says, object } = data.claims[i], sign = make("span", { class: "sign" });
  const item = button([make("span", { class: "n" }, String(i + 1)), make("span", { class: "what", dir: "auto" }, [subject.label, says, object ? object.label : ""].filter(Boolean).join(" ")), sign], () => go(i), { tabindex: -1 });
  item.sign = sign;
  return item;
});
byId("list").append(make("ol", {}, items.map((item) => make("li", {}, item))));

function told() {
  const counts = Object.fromEntries(["", ...data.verdicts].map((verdict) => [verdict, 0]));
  for (const one of judged.values()) counts[one.verdict] += 1;
  const done = data.rows.length - counts[""];
  byId("counts").textContent = `${numbers.format(done)} of ${plural(data.rows.length, "claim")} judged · ${data.verdicts.map((verdict) => `${counts[verdict]} ${verdict}`).join(" · ")}`;
  byId("progress").max = data.rows.length;
  byId("progress").value = done;
  items.forEach((item, i) => {
    const { verdict } = verdictOf(i);
    item.className = verdict;
    item.sign.textContent = SIGNS[verdict];
    item.setAttribute("aria-label", `${i + 1}: ${item.children[1].textContent}${verdict ? `, ${verdict}` : ""}`);
  });
}
function show(moved = true) {
  const within = byId("answer").contains(document.activeElement) ? document.activeElement.dataset : null;
  byId("question").replaceChildren(...question(now));
  byId("answer").replaceChildren(...answer(now, acts));
  if (within) { // the pressed button was made anew
    const same = within.verdict ? `[data-verdict="${within.verdict}"]` : within.what ? `[data-what="${within.what}"]` : null;
    if (same && byId("answer").querySelector(same)) byId("answer").querySelector(same).focus({ preventScroll: true });
  }
  told();
  if (!moved) return;
  byId("article").replaceChildren(...articleOf(now));
  items.forEach((item, i) => { item.tabIndex = i === now ? 0 : -1; if (i === now) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current"); });
  items[now].scrollIntoView({ block: "nearest" });
  const mark = byId("article").querySelector("mark");
  if (mark) byId("article").scrollTop = Math.max(0, mark.offsetTop - byId("article").offsetTop - byId("article").clientHeight / 3);
}
function go(i) {
  now = Math.min(Math.max(i, 0), data.rows.length - 1);
  show();
  say(`Claim ${now + 1}: ${byId("sentence").textContent}`);
}
const acts = {
  step: (by) => go(now + by),
  open() {
    const after = data.rows.map((_, i) => (now + 1 + i) % data.rows.length).find((i) => !verdictOf(i).verdict);
    if (after === undefined) tell("All claims are judged. Save the CSV, and give it to kg review --read."); else go(after);
  },
  judge(verdict) {
    const one = verdictOf(now), again = one.verdict === verdict;
    one.verdict = again ? "" : verdict;
    if (one.verdict !== "wrong") one.what = [];
    remember();
    say(again ? "Taken back" : verdict);
    // A wrong one stays, to be asked what is wrong about it.
    if (again || verdict === "wrong" || now === data.rows.length - 1) show(false); else go(now + 1);
    if (!again && [...judged.values()].every((each) => each.verdict)) tell("All claims are judged. Save the CSV, and give it to kg review --read.");
  },
  say(what) {
    const one = verdictOf(now);
    if (one.verdict !== "wrong") return;
    one.what = data.whats.filter((each) => (each === what) !== one.what.includes(each));
    remember();
    show(false);
  },
  note(text) { verdictOf(now).note = text; remember(); },
  save() { save(csv(filledRows()), data.file); unsaved = false; tell(`${data.file} is in your downloads.`); },
};
let telling = 0;
function tell(text) {
  byId("notice").textContent = text;
  clearTimeout(telling);
  telling = setTimeout(() => { byId("notice").textContent = ""; }, 6000);
}
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.id === "note") {
    if (event.key === "Escape" || event.key === "Enter") { event.target.blur(); event.preventDefault(); }
    return;
  }
  const verdict = data.verdicts.find((one) => one[0] === event.key.toLowerCase());
  const act = verdict ? () => acts.judge(verdict)
    : /^[1-9]$/.test(event.key) && data.whats[Number(event.key) - 1] ? () => acts.say(data.whats[Number(event.key) - 1])
    : { ArrowLeft: () => acts.step(-1), ArrowRight: () => acts.step(1), o: acts.open, s: acts.save, n: () => byId("note").focus() }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
byId("download").addEventListener("click", acts.save);
byId("open").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  const found = takenFrom(await file.text());
  event.target.value = "";
  tell(!found ? `${file.name} is no sheet of a review.` : `${plural(found.count, "verdict")} taken from ${file.name}${found.unknown ? `; ${plural(found.unknown, "row")} could not be used` : ""}.`);
  show(false);
});
addEventListener("beforeunload", (event) => { if (unsaved && !kept) event.preventDefault(); });
const themed = () => { byId("theme").textContent = isDark() ? "Light" : "Dark"; };
byId("theme").addEventListener("click", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; themed(); });
wantsDark.addEventListener("change", themed);
themed();
recall();
const first = data.rows.findIndex((_, i) => !verdictOf(i).verdict);
now = Math.max(first, 0);
show();
document.documentElement.dataset.ready = "true";

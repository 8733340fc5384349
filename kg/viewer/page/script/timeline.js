// --- the timeline: a row for each kind of event, and the same as a list by year ------------------------------------------------
let timed = null;
function showTimeline() {
  if (timed === shown) return;
  timed = shown;
  const dated = shown.events.filter((event) => event.date), dateless = shown.events.filter((event) => !event.date);
  const years = new Map();
  for (const event of dated) { const year = event.date.slice(0, 4); if (!years.has(year)) years.set(year, []); years.get(year).push(event); }
  byId("view-timeline").replaceChildren(make("div", { class: "page wide" },
    make("h2", {}, `${plural(dated.length, "dated event")}`, dateless.length ? make("span", { class: "soft" }, `, ${plural(dateless.length, "more", "more")} without a date`) : ""),
    dated.length ? lanesOfEvents(dated) : "",
    dated.length ? make("p", { class: "soft small" }, "A circle is larger the larger the sum, among those of its currency; hollow where the event is alleged, planned, over or said not to be so.") : "",
    [...years].reverse().map(([year, list]) => make("section", { class: "year", "aria-label": year }, make("h3", {}, year), inPieces([...list].reverse(), make("ol", { class: "events" }), timelineRow))),
    dateless.length ? make("section", { class: "year", "aria-label": "Without a date" }, make("h3", {}, "No date"), inPieces(dateless, make("ol", { class: "events" }), timelineRow)) : ""));
}
function timelineRow(event) {
  const type = data.eventTypes[event.type];
  return make("li", { style: `--of:${inTheme(data.families[type.family].color)}` },
    make("span", { class: "when" }, event.date && event.date.length > 4 ? shortDate(event.date, false) : ""),
    make("span", { class: "what" }, make("span", { class: "type" }, type.label), " ", link(event.id, undated(event.label)), " ", money(event) ? make("strong", {}, money(event)) : "", " ", event.status === "fact" ? "" : badge(event.status), make("span", { class: "soft small" }, ` ${plural(sourcesOf(claimsOfEvent.of(event.id)), "source")}`)));
}
function lanesOfEvents(dated) {
  const order = Object.keys(data.families), families = (type) => order.indexOf(data.eventTypes[type].family);
  const types = [...new Set(dated.map((event) => event.type))].sort((a, b) => families(a) - families(b) || (a < b ? -1 : 1));
  const middle = (event) => { const [from, to] = monthsOf(event.date); const day = Number(event.date.split("-")[2] || 15.5); return (from + to + 1) / 2 + (day - 15.5) / 31; }; // a month runs from its number to the next
  const first = Math.floor(Math.min(...dated.map((event) => monthsOf(event.date)[0])) / 12), last = Math.floor(Math.max(...dated.map((event) => monthsOf(event.date)[1])) / 12) + 1;
  const width = Math.min(1180, Math.max(640, byId("view-timeline").clientWidth - 64)), left = 150, row = 26, height = types.length * row + 26;
  const x = (months) => left + ((months - first * 12) / ((last - first) * 12)) * (width - left - 14);
  const every = [1, 2, 5, 10, 20, 50, 100].find((n) => (last - first) / n <= 14) || 200;
  const most = new Map(); // of each currency: sums of different ones are not compared
  for (const { amount, currency } of dated) if (amount) most.set(currency, Math.max(Number(amount), most.get(currency) || 1));
  const picture = draw("svg", { class: "lanes", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Events by kind and date; the list below has the same" });
  for (let year = Math.ceil(first / every) * every; year <= last; year += every) picture.append(draw("path", { class: "grid", d: `M${x(year * 12)} 0V${height - 20}` }), draw("text", { class: "tick", x: Math.min(x(year * 12), width - 16), y: height - 5, "text-anchor": "middle" }, String(year)));
  types.forEach((type, i) => picture.append(draw("path", { class: "grid", d: `M${left} ${i * row + row / 2}H${width - 10}` }), draw("text", { class: "lane", x: left - 16, y: i * row + row / 2 + 4, "text-anchor": "end" }, data.eventTypes[type].label.replace(/^./, (first) => first.toUpperCase()))));
  for (const event of dated.slice(0, 4000)) {
    const color = inTheme(data.families[data.eventTypes[event.type].family].color), solid = event.status === "fact";
    picture.append(draw("circle", { class: "dot", cx: x(middle(event)), cy: types.indexOf(event.type) * row + row / 2, r: event.amount ? 5 + 5 * Math.sqrt(Number(event.amount) / most.get(event.currency)) : 5, style: `stroke:${color};fill:${solid ? color : "var(--panel)"};fill-opacity:${solid ? 0.75 : 1};stroke-dasharray:${solid ? "none" : "2.500 2"}`, onclick: () => go(event.id) }, draw("title", {}, [event.label, money(event), data.statuses[event.status].label].filter(Boolean).join(" · "))));
  }
  return make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Chart of events" }, picture);
}

"use strict";
// Everything that comes from an article is put in by textContent, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") node.addEventListener("click", value);
      else node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const claimsOf = new Map(); // entity id -> its claims, as [id, claim]
  const add = (key, entry) => (claimsOf.has(key) ? claimsOf.get(key).push(entry) : claimsOf.set(key, [entry]));
  for (const [id, claim] of Object.entries(data.claims)) {
    add(claim.subject, [id, claim]);
    if (claim.object !== claim.subject) add(claim.object, [id, claim]);
  }

  // --- the drawing -------------------------------------------------------------------------------------------------
  const ink = () => (dark.matches ? "#e8e9eb" : "#23262b");
  const nodes = new vis.DataSet(data.network.nodes);
  const edges = new vis.DataSet(data.network.edges.map((edge) => ({ ...edge, label: undefined, color: { color: edge.color, highlight: edge.color, hover: edge.color, opacity: edge.status === "former" || edge.status === "negated" ? 0.3 : 0.75 } })));
  const edgeById = new Map(data.network.edges.map((edge) => [edge.id, edge]));
  const off = { class: new Set(), family: new Set(), status: new Set() };
  const nodeShown = (node) => !off.class.has(data.entities[node.id].type);
  const edgeShown = (edge) => !off.family.has(data.relations[edge.relation].family) && !off.status.has(edge.status);
  const nodeView = new vis.DataView(nodes, { filter: nodeShown });
  const edgeView = new vis.DataView(edges, { filter: edgeShown });
  const network = new vis.Network(byId("graph"), { nodes: nodeView, edges: edgeView }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 150, hideEdgesOnDrag: data.network.edges.length > 1500, keyboard: { enabled: true, bindToWindow: false } },
    nodes: { borderWidth: 1, borderWidthSelected: 4, font: { size: 15, color: ink(), strokeWidth: 3, strokeColor: dark.matches ? "#15181c" : "#f6f5f2" }, scaling: { label: { enabled: true, drawThreshold: 6 } } },
    edges: { arrows: { to: { scaleFactor: 0.55 } }, selectionWidth: 2, hoverWidth: 1, arrowStrikethrough: false },
  });

  // --- the card ----------------------------------------------------------------------------------------------------
  const money = (it) => (it.amount ? `${it.currency} ${it.amount.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}` : "");
  const nameOf = (id) => (data.entities[id] || data.events[id] || { label: id }).label;
  const link = (id) => make("button", { class: "link", type: "button", onclick: () => go(id) }, nameOf(id));
  const badge = (status) => make("span", { class: `status ${status}` }, data.statuses[status]);

  function claimItem(id, claim) {
    const article = data.articles[claim.article];
    const quote = make("mark");
    if (claim.trigger) {
      const chars = Array.from(claim.quote); // offsets count code points
      const [from, to] = claim.trigger;
      quote.append(chars.slice(0, from).join(""), make("b", {}, chars.slice(from, to).join("")), chars.slice(to).join(""));
    } else quote.append(claim.quote);
    const isEvent = claim.predicate === "participant";
    const what = isEvent ? data.eventTypes[data.events[claim.object].type] : data.relations[claim.predicate].label;
    return make("div", { class: "claim", "data-claim": id },
      make("p", {}, link(claim.subject), ` ${what} `, isEvent ? "" : link(claim.object), " ", badge(claim.status)),
      make("blockquote", { lang: article.language || "en" }, make("span", { class: "around" }, claim.before), quote, make("span", { class: "around" }, claim.after)),
      make("p", { class: "soft" }, [claim.date, money(claim), claim.role, claim.attribution && `according to ${claim.attribution}`].filter(Boolean).join(" · ")),
      make("p", { class: "soft" }, [article.title, article.publisher, article.date].filter(Boolean).join(", ")),
      make("p", { class: "soft" }, `${claim.article}, code points ${claim.start}–${claim.end} · confidence ${claim.confidence} · ${claim.engine}: ${claim.rule}`));
  }

  function show(...children) {
    byId("card").replaceChildren(...children);
    byId("card").scrollTop = 0;
  }

  function showNode(id) {
    const entity = data.entities[id];
    const claims = claimsOf.get(id) || [];
    const events = Object.entries(data.events).filter(([, event]) => event.parties.includes(id)).sort(([, a], [, b]) => (a.date || "9999").localeCompare(b.date || "9999"));
    show(
      make("h2", {}, entity.label),
      make("p", { class: "soft" }, [data.classes[entity.type].label, entity.country].filter(Boolean).join(", ")),
      entity.aliases.length ? make("p", { class: "soft" }, `Also: ${entity.aliases.join("; ")}`) : "",
      ...entity.identifiers.map(([kind, value]) => make("p", { class: "soft" }, `${kind}: ${value}`)),
      events.length ? make("h3", {}, `Timeline (${events.length})`) : "",
      make("ul", { class: "rows" }, ...events.map(([, event]) => make("li", {}, `${event.date || "no date"}  ${event.label} ${money(event)} `, badge(event.status)))),
      make("h3", {}, `Claims (${claims.length})`),
      ...(claims.length ? claims.map(([claimId, claim]) => claimItem(claimId, claim)) : [make("p", { class: "soft" }, "Named in an article, but no claim was read about it.")]));
  }

  function showEdge(id) {
    const edge = edgeById.get(id);
    show(make("h2", {}, link(edge.from), ` ${data.relations[edge.relation].label} `, link(edge.to)),
      make("p", { class: "soft" }, `${edge.claims.length} ${edge.claims.length === 1 ? "claim" : "claims"} `, badge(edge.status)),
      ...edge.claims.map((claimId) => claimItem(claimId, data.claims[claimId])));
  }

  function showWelcome() {
    show(make("h2", {}, "What is shown"),
      make("p", {}, "Each node is a company, agency, person, product or case that an article names; each line is what an article says about two of them."),
      make("p", {}, "Click a node or a line to read the very words behind it. Dashed: alleged or planned. Faint: over, or said not to be so."));
  }

  // --- going somewhere, and the address that leads back there ----------------------------------------------------------
  const known = (id) => id in data.entities || edgeById.has(id);
  function go(id) { location.hash = encodeURIComponent(id); }
  function arrive() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { if (!(error instanceof URIError)) throw error; }
    if (!known(id)) { network.unselectAll(); showWelcome(); return; }
    if (edgeById.has(id)) {
      showEdge(id);
      if (edgeView.get(id)) network.selectEdges([id]);
      return;
    }
    showNode(id);
    if (nodeView.get(id)) {
      network.selectNodes([id]);
      network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: reduced ? false : { duration: 300 } });
    }
  }
  addEventListener("hashchange", arrive);
  network.on("click", ({ nodes: [node], edges: [edge] }) => { if (node) go(node); else if (edge) go(edge); });

  // --- search --------------------------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = [
    ...Object.entries(data.entities).map(([id, e]) => ({ id, text: fold([e.label, ...e.aliases].join(" \n ")), label: e.label, note: data.classes[e.type].label })),
    ...data.network.edges.flatMap((edge) => edge.claims.map((claimId) => ({ id: edge.id, text: fold(data.claims[claimId].quote), label: `${nameOf(edge.from)} ${data.relations[edge.relation].label} ${nameOf(edge.to)}`, note: data.claims[claimId].quote }))),
  ];
  function search() {
    const wanted = fold(byId("search").value.trim());
    const hits = byId("hits");
    if (!wanted) { hits.hidden = true; return; }
    const found = index.filter((entry) => entry.text.includes(wanted));
    const rank = (entry) => (entry.text.startsWith(wanted) ? 0 : 1);
    found.sort((a, b) => rank(a) - rank(b));
    const shown = found.slice(0, 30).map((entry) => make("li", { role: "option" }, make("button", { type: "button", onclick: () => { hits.hidden = true; go(entry.id); } }, entry.label, make("small", {}, entry.note))));
    if (found.length > 30) shown.push(make("li", { class: "soft" }, `… ${found.length - 30} more; type on`));
    hits.replaceChildren(...(shown.length ? shown : [make("li", { class: "soft" }, "Nothing found")]));
    hits.hidden = false;
  }
  byId("search").addEventListener("input", search);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") byId("hits").hidden = true;
    const first = byId("hits").querySelector("button");
    if (first && event.key === "Enter") first.click();
    if (first && event.key === "ArrowDown") { event.preventDefault(); first.focus(); }
  });
  byId("hits").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { byId("hits").hidden = true; byId("search").focus(); }
    if (!step) return;
    event.preventDefault();
    const all = [...byId("hits").querySelectorAll("button")];
    (all[all.indexOf(document.activeElement) + step] || byId("search")).focus();
  });

  // --- the legend, which is the filter ---------------------------------------------------------------------------------
  const shapes = {
    dot: '<circle cx="8" cy="8" r="6"/>', square: '<path d="M2 2h12v12H2z"/>', triangle: '<path d="M8 2l7 12H1z"/>', triangleDown: '<path d="M8 14L1 2h14z"/>',
    diamond: '<path d="M8 1l7 7-7 7-7-7z"/>', hexagon: '<path d="M4 2h8l4 6-4 6H4L0 8z"/>', star: '<path d="M8 0l2.4 5.4 5.6.6-4.2 3.9 1.2 5.9L8 12.8l-5 3 1.2-5.9L0 6l5.600-.6z"/>',
    box: '<circle cx="8" cy="8" r="6"/>', database: '<path d="M2 4c0-4 12-4 12 0v8c0 4-12 4-12 0z"/>', line: '<path d="M0 7h16v2.500H0z"/>',
  };
  const symbol = (shape, color) => {
    const holder = make("span");
    holder.innerHTML = `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${shapes[shape] || shapes.dot}</svg>`; // from the table above, no text of an article
    holder.firstChild.style.fill = color;
    return holder.firstChild;
  };
  function group(kind, title, rows) {
    return make("fieldset", {}, make("legend", {}, title), ...rows.filter(([, , , n]) => n).map(([name, label, sign, n]) => {
      const box = make("input", { type: "checkbox", "data-filter": `${kind}:${name}` });
      box.checked = true;
      box.addEventListener("change", () => {
        if (box.checked) off[kind].delete(name); else off[kind].add(name);
        nodeView.refresh();
        edgeView.refresh();
      });
      return make("label", {}, box, sign, label, make("span", { class: "n" }, String(n)));
    }));
  }
  const tally = (items, key) => items.reduce((sum, item) => ({ ...sum, [key(item)]: (sum[key(item)] || 0) + 1 }), {});
  const nodeTally = tally(data.network.nodes, (node) => data.entities[node.id].type);
  const familyTally = tally(data.network.edges, (edge) => data.relations[edge.relation].family);
  const statusTally = tally(data.network.edges, (edge) => edge.status);
  byId("legend").append(
    group("class", "Nodes", Object.entries(data.classes).map(([n, c]) => [n, c.label, symbol(c.shape, c.color), nodeTally[n]])),
    group("family", "Lines", Object.entries(data.families).map(([n, f]) => [n, f.label, symbol("line", f.color), familyTally[n]])),
    group("status", "Status", Object.entries(data.statuses).map(([n, label]) => [n, label, "", statusTally[n]])));

  byId("title").textContent = data.title;
  byId("counts").textContent = `${data.network.nodes.length} nodes, ${data.network.edges.length} lines, ${Object.keys(data.events).length} events, ${Object.keys(data.claims).length} claims, ${Object.keys(data.articles).length} articles`;
  network.fit({ animation: false });
  arrive();
  document.documentElement.dataset.ready = "true";
  window.corekg = { network, data }; // for whoever looks at the page from its console, and for its tests
})();

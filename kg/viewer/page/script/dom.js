// --- elements. Everything that comes from an article is put in as text, never as markup. -------------------------------
const byId = (id) => document.getElementById(id);
function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
const make = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
const button = (label, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, label);
const say = (text) => { byId("said").textContent = text; };
const numbers = new Intl.NumberFormat("en");
const plural = (n, one, many = `${one}s`) => `${numbers.format(n)} ${n === 1 ? one : many}`;

const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z", square: "M2.500 2.500h11v11h-11z", triangle: "M8 2l6.500 12h-13z", triangleDown: "M8 14L1.500 2h13z", diamond: "M8 1l7 7-7 7-7-7z",
  hexagon: "M4.500 2h7L15 8l-3.500 6h-7L1 8z", star: "M8 .5l2.200 5 5.300.6-4 3.600 1.200 5.300L8 12.300l-4.700 2.700 1.200-5.300-4-3.600 5.300-.6z",
  box: "M3 4h10a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z", database: "M2 2h12v3H2zM2 6.500h12v3H2zM2 11h12v3H2z",
};
const shapeSign = (shape, color) => draw("svg", { class: "sign", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d: SHAPES[shape] || SHAPES.dot, style: `fill:${color}` }));
const lineSign = (color, dashes, faint, struck) => draw("svg", { class: "sign", width: 22, height: 10, viewBox: "0 0 22 10", "aria-hidden": "true" },
  draw("path", { d: "M0 5h22", style: `stroke:${color};stroke-width:2.500;stroke-dasharray:${dashes || "none"};opacity:${faint ? 0.45 : 1}` }),
  struck ? draw("path", { d: "M7.500 1.500l7 7M14.500 1.500l-7 7", style: `stroke:${color};stroke-width:1.500;opacity:.8` }) : "");

const wantsDark = matchMedia("(prefers-color-scheme: dark)");
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
const isDark = () => (document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : wantsDark.matches);
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
// Lighter in the dark, so that it stays apart from the ground; colours are written #rrggbb.
const lightened = new Map();
function inTheme(color) {
  if (!isDark()) return color;
  if (!lightened.has(color)) lightened.set(color, `#${[1, 3, 5].map((at) => Math.round(parseInt(color.slice(at, at + 2), 16) * 0.6 + 255 * 0.4).toString(16).padStart(2, "0")).join("")}`);
  return lightened.get(color);
}

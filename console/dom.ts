// Elements in one expression. Text is always text: nothing of the shop's data is ever read as markup.

export type Child = Node | string | number | false | undefined | readonly Child[];

type Value = string | number | boolean | undefined | ((event: Event) => void);

/** Attributes by name; `onclick` and its like are listeners, `false` and `undefined` leave the attribute out. */
export type Attributes = Readonly<Record<string, Value>>;

/** An element. @example h("button", { class: "primary", onclick: pay }, "Pay") */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(element, name, value);
  append(element, children);
  return element;
}

function put(element: Element, name: string, value: Value): void {
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child instanceof Node) element.append(child);
    else if (child !== false && child !== undefined) element.append(String(child));
  }
}

/** Puts other children in the place of those that are there. */
export function fill<T extends Element>(element: T, ...children: readonly Child[]): T {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Text whose direction is its own: numbers, names of documents, codes. */
export const ltr = (text: string | number, className = ""): HTMLElement =>
  h("bdi", { dir: "ltr", class: className === "" ? undefined : className }, text);

/** Shapes of 24 by 24, drawn with strokes. */
const ICONS = {
  today: "M4 12h4l2.500-7 4 14 2.500-7h3",
  sell: "M5 8h14l-1.200 10.500a2 2 0 0 1-2 1.500H8.200a2 2 0 0 1-2-1.500L5 8Zm4 0V7a3 3 0 0 1 6 0v1",
  documents: "M7 3h8l4 4v14H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm2 9h6m-6 4h6m-6-8h2",
  reports: "M5 20V10m5 10V4m5 16v-7m4 7H3",
  setup:
    "M12 15.200a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400Zm0-12.200v2.500m0 13V21M3 12h2.500m13 0H21M5.600 5.600l1.800 1.800m9.200 9.200 1.800 1.800m0-12.800-1.800 1.800m-9.200 9.200-1.800 1.800",
  leave: "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4m-4-4h9",
  good: "m5 12.500 4.500 4.500L19 7.500",
  warning: "M12 7v6m0 3.500v.1",
  bad: "m7 7 10 10M17 7 7 17",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  remove: "M5 7h14M9 7V5h6v2m-8 0 1 12h8l1-12",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Zm5-1.500L20 20",
  card: "M4 6h16v12H4Zm0 4h16M7 15h3",
  cash: "M3 7h18v10H3Zm9 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z",
  print: "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7Z",
  undo: "M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3",
  download: "M12 4v11m0 0 4.500-4.500M12 15l-4.500-4.500M5 20h14",
  back: "m9 5 7 7-7 7",
  send: "M12 20V5m0 0-5 5m5-5 5 5",
} as const;

export type IconName = keyof typeof ICONS;

const SVG = "http://www.w3.org/2000/svg";

/** A picture beside a word; it says nothing of its own. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  for (const [key, value] of [
    ["viewBox", "0 0 24 24"],
    ["class", `icon icon-${name}`],
    ["aria-hidden", "true"],
  ] as const)
    svg.setAttribute(key, value);
  svg.append(path);
  return svg;
}

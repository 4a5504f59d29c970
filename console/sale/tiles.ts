// The price list to touch: groups, tiles, and a search that a barcode scanner types into.
import { type Child, fill, h, icon } from "../dom.ts";
import { named, t, word } from "../language.ts";
import { money, pictureButton } from "../parts.ts";
import { type Item, isWeighed, type Words } from "./basket.ts";

interface Acts {
  readonly take: (item: Item) => void;
  readonly takeFree: () => void;
}

const both = (words: Words): string => (typeof words === "string" ? words : `${words.ar ?? ""} ${words.en ?? ""}`);

const fits = (item: Item, text: string): boolean =>
  both(item.name).toLowerCase().includes(text) || item.code?.toLowerCase() === text || item.barcode === text;

/** Tiles of everything that is sold. */
export function tiles(items: readonly Item[], { take, takeFree }: Acts): HTMLElement {
  const groups = groupsOf(items);
  let group = "";
  const shelf = h("div", { class: "tiles" });
  const search = h("input", {
    type: "search",
    "aria-label": t("search-items"),
    placeholder: t("search-items"),
    autocomplete: "off",
  });
  const chips = h("div", { class: "chips", role: "group", "aria-label": t("groups") });
  const draw = (): void => {
    const text = search.value.trim().toLowerCase();
    const found = items.filter((item) =>
      text === "" ? group === "" || (item.group !== undefined && named(item.group) === group) : fits(item, text),
    );
    fill(
      shelf,
      found.map((item) => tile(item, take)),
      freeTile(takeFree),
      found.length === 0 && text !== "" && h("p", { class: "quiet" }, t("nothing-found")),
    );
  };
  const drawChips = (): void => void fill(chips, groups.length > 1 && ["", ...groups].map(chip));
  const chip = (name: string): Child =>
    h(
      "button",
      { type: "button", "aria-pressed": String(name === group), onclick: () => choose(name) },
      name === "" ? t("all") : name,
    );
  const choose = (name: string): void => {
    group = name;
    search.value = "";
    drawChips();
    draw();
  };
  /** A scanner ends with Enter. */
  const scanned = (event: KeyboardEvent): void => {
    const item = event.key === "Enter" ? meant(items, search.value.trim().toLowerCase()) : undefined;
    if (item === undefined) return;
    search.value = "";
    draw();
    take(item);
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", scanned);
  drawChips();
  draw();
  return h(
    "section",
    { class: "shelf", "aria-label": t("items") },
    h("div", { class: "finder" }, icon("search"), search, pictureButton("plus", t("free-item"), takeFree)),
    chips,
    shelf,
  );
}

const groupsOf = (items: readonly Item[]): readonly string[] =>
  [...new Set(items.map(({ group }) => (group === undefined ? "" : named(group))))].filter((one) => one !== "");

/** The one item that a code, or a part of a name, can mean. */
function meant(items: readonly Item[], text: string): Item | undefined {
  if (text === "") return undefined;
  const exact = items.filter(({ barcode, code }) => barcode === text || code?.toLowerCase() === text);
  const [only, another] = exact.length > 0 ? exact : items.filter((item) => fits(item, text));
  return another === undefined ? only : undefined;
}

const tile = (item: Item, take: Acts["take"]): HTMLElement =>
  h(
    "button",
    { type: "button", class: "tile", onclick: () => take(item) },
    h("span", {}, named(item.name)),
    h("b", {}, money(item.price), isWeighed(item) && h("small", {}, ` / ${word("unit", item.unit ?? "PCE")}`)),
  );

const freeTile = (takeFree: () => void): HTMLElement =>
  h("button", { type: "button", class: "tile free", onclick: takeFree }, icon("plus"), h("span", {}, t("free-item")));

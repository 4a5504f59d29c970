// What stands around every page: the places, the language, the way out.
import { h, icon } from "./dom.ts";
import { t } from "./language.ts";
import { pictureButton } from "./parts.ts";
import { me } from "./person.ts";
import { link } from "./router.ts";

export interface Place {
  readonly name: "today" | "sell" | "documents" | "reports" | "setup";
  readonly right: string;
}

interface Acts {
  readonly change: () => void;
  readonly leave: () => Promise<void>;
}

/** Bar of places: at the side of a wide screen, at the foot of a phone. */
export function drawFrame(places: readonly Place[], here: string, { change, leave }: Acts): readonly HTMLElement[] {
  const skip = h("a", { class: "skip", href: "#main", onclick: skipToMain }, t("skip"));
  const brand = h(
    "div",
    { class: "brand" },
    h("img", { src: "/console/icon.svg", alt: "", width: 32, height: 32 }),
    h("b", {}, t("title")),
  );
  const bar = h(
    "nav",
    { class: "places", "aria-label": t("places") },
    places.map(({ name }) =>
      h(
        "a",
        { href: link(name), "aria-current": name === here ? "page" : undefined },
        icon(name),
        h("span", {}, t(`nav.${name}`)),
      ),
    ),
  );
  return [
    skip,
    h(
      "header",
      { class: "frame" },
      brand,
      bar,
      h("div", { class: "self" }, languageButton(change), leaveButton(leave)),
    ),
  ];
}

function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** Says the other language in its own words. */
export const languageButton = (change: () => void): HTMLElement =>
  h("button", { type: "button", class: "language", lang: t("other-lang"), onclick: change }, t("other-language"));

const leaveButton = (leave: () => Promise<void>): HTMLElement =>
  pictureButton("leave", t("log-out", { name: me()?.displayName ?? me()?.name ?? "" }), leave);

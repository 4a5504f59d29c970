// Everything a terminal does in its life, and how many kills of a hundred hit each: whoever adds a deed adds a row.
import { randomOf } from "../random.ts";
import { backupDeed } from "./backup.ts";
import { clearDeed } from "./clear.ts";
import { closeDayDeed } from "./close-day.ts";
import type { Deed } from "./deed.ts";
import { flushDeed } from "./flush.ts";
import { migrateDeed } from "./migrate.ts";
import { offlineDeed } from "./offline.ts";
import { onboardDeed } from "./onboard.ts";
import { renewDeed } from "./renew.ts";
import { restoreDeed } from "./restore.ts";
import { sellDeed } from "./sell.ts";
import { spoolDeed } from "./spool.ts";
import { updateDeed } from "./update.ts";

export const DEEDS: readonly Deed[] = [
  onboardDeed,
  sellDeed,
  clearDeed,
  flushDeed,
  spoolDeed,
  renewDeed,
  closeDayDeed,
  backupDeed,
  restoreDeed,
  migrateDeed,
  updateDeed,
  offlineDeed,
];

/** Every deed as often as its share says; the shares make a hundred. */
const DECK: readonly Deed[] = DEEDS.flatMap((deed) => Array.from({ length: deed.share }, () => deed));

/**
 * The deeds of one unit's lives: each hundred kills are a pack of a hundred cards, shuffled by the seed. A unit begins
 * with its onboarding, and is restored from a backup last: an older schema knows no closed chains.
 */
export function handOf(seed: number, unit: number, size: number, only?: string): readonly Deed[] {
  const cards = Array.from({ length: size }, (_, n) => cardAt(seed, unit * size + n, deckOf(only)));
  const others = cards.filter((deed) => deed !== onboardDeed && deed !== restoreDeed);
  return [...cards.filter((deed) => deed === onboardDeed), ...others, ...cards.filter((deed) => deed === restoreDeed)];
}

/** Some deeds alone where they are asked for, by their names with commas. @throws TypeError for a name that is no deed. */
function deckOf(only: string | undefined): readonly Deed[] {
  const deck = only === undefined ? DECK : DEEDS.filter(({ name }) => only.split(",").includes(name));
  if (deck.length === 0) throw new TypeError(`--only is one of ${DEEDS.map(({ name }) => name).join(", ")}`);
  return deck;
}

function cardAt(seed: number, place: number, deck: readonly Deed[]): Deed {
  const card = shuffled(seed, Math.floor(place / deck.length), deck)[place % deck.length];
  if (card === undefined) throw new RangeError("a pack without cards");
  return card;
}

function shuffled(seed: number, pack: number, deck: readonly Deed[]): readonly Deed[] {
  const random = randomOf("pack", seed, pack);
  const weights = new Map(deck.map((_, place) => [place, random.below(1_000_000)]));
  return [...deck.keys()]
    .sort((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0))
    .flatMap((place) => deck[place] ?? []);
}

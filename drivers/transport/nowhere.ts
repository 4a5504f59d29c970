// No printer at all: nothing is claimed of a paper that nobody got.
import type { Link, Transport } from "./link.ts";

const LINK: Link = {
  answers: false,
  write: () => Promise.resolve(),
  read: () => Promise.resolve(undefined),
  finish: () => Promise.resolve(),
  abandon: () => Promise.resolve(),
};

/** Takes every job and brings none out. */
export const nowhere: Transport = { open: () => Promise.resolve(LINK), close: () => Promise.resolve() };

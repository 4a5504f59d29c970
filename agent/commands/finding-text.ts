// One finding of a check as text: what was found, and what to do, in both languages.
import type { Finding } from "../terminal.ts";
import { inBoth } from "./context.ts";

const SIGNS = { good: "ok  ", warning: "WARN", bad: "BAD " } as const;

/** The lines of a finding. */
export const findingText = ({ check, about, state, found, remedy }: Finding): string =>
  [
    `${SIGNS[state]} ${check.padEnd(22)} ${inBoth(about)}: ${inBoth(found)}`,
    ...(remedy === undefined ? [] : [`       → ${remedy.en}`, `       ← ${remedy.ar}`]),
  ].join("\n");

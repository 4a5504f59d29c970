// The end of the demonstration: what was checked, where the pictures are, and what to try next.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Claim } from "./claims.ts";
import type { DemoPlaces } from "./unit.ts";

/** Writes summary.json and summary.txt. */
export function writeSummary(places: DemoPlaces, claims: readonly Claim[]): void {
  const holds = claims.every((one) => one.holds);
  writeFileSync(join(places.out, "summary.json"), `${JSON.stringify({ holds, claims }, undefined, 2)}\n`);
  writeFileSync(join(places.out, "summary.txt"), `${summaryText(places, claims)}\n`);
}

/** The claims and the places, for a person. */
export function summaryText({ out, receipts, xml }: DemoPlaces, claims: readonly Claim[]): string {
  const pictures = readdirSync(receipts).filter((name) => name.endsWith(".png"));
  return [
    "",
    ...claims.map(({ holds, claim, seen }) => `${holds ? "✓" : "✗"} ${claim} (${seen})`),
    "",
    `receipts  ${receipts}/ (${pictures.length} PNG, from ${pictures[0] ?? "none"} to ${pictures.at(-1) ?? "none"})`,
    `documents ${xml}/ (signed XML)`,
    `summary   ${join(out, "summary.json")}`,
  ].join("\n");
}

/** What to try next: with a running agent, or on what is left behind. */
export function nextSteps(out: string, url: string, staysUp: boolean): string {
  const khatm = `./khatm --config ${out}/khatm.toml`;
  const always = [`  ${khatm} verify`, `  ${khatm} list --limit 5`, `  ./khatm verify ${out}/xml/INV-000001.xml`];
  const running = [
    `  ${khatm} status`,
    `  ${khatm} user pair my-till      # a token for your own till`,
    `  ${khatm} print INV-000001       # a copy, marked as one`,
  ];
  return staysUp
    ? ["", `The terminal is up at ${url}. Try in another window:`, ...running, ...always, "Ctrl-C ends it."].join("\n")
    : ["", "Try next:", ...always, "  npm start                        # the same, and it stays up"].join("\n");
}

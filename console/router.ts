// Which page is shown: the part of the address behind `#`. What a page started ends when it is left.
import type { Child } from "./dom.ts";

/** A page is drawn from the parts of its address. */
export type Page = (parts: readonly string[]) => Child | Promise<Child>;

const leaving = new Set<() => void>();

/** Called once, when the page is left. */
export const onLeave = (then: () => void): void => void leaving.add(then);

export function leavePage(): void {
  for (const then of leaving) then();
  leaving.clear();
}

/** Calls again and again until the page is left. */
export function every(milliseconds: number, then: () => void): void {
  const timer = setInterval(then, milliseconds);
  onLeave(() => clearInterval(timer));
}

/** The parts of the address. @example parts() // ["documents", "INV-000001"] */
export const parts = (): readonly string[] =>
  location.hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);

/** Where a page is. @example link("documents", irn) */
export const link = (...to: readonly string[]): string => `#/${to.map(encodeURIComponent).join("/")}`;

/** Goes to a page. */
export function go(...to: readonly string[]): void {
  const next = link(...to);
  if (location.hash === next) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = next;
}

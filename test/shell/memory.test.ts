// Memory goes back at the first rest behind a rush, once, and only where there is something to give.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryAtRest } from "../../agent/machine/memory.ts";

const MB = 1024 * 1024;

/** A process that holds so many MB, of which a collection leaves 60. */
function atRest(held: { mb: number }) {
  const clock = { ms: 0 };
  let collections = 0;
  const turn = memoryAtRest({
    resident: () => held.mb * MB,
    collect: () => {
      collections += 1;
      held.mb = 60;
    },
    monotonicMs: () => clock.ms,
  });
  const rest = (seconds: number): number => {
    for (let second = 0; second < seconds; second++) {
      clock.ms += 1_000;
      expect(turn()).toBe(false);
    }
    return collections;
  };
  const work = (): void => {
    clock.ms += 60_000;
  };
  return { rest, work };
}

test("memoryAtRest() collects after ten seconds of rest, and not again while nothing grew", () => {
  const held = { mb: 150 };
  const { rest } = atRest(held);
  expect([rest(10), rest(1), rest(3_600)]).toEqual([0, 1, 1]);
  held.mb = 90;
  expect(rest(60)).toBe(2);
});

test("memoryAtRest() takes a little after half a minute of rest, and does not ask for it again and again", () => {
  const held = { mb: 150 };
  const { rest, work } = atRest(held);
  expect(rest(11)).toBe(1);
  held.mb = 80;
  for (let customer = 0; customer < 5; customer++) {
    work();
    expect(rest(30)).toBe(1);
  }
  expect(rest(1)).toBe(2);
  held.mb = 70;
  expect(rest(170)).toBe(2);
  expect(rest(30)).toBe(3);
  held.mb = 63;
  expect(rest(3_600)).toBe(3);
});

test("memoryAtRest() waits for ten seconds in a row", () => {
  const { rest, work } = atRest({ mb: 150 });
  for (let round = 0; round < 5; round++) {
    expect(rest(9)).toBe(0);
    work();
  }
  expect(rest(11)).toBe(1);
});

const GIVES_BACK = `
import { ownMemory } from "${join(import.meta.dirname, "../../agent/machine/memory.ts")}";
const kept = Array.from({ length: 40 }, () => new Array(131072).fill(Math.random()));
const { resident, collect } = ownMemory();
const before = resident();
kept.length = 0;
collect?.();
console.log(collect === undefined ? "cannot" : before - resident());
`;

test("ownMemory() gives pages back where Node lets it collect, and cannot where not", () => {
  const node = (...flags: string[]): string =>
    execFileSync(process.execPath, [...flags, "--input-type=module", "--eval", GIVES_BACK], {
      encoding: "utf8",
    }).trim();
  expect(Number(node("--expose-gc"))).toBeGreaterThan(20 * MB);
  expect(node()).toBe("cannot");
});

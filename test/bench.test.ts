// How the bench judges what it measured; measuring itself has no place in a test.
import { describe, expect, test } from "vitest";
import { type Figure, isMet, plain, shareOf, timesOf, worseThan } from "../bench/figure.ts";
import { inTurns, quantile } from "../bench/in-turns.ts";
import { decline, recordOf, tableOf } from "../bench/table.ts";

const LIMIT = { what: "the least", took: 2 };
const ms = (took: number) => ({ name: "a sale", took, unit: "ms" }) as const;

describe("isMet()", () => {
  test.each<[boolean, Figure]>([
    [true, shareOf(LIMIT, ms(2.5), 0.8)],
    [false, shareOf(LIMIT, ms(2.6), 0.8)],
    [true, timesOf(LIMIT, ms(6), 3)],
    [false, timesOf(LIMIT, ms(6.1), 3)],
    [true, plain(ms(20), 20)],
    [false, plain(ms(20.1), 20)],
    [true, plain(ms(1e9))],
  ])("is %s of %o", (expected, figure) => {
    expect(isMet(figure)).toBe(expected);
  });
});

describe("worseThan()", () => {
  test("tells how many times worse, whichever direction is better", () => {
    expect(worseThan(0.5, shareOf(LIMIT, ms(8)))).toBe(2);
    expect(worseThan(1.5, timesOf(LIMIT, ms(6)))).toBe(2);
    expect(worseThan(30, plain({ name: "idle", took: 60, unit: "MB" }))).toBe(2);
  });

  test("says nothing of milliseconds without a limit: they are the machine's", () => {
    expect(worseThan(1, plain(ms(50)))).toBeUndefined();
  });
});

test("what was recorded is found again by its name; what is new is compared with nothing", () => {
  const figure = shareOf(LIMIT, ms(4));
  expect(decline(figure, recordOf([figure]))).toBe(1);
  expect(decline(figure, {})).toBeUndefined();
});

test("the table says which bar is missed, and what is twice as bad as recorded", () => {
  const missed = timesOf(LIMIT, ms(8), 3);
  expect(tableOf([missed], {})).toMatch(/a sale +8\.00 ms +2\.00 ms +× 4\.00 +≤ 3 +MISSED/);
  expect(tableOf([missed], { "a sale": 2 })).toContain("2.0 TIMES WORSE");
  expect(tableOf([missed], {})).toContain("limit of a sale: the least");
});

test("inTurns() lets every work run in every round, and warms up first", () => {
  const ran: string[] = [];
  const works = { one: (n: number) => ran.push(`one ${n}`), other: (n: number) => ran.push(`other ${n}`) };
  const taken = inTurns(works, { rounds: 2, warmUp: 1 });
  expect(ran).toEqual(["one -1", "other -1", "one 0", "other 0", "one 1", "other 1"]);
  expect([taken.one.length, taken.other.length]).toEqual([2, 2]);
});

test("quantile() is the value below which that share lies", () => {
  const sorted = Array.from({ length: 100 }, (_, n) => n);
  expect([0, 0.1, 0.5, 0.99, 1].map((share) => quantile(sorted, share))).toEqual([0, 10, 50, 99, 99]);
});

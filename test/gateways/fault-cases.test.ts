// Forty gateway faults, each with many seeds: the first half of the table. The second: fault-places.test.ts.
import { expect, test } from "vitest";
import { ANSWER_CASES, FAULT_CASES } from "./fault-cases.ts";
import { playCases } from "./play-cases.ts";

test("there are forty cases", () => {
  expect(new Set(FAULT_CASES.map(({ name }) => name)).size).toBe(40);
});

playCases(ANSWER_CASES);

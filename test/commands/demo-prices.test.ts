// The demonstration's price list: every row of it can be sold.
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPriceList } from "../../config/price-list.ts";
import { root } from "../support/khatm.ts";

test("the demonstration's price list has goods of several groups and nothing that cannot be sold", () => {
  const { items, violations } = loadPriceList(join(root, "agent/commands/demo/prices.toml"));
  expect(violations).toEqual([]);
  expect(items.length).toBeGreaterThan(5);
});

// The name a mistyped one meant.
import { expect, test } from "vitest";
import { nearestName } from "../../agent/core/nearest.ts";

const KNOWN = ["quantity", "price", "priceDiscount", "discounts", "vat", "constructor"];

test.each([
  ["quantiy", "quantity"],
  ["Price", "price"],
  ["discount", "discounts"],
  ["vta", undefined],
  ["colour", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("nearestName() of %s is %s", (typed, expected) => expect(nearestName(typed, KNOWN)).toBe(expected));

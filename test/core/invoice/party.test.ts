// Seller and buyer: what a shop may configure, what a till may send.
import { describe, expect, test } from "vitest";
import { parseSeller, readBuyer } from "../../../agent/core/invoice/party.ts";
import { FAILED } from "../../../agent/core/invoice/reading/reader.ts";
import { err, ok } from "../../../agent/core/result.ts";
import type { Violation } from "../../../agent/core/violation.ts";
import { BUYER, changed } from "../../support/example-sale.ts";
import { refusal, right, SELLER_JSON } from "../../support/pricing.ts";

describe("parseSeller()", () => {
  test.each<readonly [string, string, unknown]>([
    ["sale/missing seller.name", "name", undefined],
    ["BR-KSA-40 seller.vat", "vat", "310000000000004"],
    ["sale/missing seller.id", "id", undefined],
    ["sale/not-one-of seller.id.scheme", "id.scheme", "NAT"],
    ["sale/form seller.id", "id.value", "101001"],
    ["sale/form seller.id", "id", { scheme: "700", value: "1010010000" }],
    ["BR-KSA-63 seller.address.building", "address.building", undefined],
    ["BR-KSA-37 seller.address.building", "address.building", "12"],
    ["BR-KSA-67 seller.address.postalCode", "address.postalCode", "1234"],
    ["sale/missing seller.address.city", "address.city", undefined],
    ["BR-KSA-09 seller.address.country", "address.country", "AE"],
    ["sale/unknown-key seller.phone", "phone", "0501234567"],
  ])("finds %s", (expected, path, value) => {
    expect(refusal(parseSeller(changed(SELLER_JSON, path, value)))).toContain(expected);
  });

  test("takes names of up to 127 bytes in the form the QR code carries", () => {
    const named = (ar: string, en: string) => refusal(parseSeller({ ...SELLER_JSON, name: { ar, en } }));
    // 60 Arabic letters are 120 bytes, " / " three, four Latin letters four.
    expect(named("م".repeat(60), "Shop")).toEqual([]);
    expect(named("م".repeat(60), "Shops")).toEqual(["sale/seller-name seller.name"]);
    expect(refusal(parseSeller({ ...SELLER_JSON, name: "م".repeat(64) }))).toEqual(["sale/seller-name seller.name"]);
  });

  test("says in both languages why a longer one is refused", () => {
    const refused = parseSeller({ ...SELLER_JSON, name: "م".repeat(64) });
    const [first] = refused.ok ? [] : refused.error;
    expect(first?.message.en).toContain("128 bytes");
    expect(first?.message.ar).toContain("128 بايت");
  });
});

describe("readBuyer()", () => {
  test("needs no more than a name", () => {
    expect(right(buyer({ name: "محمد" }))).toMatchObject({ name: { ar: "محمد", en: "" }, vat: undefined });
  });

  test("asks less of an address abroad", () => {
    expect(refusal(buyer({ ...BUYER, address: { street: "1 Main St", city: "Dubai", country: "AE" } }))).toEqual([]);
    expect(refusal(buyer({ ...BUYER, address: { street: "1 Main St", city: "Riyadh" } }))).toEqual([
      "BR-KSA-63 buyer.address.building",
      "BR-KSA-63 buyer.address.district",
      "BR-KSA-63 buyer.address.postalCode",
    ]);
  });
});

function buyer(value: unknown) {
  const found: Violation[] = [];
  const party = readBuyer(value, { path: "buyer", report: (violation) => found.push(violation) });
  return party === FAILED || found.length > 0 ? err(found) : ok(party);
}

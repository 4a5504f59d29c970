// The authority's copy of a cleared document, judged: only ours, whole, with a stamp that verifies, counts.
import { expect, test } from "vitest";
import { readCleared } from "../../agent/core/stamp/cleared.ts";
import { standardSale } from "../support/standard-sale.ts";
import { openTestUnit } from "../support/unit.ts";

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

test("readCleared() takes the authority's copy and nothing that differs from it", async () => {
  await using own = await openTestUnit({ unit: { functionalityMap: "1100" } });
  const copies = [];
  for (const reference of ["c/1", "c/2"]) {
    const outcome = own.unit.terminal.issue(standardSale(reference));
    const cleared = outcome.kind === "clearing" ? await outcome.outcome : outcome;
    if (cleared.kind !== "issued" || cleared.document.cleared === undefined) throw new Error(cleared.kind);
    copies.push({ hash: cleared.document.hash, ours: cleared.document.xml, ...cleared.document.cleared });
  }
  const [one, other] = copies;
  if (one === undefined || other === undefined) throw new Error("two documents were cleared");
  expect(readCleared(base64(one.xml), one.hash)).toEqual({ ok: true, value: { xml: one.xml, qr: one.qr } });
  const changed: readonly (readonly [string, string, string])[] = [
    ["another document", other.xml, "not the one that was sent"],
    ["another buyer", one.xml.replace("399999999800003", "399999999700003"), "not the one that was sent"],
    ["another amount", one.xml.replaceAll("32.00", "33.00"), "not the one that was sent"],
    ["another QR code", one.xml.replace(one.qr, other.qr), "does not hold: qr"],
    ["another signature", one.xml.replace(/(<ds:SignatureValue>)[^<]+/, `$1${base64("x".repeat(70))}`), "signature"],
    ["no stamp", one.xml.replace(/<ext:UBLExtensions[\s\S]*<\/ext:UBLExtensions>/, ""), "stamp"],
    ["half of it", one.xml.slice(0, one.xml.length / 2), "cannot be read"],
    ["nothing", "", "cannot be read"],
  ];
  for (const [what, xml, because] of changed) {
    const read = readCleared(base64(xml), one.hash);
    expect([what, read.ok ? "taken" : read.error]).toEqual([what, expect.stringContaining(because)]);
  }
});

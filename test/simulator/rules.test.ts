// Every business rule (D9): rich invoices break none, and one change breaks exactly the rules it should.
import { XmlDocument, XmlElement } from "libxml2-wasm";
import { expect, test } from "vitest";
import type { ReadCase } from "../../simulator/fatoora/checks/check.ts";
import { runChecks } from "../../simulator/fatoora/checks/check.ts";
import { type Invoice, readInvoice } from "../../simulator/fatoora/invoice.ts";
import { RULES } from "../../simulator/fatoora/rules/book.ts";
import { decimal, floor, over, round, times } from "../../simulator/fatoora/rules/decimal.ts";
import { type Element, treeOf } from "../../simulator/fatoora/xml/element.ts";
import { startSimulator } from "../../simulator/server.ts";
import { codesIn, onboard, send, stampedBy } from "./device.ts";
import { type RichKind, richInvoice } from "./rich-invoice.ts";
import { type Edit, RULE_CASES } from "./rule-cases.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const NAMESPACES = { cac: `${UBL}CommonAggregateComponents-2`, cbc: `${UBL}CommonBasicComponents-2` };

const apply = (element: XmlElement, edit: Edit): void => {
  if (edit.do === "remove") element.remove();
  else if (edit.do === "attribute") {
    element.attr(edit.name)?.remove();
    element.setAttr(edit.name, edit.text);
  } else {
    for (let child = element.firstChild; child !== null; child = element.firstChild) child.remove();
    if (edit.text !== "") element.addText(edit.text);
  }
};

/** The tree of a rich invoice after some changes; places are found before anything moves. */
const edited = (kind: RichKind, path: string, change: Edit | readonly Edit[]): Element => {
  const document = XmlDocument.fromString(richInvoice(kind));
  try {
    const edits = [change].flat();
    const elements = edits.map(({ at }) => document.get(`/*/${at ?? path}`, NAMESPACES));
    edits.forEach((edit, index) => {
      const element = elements[index];
      if (!(element instanceof XmlElement)) throw new Error(`nothing at ${edit.at ?? path}`);
      apply(element, edit);
    });
    return treeOf(document);
  } finally {
    document.dispose();
  }
};

const read = (kind: RichKind): Invoice => {
  const reading = readInvoice(Buffer.from(richInvoice(kind)));
  if (typeof reading === "string") throw new Error(reading);
  return reading;
};

const READINGS = { standard: read("standard"), prepaid: read("prepaid"), "summary-note": read("summary-note") };

/** The codes a tree breaks: rules look at nothing but the tree and the time. */
const broken = (kind: RichKind, tree: Element = READINGS[kind].tree): string[] => {
  const subject: ReadCase = {
    call: "reporting",
    profile: "simulation",
    body: { invoiceHash: "", uuid: "", invoice: "" },
    reading: { ...READINGS[kind], tree },
    sender: { vat: "", certificate: "" },
    holderOf: () => undefined,
    now: NOW,
    clearanceOff: false,
  };
  return [...new Set(runChecks(RULES, subject).map(({ code }) => code))].sort();
};

test.each<RichKind>(["standard", "prepaid", "summary-note"])("RULES let the rich %s invoice pass", (kind) => {
  expect(READINGS[kind].schemaFaults).toEqual([]);
  expect(broken(kind)).toEqual([]);
});

test.each(RULE_CASES.map((row) => [row[0], row] as const))("rule %s breaks by one change", (code, row) => {
  const [, kind, path, change, others = []] = row;
  expect(broken(kind, edited(kind, path, change))).toEqual([code, ...others].sort());
});

/** What the authority's validator finds when its doubles fall on one side of half a halala, seen in its own verdicts. */
test.each([
  ["204.35", "10", "20.44", true],
  ["204.35", "10", "20.43", false],
  ["279.71", "50", "139.85", false],
  ["279.71", "50", "139.86", true],
  ["1.45", "10", "0.14", false],
  ["1.45", "10", "0.15", true],
  ["20.00", "10", "2.00", false],
])("%s at %s %% for %s is judged as in binary doubles", (base, percent, amount, isBroken) => {
  const at = "cac:AllowanceCharge[1]";
  const parts = { BaseAmount: base, MultiplierFactorNumeric: percent, Amount: amount };
  const edits = Object.entries(parts).map(([name, text]): Edit => ({ do: "text", text, at: `${at}/cbc:${name}` }));
  expect(broken("standard", edited("standard", at, edits)).includes("BR-KSA-EN16931-03")).toBe(isBroken);
});

test.each([
  ["41.165", true],
  ["41.17", false],
])("a line amount of %s, tax 26.865 and net 14.3, prints as the authority prints doubles", (gross, isBroken) => {
  const line = "cac:InvoiceLine[1]";
  const tree = edited("standard", line, [
    { do: "text", text: "26.865", at: `${line}/cac:TaxTotal/cbc:TaxAmount` },
    { do: "text", text: "14.3", at: `${line}/cbc:LineExtensionAmount` },
    { do: "text", text: gross, at: `${line}/cac:TaxTotal/cbc:RoundingAmount` },
  ]);
  expect(broken("standard", tree).includes("BR-KSA-51")).toBe(isBroken);
});

test.each([
  ["1.79", true],
  ["1.78", false],
])("VAT of 1.792 riyals and %s dollars is compared after rounding", (dollars, isBroken) => {
  const tree = edited("standard", "cbc:DocumentCurrencyCode", [
    { do: "text", text: "USD" },
    { do: "text", text: "1.792", at: "cac:TaxTotal[1]/cbc:TaxAmount" },
    { do: "text", text: dollars, at: "cac:TaxTotal[2]/cbc:TaxAmount" },
  ]);
  expect(broken("standard", tree).includes("BR-KSA-97")).toBe(isBroken);
});

const UNIT = "cac:InvoiceLine[1]/cbc:InvoicedQuantity";

/** 🍕 is one character to the authority, two units to JavaScript. */
test.each<readonly [RichKind, string, string, number, number]>([
  ["standard", "BR-KSA-F-06-C19", "cac:InvoiceLine[1]/cac:Item/cbc:Name", 3, 1000],
  ["standard", "BR-KSA-F-06-C17", "cac:InvoiceLine[1]/cbc:ID", 1, 6],
  ["standard", "BR-KSA-F-06-C35", "cac:AllowanceCharge[1]/cbc:AllowanceChargeReason", 1, 1000],
  ["standard", "BR-KSA-F-06-C18", UNIT, 0, 127],
  ["summary-note", "BR-KSA-F-06-C13", "cac:PaymentMeans/cbc:InstructionNote", 1, 1000],
  ["summary-note", "BR-KSA-F-06-C22", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", 1, 5000],
])("the %s document is held to %s in characters", (kind, code, path, least, most) => {
  const isBroken = (count: number): boolean => {
    const text = "🍕".repeat(count);
    const edit: Edit = path === UNIT ? { do: "attribute", name: "unitCode", text } : { do: "text", text };
    return broken(kind, edited(kind, path, edit)).includes(code);
  };
  expect([least - 1, least, most, most + 1].map((count) => count >= 0 && isBroken(count))).toEqual([
    least > 0,
    false,
    false,
    true,
  ]);
});

test("RULE_CASES break every rule of the book", () => {
  const cases = new Set(RULE_CASES.map(([code]) => code));
  expect([...new Set(RULES.map(({ code }) => code))].filter((code) => !cases.has(code))).toEqual([]);
});

test("every rule speaks Arabic and English and names its code", () => {
  for (const { code, message } of RULES) {
    expect(message.ar).toMatch(/[\u0600-\u06ff]/);
    expect(message.ar.startsWith(`[${code}] - `) && message.en.startsWith(`[${code}] - `), code).toBe(true);
  }
});

test("an error of the rule book rejects, a warning lets pass with 202, in the answer's own category", async () => {
  await using simulator = await startSimulator({ clock: () => NOW });
  const device = await onboard(simulator, NOW);
  const future = await send(simulator, device, "reporting", stampedBy(device, NOW, { issueDate: "2026-03-02" }));
  const warned = await send(simulator, device, "reporting", stampedBy(device, NOW, { irn: "x".repeat(128) }));
  expect([future.status, codesIn(future)]).toEqual([400, ["BR-KSA-04"]]);
  expect([warned.status, codesIn(warned, "warningMessages")]).toEqual([202, ["BR-KSA-F-06-C1"]]);
  expect(warned.text).toContain('"category":"EN_16931"');
});

test.each([
  ["1.005", "1.01"],
  ["-1.005", "-1.00"],
  ["2.675", "2.68"],
  ["0.004999999999999999", "0.00"],
])("round() takes halves upwards: %s is %s", (text, expected) => {
  expect(round(decimal(text) ?? 0n)).toBe(decimal(expected));
});

test("decimals are exact", () => {
  const of = (text: string): bigint => decimal(text) ?? 0n;
  expect(of("0.1") + of("0.2")).toBe(of("0.3"));
  expect(times(of("1.15"), of("100"))).toBe(of("115"));
  expect(over(of("1"), of("8"))).toBe(of("0.125"));
  expect(over(of("1"), of("0"))).toBe(0n);
  expect(floor(of("-0.0001"), 3)).toBe(of("-0.001"));
  expect(["", ".", "1e3", "1,0", "--1"].map(decimal)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

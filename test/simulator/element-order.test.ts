// The table of elements against the real UBL schema, where the schema is at hand: both must agree on every official
// sample and on every small change to one.
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { XmlDocument, XmlElement } from "libxml2-wasm";
import { afterAll, describe, expect, test } from "vitest";
import { readInvoice } from "../../simulator/fatoora/invoice.ts";
import { CONTENT } from "../../simulator/fatoora/xml/content-model.ts";
import { descendants, treeOf } from "../../simulator/fatoora/xml/element.ts";
import { orderFaults } from "../../simulator/fatoora/xml/order.ts";
import { loadSchema } from "../../simulator/fatoora/xml/schema.ts";
import { startSimulator } from "../../simulator/server.ts";
import { foreignInvoice } from "../support/foreign-invoice.ts";
import { hasShared, shared } from "../support/shared.ts";
import { codesIn, onboard, send, stampedBy } from "./device.ts";

const SCHEMAS = shared("schemas/ubl-2.1");
const schema = hasShared ? loadSchema(SCHEMAS) : undefined;
const files = hasShared ? globSync(shared("samples/signed-3.4.8/**/*.xml")).sort() : [];
afterAll(() => schema?.close());

type Verdict = { readonly table: readonly string[]; readonly schema: readonly string[] };

const judged = (text: string, change?: (document: XmlDocument) => void): Verdict => {
  const document = XmlDocument.fromString(text);
  try {
    change?.(document);
    return { table: orderFaults(treeOf(document)), schema: schema?.faults(document) ?? [] };
  } finally {
    document.dispose();
  }
};

/** Every element of a document that the table has an opinion on, as the path of its position. */
const positions = (text: string): number[] => {
  const document = XmlDocument.fromString(text);
  const known = descendants(treeOf(document)).flatMap((element, index) =>
    element.name in CONTENT || element.name.startsWith("cbc:") ? [index] : [],
  );
  document.dispose();
  return known;
};

const elementAt = (document: XmlDocument, index: number): XmlElement => {
  const found = document.find("//*")[index];
  if (!(found instanceof XmlElement)) throw new Error(`no element ${index}`);
  return found;
};

const CHANGES: readonly [string, (element: XmlElement) => void][] = [
  ["taken away", (element) => element.remove()],
  ["given a strange neighbour", (element) => void element.prependElement("Colour", "cbc")],
  ["given a second self", (element) => void element.appendElement(element.name, element.prefix)],
  ["moved behind its neighbour", (element) => swapWithNext(element)],
];

const swapWithNext = (element: XmlElement): void => {
  let next = element.next;
  while (next !== null && !(next instanceof XmlElement)) next = next.next;
  if (!(next instanceof XmlElement)) return;
  const twin = next.appendElement(element.name, element.prefix);
  for (const attribute of element.attrs) twin.setAttr(attribute.name, attribute.value);
  if (element.firstChild instanceof XmlElement === false) twin.addText(element.content);
  element.remove();
};

describe.skipIf(!hasShared)("orderFaults() agrees with the UBL schema", () => {
  test.each(files.map((file) => [basename(file), file]))("on %s", (_, file) => {
    expect(judged(readFileSync(file, "utf8"))).toEqual({ table: [], schema: [] });
  });

  test.each(CHANGES)("when any one element is %s", (_, change) => {
    const text = foreignInvoice({ subtype: "0100000", typeCode: "381" });
    const disagreements: string[] = [];
    let faulty = 0;
    for (const index of positions(text).slice(1)) {
      const verdict = judged(text, (document) => change(elementAt(document, index)));
      if (verdict.table.length > 0) faulty += 1;
      if ((verdict.table.length === 0) !== (verdict.schema.length === 0))
        disagreements.push(`${index}: table ${verdict.table[0]}, schema ${verdict.schema[0]}`);
    }
    expect(disagreements).toEqual([]);
    expect(faulty).toBeGreaterThan(10);
  });

  test.each([
    ["LineExtensionAmount", "1,00"],
    ["LineExtensionAmount", ""],
    ["LineExtensionAmount", "1.5"],
    ["InvoicedQuantity", "many"],
    ["Percent", "15 %"],
    ["IssueDate", "2026-13-01"],
    ["IssueDate", "2026-03-01"],
    ["IssueTime", "25:00:00"],
    ["IssueTime", "09:00"],
    ["IssueTime", "09:00:00Z"],
    ["ActualDeliveryDate", ""],
  ])("when %s holds %j", (name, value) => {
    const text = foreignInvoice({ subtype: "0100000" });
    const pattern = new RegExp(`(<cbc:${name}[^>]*>)[^<]*(<)`);
    const verdict = judged(text.replace(pattern, `$1${value}$2`));
    expect(verdict.table.length === 0, JSON.stringify(verdict)).toBe(verdict.schema.length === 0);
  });
});

test.skipIf(!hasShared)("startSimulator() uses the schemas of the folder it is given", async () => {
  const now = Date.parse("2026-03-01T09:00:00Z");
  await using simulator = await startSimulator({ clock: () => now, schemas: SCHEMAS });
  const device = await onboard(simulator, now);
  const good = await send(simulator, device, "reporting", stampedBy(device, now));
  const bad = await send(simulator, device, "reporting", stampedBy(device, now, { issueTime: "noon" }));
  expect([good.status, codesIn(bad)[0]]).toEqual([200, "XSD_ZATCA_INVALID"]);
  expect(bad.text).toContain("xs:time");
});

test("startSimulator() refuses a folder without schemas", async () => {
  await expect(startSimulator({ schemas: "/nowhere" })).rejects.toThrow("/nowhere");
});

test("readInvoice() names the fault of an element out of place", () => {
  const reading = readInvoice(
    Buffer.from(foreignInvoice().replace("<cbc:ProfileID>", "<cbc:Colour>red</cbc:Colour><cbc:ProfileID>")),
  );
  expect(typeof reading === "string" ? reading : reading.schemaFaults).toEqual([
    "the content of 'Invoice' is not complete: 'cbc:ID' is expected, cbc:Colour found",
  ]);
});

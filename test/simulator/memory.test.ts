// libxml2 lives outside the collector's reach: whatever was parsed must be given back, good documents and bad.
import { diag } from "libxml2-wasm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readInvoice } from "../../simulator/fatoora/invoice.ts";
import { foreignInvoice } from "../support/foreign-invoice.ts";

beforeAll(() => diag.configure({ enabled: true }));
afterAll(() => diag.configure({ enabled: false }));

test.each([
  ["a good document", foreignInvoice()],
  ["another root", "<Receipt/>"],
  ["a document type declaration", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ["text that is no XML", "Invoice"],
  ["a bare invoice", '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'],
])("readInvoice() gives back the memory of %s", (_, xml) => {
  const before = JSON.stringify(diag.report());
  readInvoice(Buffer.from(xml));
  expect(JSON.stringify(diag.report())).toBe(before);
});

// A shop's template and logo as the configuration names them: read at the start, refused in both languages.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { expect, test } from "vitest";
import { DEFAULT_TEMPLATE } from "../../agent/core/receipt/template.ts";
import { receiptDesign } from "../../agent/wire-design.ts";
import { parseConfig } from "../../config/load.ts";
import { readReceiptTemplate } from "../../config/receipt-template.ts";
import { writeConfig } from "../../config/write.ts";
import { testAnswers } from "../support/unit.ts";

const folder = mkdtempSync(join(tmpdir(), "khatm-design-"));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The design of a configuration in the folder of these tests. */
function designOf(receipt: object) {
  const config = parseConfig(writeConfig(testAnswers("http://127.0.0.1:1", { receipt })), {
    file: join(folder, "khatm.toml"),
  });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return receiptDesign(config.value);
}

test("the template of the documentation is the product's own", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/receipts/template.md"), "utf8");
  const example = page.match(/```toml\n(# Order[^`]*)```/)?.[1] ?? "";
  expect(readReceiptTemplate(file("example.toml", example))).toEqual({ ok: true, value: DEFAULT_TEMPLATE });
});

test("receiptDesign() is the product's own without template and logo", () => {
  expect(designOf({})).toEqual({ template: DEFAULT_TEMPLATE });
});

test("receiptDesign() reads both, relative to the configuration", () => {
  file("logo.png", encode({ width: 2, height: 1, depth: 8, channels: 1, data: Uint8Array.of(0, 255) }));
  file("receipt.toml", "[show]\ncashier = false\n");
  expect(designOf({ logo: "logo.png", template: "receipt.toml" })).toEqual({
    template: { ...DEFAULT_TEMPLATE, show: { ...DEFAULT_TEMPLATE.show, cashier: false } },
    logo: { width: 2, height: 1, light: Uint8Array.of(0, 255) },
  });
});

test.each([
  [
    "a template without the QR code",
    "receipt.toml",
    'blocks = ["title", "seller", "facts", "buyer", "items", "totals"]',
    "qr cannot be removed",
  ],
  ["a template that is no TOML", "receipt.toml", "blocks = [", "not TOML"],
  ["a logo that is no PNG", "logo.png", "GIF89a", "no PNG file"],
])("receiptDesign() refuses %s, in Arabic and English", (_, name, content, why) => {
  const key = name === "logo.png" ? "logo" : "template";
  const path = file(`bad-${name}`, content);
  const open = (): unknown => designOf({ [key]: `bad-${name}` });
  expect(open).toThrow(expect.objectContaining({ code: "configuration" }));
  expect(open).toThrow(why);
  expect(open).toThrow(path);
  expect(open).toThrow(/\p{Script=Arabic}/u);
});

test("receiptDesign() says which file is missing", () => {
  expect(() => designOf({ template: "nowhere.toml" })).toThrow("cannot be read");
  expect(() => designOf({ logo: "nowhere.png" })).toThrow("cannot be opened");
});

// Texts that break other systems: each gives a correct document or a clear refusal, never a broken one.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyStamp } from "../../agent/core/stamp/verify.ts";
import { readXml } from "../../agent/core/xml/read.ts";
import { select, textAt } from "../../agent/core/xml/tree.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { openTestUnit, type TestUnit, testAnswers, testSale } from "../support/unit.ts";

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit[Symbol.asyncDispose]());

const named = (reference: string, name: unknown) =>
  testSale(reference, {
    lines: [{ name, quantity: "1", price: "16.00", vat: "S" }],
    payments: [{ means: "card", amount: "16.00" }],
  });

/** The item names of the document that was stored, read back from its bytes. */
function itemNames(xml: string): readonly string[] {
  const read = readXml(xml);
  if (!read.ok) throw new Error(`broken document: ${read.error.message}`);
  expect(verifyStamp(read.value.root).holds).toBe(true);
  return select(read.value.root, "cac:InvoiceLine", "cac:Item").map((item) => textAt(item, "cbc:Name") ?? "");
}

/** What is written, and what the document must say. */
const CARRIED: readonly (readonly [string, string, string])[] = [
  ["ampersand and angles", "بن & <حليب> \"طازج\" 'اليوم'", "بن & <حليب> \"طازج\" 'اليوم'"],
  ["a replacement pattern", "خصم $& $1 $` $' قهوة", "خصم $& $1 $` $' قهوة"],
  ["an entity", "قهوة &amp; &nbsp; &#0; شاي", "قهوة &amp; &nbsp; &#0; شاي"],
  ["the end of a CDATA section", "قهوة ]]> شاي", "قهوة ]]> شاي"],
  ["digits only", "007", "صنف 007"],
  ["Arabic digits only", "٠٠٧", "صنف ٠٠٧"],
  ["a short name", "بن", "صنف بن"],
  ["emoji", "بيتزا 🍕 كبيرة 👨‍👩‍👧", "بيتزا 🍕 كبيرة 👨‍👩‍👧"],
  ["right-to-left marks", "حليب \u200F3%\u200E طازج", "حليب \u200F3%\u200E طازج"],
  ["a harakat-laden word", "قَهْوَةٌ عَرَبِيَّةٌ", "قَهْوَةٌ عَرَبِيَّةٌ"],
  ["a prototype's name", "__proto__ قهوة", "__proto__ قهوة"],
  ["SQL", "قهوة'); DROP TABLE document;--", "قهوة'); DROP TABLE document;--"],
];

describe("a text the document can carry", () => {
  test.each(CARRIED)("is carried as it is: %s", async (what, name, expected) => {
    const outcome = unit.unit.terminal.issue(named(what, name));
    if (outcome.kind !== "issued") throw new Error(JSON.stringify(outcome));
    expect(itemNames(outcome.document.xml)).toEqual([expected]);
    expect((await unit.unit.terminal.picture(outcome.document)).length).toBeGreaterThan(1000);
  });

  test("has its line ends made one, so that no parser reads another text", () => {
    const outcome = unit.unit.terminal.issue(testSale("crlf", { note: "سطر أول\r\nسطر ثان\rسطر ثالث" }));
    if (outcome.kind !== "issued") throw new Error(JSON.stringify(outcome));
    expect(outcome.document.xml).not.toMatch(/\r|&#xD;/);
    itemNames(outcome.document.xml);
  });
});

const REFUSED: readonly (readonly [string, string])[] = [
  ["NUL", "قهوة\0"],
  ["ESC and a drawer kick", "قهوة\u001Bp\u0000\u0019\u00FA"],
  ["a lone surrogate", "قهوة \uD83C"],
  ["a noncharacter", "قهوة \uFFFE"],
  ["NEL", "قهوة\u0085"],
  ["a line separator", "قهوة\u2028"],
  ["a byte order mark", "\uFEFFقهوة"],
  ["a bidi override", "قهوة \u202Eكبيرة"],
  ["nothing but blanks", "   "],
  ["a name of 1001 letters", "ق".repeat(1001)],
];

describe("a text the document cannot carry", () => {
  test.each(REFUSED)("is refused with its place and both languages: %s", (what, name) => {
    const before = unit.unit.terminal.status().chain;
    const outcome = unit.unit.terminal.issue(named(`refused ${what}`, name));
    if (outcome.kind !== "refused") throw new Error(`${what} was ${outcome.kind}`);
    expect(outcome.violations[0]).toMatchObject({
      path: expect.stringMatching(/^lines\[0\]\.name/),
      message: { ar: expect.stringMatching(/\p{Script=Arabic}/u), en: expect.stringMatching(/[a-z]/) },
    });
    expect(unit.unit.terminal.status().chain).toEqual(before);
  });
});

test("a sale of sixty lines is one good document", async () => {
  const lines = Array.from({ length: 60 }, (_, n) => ({
    name: { ar: `صنف رقم ${n + 1} باسم عربي طويل إلى حد ما`, en: `Item number ${n + 1}` },
    quantity: n % 2 === 0 ? "1" : "0.375",
    price: "9.95",
    vat: "S",
  }));
  const outcome = unit.unit.terminal.issue(testSale("sixty", { lines, payments: [] }));
  if (outcome.kind !== "issued") throw new Error(JSON.stringify(outcome));
  expect(itemNames(outcome.document.xml)).toHaveLength(60);
  expect((await unit.unit.terminal.picture(outcome.document)).length).toBeGreaterThan(1000);
});

test("a seller's name of 300 letters is refused when the unit is configured, in both languages", () => {
  const changes = { seller: { name: { ar: "م".repeat(300), en: "" } } };
  const config = parseConfig(writeConfig(testAnswers("http://127.0.0.1:1/x", changes)), { file: "/tmp/khatm.toml" });
  if (config.ok) throw new Error("accepted");
  expect(config.error.map(({ path }) => path).join()).toContain("seller.name");
});

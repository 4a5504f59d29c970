// Texts made to break a receipt: they never crash the raster, and nothing of them reaches the printer as a command.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ReceiptModel } from "../../../agent/core/receipt/model.ts";
import { PAPERS, type Paper } from "../../../agent/core/receipt/paper.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";
import { toBytes } from "../../../drivers/escpos/commands.ts";
import { encodeJob } from "../../../drivers/escpos/job.ts";
import { loadProfile } from "../../../drivers/escpos/profile.ts";
import { render } from "../../../drivers/raster/render.ts";
import { Machine } from "../../../simulator/printer/machine.ts";
import type { PageDots } from "../../../simulator/printer/paper.ts";
import { SAMPLES } from "./samples.ts";

/** A receipt with one text everywhere a till or a shop may write. */
function withText(text: string): ReceiptModel {
  const words = { ar: text, en: text };
  const [line] = SAMPLES.cafe.lines;
  if (line === undefined) throw new Error("the sample has lines");
  const adjustment = { reason: words, percent: "10", amount: "1.00" };
  return {
    ...SAMPLES.cafe,
    header: [words],
    footer: [{ ar: text, en: "" }],
    seller: { name: words, address: { ar: "", en: text }, vatNumber: text, id: { scheme: text, value: text } },
    buyer: { name: words, address: words },
    irn: text,
    order: text,
    cashier: text,
    note: words,
    reason: words,
    originals: [text],
    lines: [{ ...line, name: { ar: text, en: `${text}!` }, unit: text, note: words, discounts: [adjustment] }],
    discounts: [adjustment],
    payments: [{ means: "other", label: text, amount: "1.00" }],
  };
}

function print(model: ReceiptModel, paper: Paper) {
  const pages: PageDots[] = [];
  const machine = new Machine({ width: paper }, { answer: () => undefined, page: (page) => pages.push(page) });
  const picture = render(model, paper, RECEIPT_TEXTS);
  machine.receive(
    toBytes(encodeJob(picture, { ...loadProfile("generic", paper), width: paper, cutter: "partial" }, "clean")),
  );
  return { picture, page: pages[0], counters: machine.counters() };
}

function expectHarmless(text: string, paper: Paper): void {
  const { picture, page, counters } = print(withText(text), paper);
  expect(counters).toEqual({ drawerPulses: 0, powerOffs: 0, realTime: 0, junk: 0, waiting: 0 });
  const printed = page?.rows ?? new Uint8Array();
  // One dot may be added to a byte that would have begun a real-time command (00010000); nothing else may differ.
  const other = picture.rows.filter((byte, at) => printed[at] !== byte && !(byte === 0x10 && printed[at] === 0x18));
  expect(other).toHaveLength(0);
}

const DRAWER = "\u001bp\u0000\u0019\u00fa";
const REAL_TIME = "\u0010\u0014\u0001\u0000\u0005\u0010\u0004\u0001";

test.each([
  ["commands of a printer", `${DRAWER}${REAL_TIME}\u001d\u0056\u0042\u0000`],
  ["overrides and isolates left open", "\u202eمرحبا\u2067 abc \u2066 123\u202b"],
  ["emoji and joined emoji", "برجر 🍔👩‍🍳👍🏽🇸🇦 ok"],
  ["a word without end", "ط".repeat(1500)],
  ["marks without end", `ب${"\u064b\u0651".repeat(200)}`],
  ["nothing but spaces", " \t\n\r\u00a0\u3000 "],
  ["half a surrogate pair", "a\ud800b\udc00"],
  ["every line break there is", "a\nb\rc\r\nd\u0085e\u2028f\u2029g\u000bh\u000ci"],
  ["markup and paths", "<script>../../%00{{7*7}}"],
  ["names every object has", "constructor"],
  ["another such name", "valueOf"],
  ["far planes", "\u{10ffff}\u{e0001}\ufdfd\u{1f9ff}"],
])("render() survives %s", (_, text) => {
  for (const paper of PAPERS) expectHarmless(text, paper);
});

test("render() survives any text and prints only its dots", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom("\u001b", "\u001d", "\u0010", "\u0014", "p", "\u202e", "\u2067", "ش", "7", " "),
      maxLength: 60,
    }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...PAPERS), (written, paper) => expectHarmless(written, paper)),
    { numRuns: 40 },
  );
});

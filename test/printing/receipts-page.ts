// Makes docs/receipts: a picture of every kind of paper on both widths, by the product's own code, and a page that says
// beside each what must stand on it, so that a reader of either language can check the dots against the figures.
// `npm run docs:receipts`
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bilingual } from "../../agent/core/bilingual.ts";
import type { Printable, ReceiptModel, SlipRow } from "../../agent/core/receipt/model.ts";
import { nonFiscalSlip } from "../../agent/core/receipt/non-fiscal-slip.ts";
import { DEFAULT_TEMPLATE } from "../../agent/core/receipt/template.ts";
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import { bitmapToPng } from "../../drivers/raster/png.ts";
import { render } from "../../drivers/raster/render.ts";
import { type Kind, kinds } from "./support/receipt-kinds.ts";
import { LOGO } from "./support/receipt-logo.ts";

const FOLDER = join(import.meta.dirname, "../../docs/receipts");
/** 58 mm and 80 mm. */
const WIDTHS = [384, 576] as const;

const INTRODUCTION = `# Every paper the product prints / كل ورقة يطبعها النظام

These pictures are made by the product's own code, dot for dot what a printer gets: \`npm run docs:receipts\`. The documents are priced, judged, chained and stamped as in a shop, with a key, a clock and identifiers that never change, so the pictures change only when the product does. 384 dots are 58 mm paper, 576 dots 80 mm; at 203 dots per inch one picture dot is an eighth of a millimetre. How a shop shapes its receipts: [template.md](template.md).

صُنعت هذه الصور بشيفرة النظام نفسها، نقطة بنقطة كما تصل إلى الطابعة. سُعّرت المستندات وفُحصت وسُلسلت وخُتمت كما في متجر، بمفتاح وساعة ومعرفات ثابتة، فلا تتغير الصور إلا إذا تغيّر النظام. 384 نقطة لورق 58 مم، و576 نقطة لورق 80 مم. لتشكيل إيصالك: [template.md](template.md).`;

mkdirSync(FOLDER, { recursive: true });
for (const file of readdirSync(FOLDER)) if (file.endsWith(".png")) rmSync(join(FOLDER, file));
const all = kinds();
for (const kind of all)
  for (const width of WIDTHS) writeFileSync(join(FOLDER, fileOf(kind, width)), pictureOf(kind, width));
writeFileSync(join(FOLDER, "README.md"), `${[INTRODUCTION, ...all.map(section)].join("\n\n")}\n`);
process.stdout.write(`docs/receipts: ${all.length} kinds of paper, ${all.length * WIDTHS.length} pictures\n`);

function fileOf({ name }: Kind, width: number): string {
  return `${name}-${width}.png`;
}

function pictureOf({ paper, withLogo }: Kind, width: (typeof WIDTHS)[number]): Uint8Array {
  const design = { template: DEFAULT_TEMPLATE, ...(withLogo === true ? { logo: LOGO } : {}) };
  return bitmapToPng(render(paper, width, RECEIPT_TEXTS, design));
}

function section(kind: Kind): string {
  const rows = figures(kind.paper).map(([label, value]) => `| ${label.ar} | ${label.en} | ${value} |`);
  const pictures = WIDTHS.map(
    (width) => `<img src="${fileOf(kind, width)}" width="${width}" alt="${kind.about.en}, ${width} dots">`,
  );
  return [
    `## ${kind.about.en} / ${kind.about.ar}`,
    ["| | | |", "|---|---|---|", ...rows].join("\n"),
    pictures.join(" "),
  ].join("\n\n");
}

type Figure = readonly [label: Bilingual, value: string];

function figures(paper: Printable): readonly Figure[] {
  if (paper.form === "receipt") return ofReceipt(paper);
  const slip = paper.form === "slip" ? paper : nonFiscalSlip(paper);
  return [[{ ar: "العنوان", en: "Title" }, `${slip.title.ar} / ${slip.title.en}`], ...slip.rows.flatMap(ofRow)];
}

function ofRow(row: SlipRow): readonly Figure[] {
  if (row.kind === "facts") return row.facts.map(({ label, value }) => [label, value]);
  if (row.kind === "amount") return [[row.label, row.amount]];
  if (row.kind !== "item") return [];
  return [[row.name, [row.quantity === undefined ? "" : `${row.quantity} ×`, row.amount ?? ""].join(" ").trim()]];
}

function ofReceipt(receipt: ReceiptModel): readonly Figure[] {
  const { labels, titles, marks, means, categories } = RECEIPT_TEXTS;
  const both = ({ ar, en }: Bilingual): string => `${ar} / ${en}`;
  const optional = (label: Bilingual, value: string | undefined): readonly Figure[] =>
    value === undefined ? [] : [[label, value]];
  return [
    ...receipt.marks.map((mark): Figure => [{ ar: "علامة", en: "Mark" }, both(marks[mark])]),
    [{ ar: "العنوان", en: "Title" }, both(titles[`${receipt.profile} ${receipt.type}`])],
    [labels[receipt.type.endsWith("note") ? "note-number" : "invoice-number"], receipt.irn],
    [labels.issued, `${receipt.issueDate} ${receipt.issueTime}`],
    ...receipt.originals.map((original): Figure => [labels.original, original]),
    [{ ar: "عدد الأصناف", en: "Lines" }, String(receipt.lines.length)],
    ...receipt.discounts.map(({ reason, amount }): Figure => [labels.discount, `${both(reason)} ${amount}`]),
    ...receipt.charges.map(({ reason, amount }): Figure => [labels.charge, `${both(reason)} ${amount}`]),
    [labels["total-without-vat"], receipt.totalWithoutVat],
    ...receipt.vatGroups.map(
      ({ category, rate, taxable, vat }): Figure => [categories[category], `${rate}% × ${taxable} = ${vat}`],
    ),
    [labels["vat-in-sar"], receipt.vatInSar],
    [labels["total-with-vat"], receipt.totalWithVat],
    ...receipt.prepaid.map(({ irn, amount }): Figure => [labels.prepaid, `${irn}: ${amount}`]),
    ...optional(labels.rounding, receipt.rounding),
    [labels[receipt.type === "credit-note" ? "refund-due" : "amount-due"], receipt.amountDue],
    ...receipt.payments.map((one): Figure => [means[one.means], [one.label ?? "", one.amount].join(" ").trim()]),
    ...optional(labels.change, receipt.change),
    ...optional(labels.tip, receipt.tip),
  ];
}

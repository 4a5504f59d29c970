// How a shop may shape its receipt: the order of the blocks, which optional ones show, and how big the texts are. What the
// law demands cannot be taken off (documents.md C13).
import type { Bilingual } from "../bilingual.ts";
import { error } from "../invoice/finding.ts";
import { nearestName } from "../nearest.ts";
import { err, ok, type Result } from "../result.ts";
import type { Violation } from "../violation.ts";

export const BLOCKS = [
  "logo",
  "header",
  "seller",
  "title",
  "facts",
  "buyer",
  "items",
  "totals",
  "vat",
  "payments",
  "note",
  "qr",
  "footer",
] as const;
export type ReceiptBlock = (typeof BLOCKS)[number];

/** Blocks the law demands, and what each carries. */
const DEMANDED: { readonly [block in ReceiptBlock]?: Bilingual } = {
  title: { ar: "نوع المستند بالكلمات", en: "the document's type in words" },
  seller: { ar: "اسم البائع وعنوانه", en: "the seller's name and address" },
  facts: { ar: "الرقم الضريبي ورقم المستند وتاريخه", en: "VAT number, document number and date" },
  buyer: { ar: "بيانات العميل متى وُجدت", en: "the customer's details where there are any" },
  items: { ar: "الأصناف بمبالغها شاملة الضريبة", en: "the items with their amounts inclusive of VAT" },
  totals: { ar: "الإجماليات وضريبة القيمة المضافة", en: "the totals and the VAT" },
  qr: { ar: "رمز الاستجابة السريعة", en: "the QR code" },
};

/** Facts and rows a shop may leave off. */
export const SHOWN = ["cashier", "order", "lineNotes", "tip"] as const;
export type Shown = (typeof SHOWN)[number];

/** Texts a shop may set bigger or smaller. */
export const SIZED = ["header", "seller", "title", "items", "due"] as const;
export type Sized = (typeof SIZED)[number];

/** Dots per em more or less than the paper's own measure; the raster never goes below what can be read. */
export const SIZE_LIMITS = { least: -6, most: 10 } as const;
/** Percent of the paper's width. */
export const LOGO_LIMITS = { least: 10, most: 100 } as const;

export interface ReceiptTemplate {
  readonly blocks: readonly ReceiptBlock[];
  readonly show: { readonly [item in Shown]: boolean };
  readonly sizes: { readonly [text in Sized]: number };
  readonly logo: { readonly width: number };
}

/** The product's own: VAT by category stands in the totals, where the sum is; `vat` would be a table of its own. */
export const DEFAULT_TEMPLATE: ReceiptTemplate = {
  blocks: BLOCKS.filter((block) => block !== "vat"),
  show: { cashier: true, order: true, lineNotes: true, tip: true },
  sizes: { header: 0, seller: 0, title: 0, items: 0, due: 0 },
  logo: { width: 60 },
};

type Table = Readonly<Record<string, unknown>>;
type Report = (violation: Violation) => void;

/**
 * Reads a template, what is left out as in the product's own; the error lists every mistake.
 * @example parseReceiptTemplate({ show: { cashier: false } })
 */
export function parseReceiptTemplate(input: unknown): Result<ReceiptTemplate, readonly Violation[]> {
  const found: Violation[] = [];
  const report: Report = (violation) => found.push(violation);
  const table = section(input, "", report, ["blocks", "show", "sizes", "logo"]);
  const show = section(table["show"], "show", report, SHOWN);
  const sizes = section(table["sizes"], "sizes", report, SIZED);
  const logo = section(table["logo"], "logo", report, ["width"]);
  const template: ReceiptTemplate = {
    blocks: blocksOf(table["blocks"], report),
    show: mapped(SHOWN, (name) => flagOf(show[name], `show.${name}`, DEFAULT_TEMPLATE.show[name], report)),
    sizes: mapped(SIZED, (name) => wholeOf(sizes[name], `sizes.${name}`, SIZE_LIMITS, 0, report)),
    logo: { width: wholeOf(logo["width"], "logo.width", LOGO_LIMITS, DEFAULT_TEMPLATE.logo.width, report) },
  };
  return found.length > 0 ? err(found) : ok(template);
}

const mapped = <K extends string, V>(names: readonly K[], value: (name: K) => V): { readonly [name in K]: V } =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as { readonly [name in K]: V };

function section(value: unknown, path: string, report: Report, known: readonly string[]): Table {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report(mistake.notATable(path));
    return {};
  }
  const names = Object.keys(value);
  for (const name of names) {
    if (!known.includes(name)) report(mistake.unknown(path === "" ? name : `${path}.${name}`, name, known));
  }
  return value as Table;
}

function blocksOf(value: unknown, report: Report): readonly ReceiptBlock[] {
  if (value === undefined) return DEFAULT_TEMPLATE.blocks;
  if (!Array.isArray(value)) {
    report(mistake.notAList("blocks"));
    return [];
  }
  const blocks: ReceiptBlock[] = [];
  for (const [index, name] of value.entries()) {
    const block = BLOCKS.find((known) => known === name);
    if (block === undefined) report(mistake.unknown(`blocks[${index}]`, String(name), BLOCKS));
    else if (blocks.includes(block)) report(mistake.twice(`blocks[${index}]`, block));
    else blocks.push(block);
  }
  for (const block of BLOCKS) {
    const carries = DEMANDED[block];
    if (carries !== undefined && !blocks.includes(block)) report(mistake.demanded(block, carries));
  }
  return blocks;
}

function flagOf(value: unknown, path: string, absent: boolean, report: Report): boolean {
  if (value !== undefined && typeof value !== "boolean") report(mistake.notAFlag(path));
  return typeof value === "boolean" ? value : absent;
}

interface Limits {
  readonly least: number;
  readonly most: number;
}

function wholeOf(value: unknown, path: string, limits: Limits, absent: number, report: Report): number {
  if (value === undefined) return absent;
  if (typeof value === "number" && Number.isInteger(value) && value >= limits.least && value <= limits.most) {
    return value;
  }
  report(mistake.notWithin(path, limits));
  return absent;
}

const mistake = {
  notATable: (path: string) =>
    error(
      "template/not-a-table",
      path,
      ["المطلوب قسم من مفاتيح هنا", "a table of keys is expected here"],
      ["راجع docs/receipts/template.md", "see docs/receipts/template.md"],
    ),
  notAList: (path: string) =>
    error(
      "template/not-a-list",
      path,
      ["المطلوب قائمة من أسماء الأجزاء", "a list of block names is expected"],
      [`مثل blocks = ["logo", "title", …]`, `such as blocks = ["logo", "title", …]`],
    ),
  unknown: (path: string, name: string, known: readonly string[]) => {
    const near = nearestName(name, known);
    return error(
      "template/unknown",
      path,
      [`اسم غير معروف: ${name}`, `unknown name: ${name}`],
      near === undefined
        ? [`الأسماء المعروفة: ${known.join(", ")}`, `known names: ${known.join(", ")}`]
        : [`لعل المقصود: ${near}`, `did you mean "${near}"?`],
    );
  },
  twice: (path: string, name: string) =>
    error(
      "template/twice",
      path,
      [`الجزء ${name} مذكور مرتين`, `the block ${name} is named twice`],
      ["أبقِ واحدًا منهما", "keep one of them"],
    ),
  demanded: (name: string, { ar, en }: Bilingual) =>
    error(
      "template/demanded",
      "blocks",
      [
        `لا يجوز حذف ${name}: يحمل ${ar}، والنظام يوجب ظهوره`,
        `${name} cannot be removed: it carries ${en}, which the law demands`,
      ],
      [`أعد "${name}" إلى القائمة`, `put "${name}" back into the list`],
    ),
  notAFlag: (path: string) =>
    error(
      "template/not-a-flag",
      path,
      ["المطلوب true أو false", "true or false is expected"],
      ["true للإظهار و false للإخفاء", "true shows it, false hides it"],
    ),
  notWithin: (path: string, { least, most }: Limits) =>
    error(
      "template/not-within",
      path,
      [`المطلوب عدد صحيح من ${least} إلى ${most}`, `a whole number from ${least} to ${most} is expected`],
      ["صحح العدد", "correct the number"],
    ),
} as const;

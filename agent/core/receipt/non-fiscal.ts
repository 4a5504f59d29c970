// Papers a till may print beside its invoices: guest check, kitchen order, training (contract.md, POST /v1/prints). They
// are no tax documents: never a QR code, never an invoice's title (documents.md C9).
import type { Bilingual } from "../bilingual.ts";
import { error } from "../invoice/finding.ts";
import {
  also,
  FAILED,
  fail,
  nonEmptyList,
  object,
  oneOf,
  optional,
  type Read,
  required,
} from "../invoice/reading/reader.ts";
import { QUANTITY, readLine, readLines, readMoney, readPositive, readText } from "../invoice/reading/values.ts";
import { formatDecimal, fromHalalas, ONE, times, toHalalas } from "../money/decimal.ts";
import { formatHalalas } from "../money/halalas.ts";
import { err, ok, type Result } from "../result.ts";
import { joined } from "../text.ts";
import type { Violation } from "../violation.ts";
import type { NonFiscalKind, NonFiscalLine, NonFiscalPaper } from "./model.ts";

const KINDS = ["guest-check", "kitchen-order", "training"] as const satisfies readonly NonFiscalKind[];

/** More lines than any order has. */
const MAX_LINES = 500;

/** Words by which a paper would pass for a tax document, as `bare` leaves them: without hamzas, spaces and marks. */
const INVOICE_WORDS = /فاتور|فواتير|اشعار(?:داين|مدين)|invoice|creditnote|debitnote|taxreceipt/;

const readTitle: Read<Bilingual> = also(readText(100), (title, at) =>
  INVOICE_WORDS.test(bare(title.ar + title.en)) ? fail(at, invoiceTitle(at.path)) : title,
);

/** Letters alone, in one form each: neither a stretched letter nor a vowel sign hides a word. */
const bare = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}]|\u0640/gu, "")
    .replaceAll("ٱ", "ا");

const LINE = object({
  name: required(readText(1000)),
  quantity: optional(readPositive(QUANTITY)),
  price: optional(readMoney),
  note: optional(readLines(1000)),
});

/** The body of `POST /v1/prints`. */
export const PAPER = object({
  kind: required(oneOf(KINDS)),
  title: optional(readTitle),
  lines: required(nonEmptyList(LINE, MAX_LINES)),
  order: optional(readLine(100)),
  cashier: optional(readText(100)),
  total: optional(readMoney),
  note: optional(readLines(1000)),
  printer: optional(readLine(64)),
});

/**
 * Parses the body of `POST /v1/prints`; the error lists every mistake with its path, message and fix.
 * @example parseNonFiscalPaper({ kind: "kitchen-order", lines: [{ name: "كنافة", quantity: "2" }] })
 */
export function parseNonFiscalPaper(input: unknown): Result<NonFiscalPaper, readonly Violation[]> {
  const found: Violation[] = [];
  // The reader is the sale's own, and so are its words; only the family of the codes differs.
  const report = (violation: Violation): void => {
    found.push({ ...violation, code: violation.code.replace(/^sale\//, "paper/") });
  };
  const read = PAPER(input, { path: "", report });
  return read === FAILED || found.length > 0 ? err(found) : ok(paperOf(read));
}

type Given<T> = Exclude<T, typeof FAILED>;

const paperOf = (read: Given<ReturnType<typeof PAPER>>): NonFiscalPaper => ({
  form: "non-fiscal",
  kind: read.kind,
  marks: [],
  lines: read.lines.map(lineOf),
  ...present("title", read.title),
  ...present("order", read.order),
  ...present("cashier", read.cashier && joined(read.cashier)),
  ...present("total", read.total === undefined ? undefined : formatHalalas(read.total)),
  ...present("note", read.note),
  ...present("printer", read.printer),
});

function lineOf({ name, quantity, price, note }: Given<ReturnType<typeof LINE>>): NonFiscalLine {
  const amount = price === undefined ? undefined : toHalalas(times(quantity ?? ONE, fromHalalas(price)));
  return {
    name,
    ...present("quantity", quantity && formatDecimal(quantity)),
    ...present("amount", amount === undefined ? undefined : formatHalalas(amount)),
    ...present("note", note),
  };
}

/** A member that is there, or none: the paper is plain JSON. */
const present = <K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [key in K]: V });

const invoiceTitle = (path: string): Violation =>
  error(
    "paper/invoice-title",
    path,
    [
      "هذه الورقة ليست فاتورة ولا إشعارًا، فلا تحمل عنوانهما",
      "this paper is no invoice and no note, and cannot be titled as one",
    ],
    ["اختر عنوانًا آخر مثل «حساب الطاولة»", 'choose another title, such as "Guest check"'],
  );

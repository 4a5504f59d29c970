// Dates and times: of issue, of supply, and the 24 hours to report in.
import type { Rule } from "../rule.ts";
import type { Node } from "../support/node.ts";
import { lengthOf } from "../support/text.ts";
import { isTime, parseDate, parseDateTime } from "../support/time.ts";
import { anywhere, codePart, everywhere, isFilled, isSimplifiedSummary, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { exists, hasText, path, stringOf, tidy, Unjudgeable } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const supplyStarts = everywhere("cbc:ActualDeliveryDate");
const supplyEnds = everywhere("cbc:LatestDeliveryDate");

const ISSUE_DATE = path("cbc:IssueDate");
const ISSUE_TIME = path("cbc:IssueTime");
const TYPE_CODE = path("cbc:InvoiceTypeCode");
const SUPPLY_DATE = path("cbc:ActualDeliveryDate");
const supplyDates = anywhere("cac:Delivery", "cbc:ActualDeliveryDate");

const DAY_MS = 24 * 3_600_000;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?$/;

/** What BR-KSA-F-01 takes for a date, 29 February included in every century's leap years. */
const DATE =
  /[2-9][0-9](?:[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)/;
/** What BR-KSA-36 takes for one: from 1800. */
const SUPPLY_DATE_FORM =
  /(?:18|19|20)[0-9]{2}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:18|19|20)[0-9]{2}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|(?:18|19|20)[0-9]{2}-02-(?:0[1-9]|1[0-9]|2[0-8])|(?:(?:18|19|20)(?:04|08|[2468][048]|[13579][26])|2000)-02-29/;

const isForm = (form: RegExp, date: string): boolean => lengthOf(date) === 10 && form.test(date);

/** Midnight at the beginning of a day in Riyadh. */
const startOf = (date: string): number => parseDate(date) ?? Number.NaN;

/** True a day after issue or later. @throws Unjudgeable when date and time make no instant. */
function isLate(invoice: Node, nowMs: number): boolean {
  const issued = `${stringOf(ISSUE_DATE(invoice))}T${stringOf(ISSUE_TIME(invoice))}`;
  const instant = parseDateTime(issued);
  if (instant === undefined)
    throw new Unjudgeable(says(`«${issued}» ليس تاريخا ووقتا`, `“${issued}” is no date and time`));
  return nowMs - instant > DAY_MS;
}

export const dates: readonly Rule[] = [
  {
    id: "BR-03",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !hasText(ISSUE_DATE(invoice)),
    path: "",
    message: says("تاريخ الإصدار غير موجود", "the issue date is missing"),
    fix: says("اكتب تاريخ الإصدار بتوقيت الرياض", "write the issue date, Riyadh time"),
    impossible: true,
  },
  {
    id: "BR-KSA-F-01",
    official: "error",
    severity: "error",
    when: KSA.date,
    breaks: (date) => !isForm(DATE, text(date)),
    path: "supplyDate",
    message: says("التاريخ ليس بالصيغة YYYY-MM-DD", "a date is not of the form YYYY-MM-DD"),
    fix: says("اكتب التاريخ الميلادي مثل 2026-11-21", "write the Gregorian date as 2026-11-21"),
  },
  {
    id: "BR-KSA-04",
    official: "error",
    severity: "error",
    when: KSA.issueDate,
    breaks: (date, { now }) => {
      const day = parseDate(text(date));
      return day !== undefined && day > startOf(now.date);
    },
    path: "",
    message: says("تاريخ الإصدار في المستقبل", "the issue date lies in the future"),
    fix: says("اضبط ساعة الجهاز ثم أعد الإصدار", "set the terminal's clock right and issue again"),
    impossible: true,
  },
  {
    id: "BR-KSA-70",
    official: "error",
    severity: "error",
    when: KSA.invoice,
    breaks: (invoice) => {
      const time = ISSUE_TIME(invoice);
      return !(hasText(time) && TIME.test(stringOf(time)));
    },
    path: "",
    message: says(
      "وقت الإصدار غير موجود أو ليس بالصيغة hh:mm:ss",
      "the issue time is missing or not of the form hh:mm:ss",
    ),
    fix: says(
      "اكتب وقت الإصدار بتوقيت الرياض مثل 19:20:30، أو بالتوقيت العالمي مثل 16:20:30Z",
      "write the issue time in Riyadh as 19:20:30, or in UTC as 16:20:30Z",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-98",
    official: "warning",
    severity: "warning",
    when: KSA.invoice,
    breaks: (invoice, { now }) =>
      TYPE_CODE(invoice).some((code) => codePart(code, 1, 2) === "02") &&
      exists(ISSUE_DATE(invoice)) &&
      exists(ISSUE_TIME(invoice)) &&
      isLate(invoice, now.epochMs),
    path: "",
    message: says(
      "مضى أكثر من 24 ساعة على إصدار الفاتورة المبسطة",
      "more than 24 hours have passed since this simplified invoice was issued",
    ),
    fix: says(
      "أرسل الفواتير المبسطة إلى الهيئة خلال 24 ساعة من إصدارها",
      "report simplified invoices within 24 hours of issue",
    ),
  },
  {
    id: "BR-KSA-15",
    official: "warning",
    severity: "warning",
    when: KSA.taxInvoice,
    breaks: (_, doc) => !isFilled(supplyDates(doc)),
    path: "supplyDate",
    message: says("تاريخ التوريد غير مذكور في الفاتورة الضريبية", "the tax invoice names no supply date"),
    fix: says("أرسل supplyDate", "send supplyDate"),
  },
  {
    id: "BR-KSA-35",
    official: "warning",
    severity: "warning",
    when: KSA.supplyEnd,
    breaks: (end) => end.parent === undefined || !isFilled(SUPPLY_DATE(end.parent)),
    path: "supplyEndDate",
    message: says("تاريخ نهاية التوريد مذكور دون تاريخ بدايته", "a supply end date is given without a supply date"),
    fix: says("أرسل supplyDate أيضا", "send supplyDate too"),
  },
  {
    id: "BR-KSA-36",
    official: "warning",
    severity: "warning",
    when: KSA.supplyEnd,
    breaks: (end) => {
      const start = end.parent === undefined ? [] : SUPPLY_DATE(end.parent);
      if (!exists(start) || tidy(start) === "") return false;
      const [from, to] = [stringOf(start), text(end)];
      return isForm(SUPPLY_DATE_FORM, from) && isForm(SUPPLY_DATE_FORM, to) && startOf(to) < startOf(from);
    },
    path: "supplyEndDate",
    message: says("نهاية التوريد قبل بدايته", "the supply ends before it begins"),
    fix: says("صحح supplyDate أو supplyEndDate", "correct supplyDate or supplyEndDate"),
  },
  {
    id: "BR-KSA-72",
    official: "error",
    severity: "error",
    when: KSA.buyerInKingdom,
    breaks: (_, doc) => isSimplifiedSummary(doc) && !(exists(supplyStarts(doc)) && exists(supplyEnds(doc))),
    path: "supplyDate",
    message: says(
      "الفاتورة المبسطة الملخصة تحتاج إلى بداية التوريد ونهايته",
      "a simplified summary invoice needs both the supply date and the supply end date",
    ),
    fix: says("أرسل supplyDate وsupplyEndDate", "send supplyDate and supplyEndDate"),
  },
  {
    id: "BR-KSA-F-05",
    official: "warning",
    severity: "warning",
    when: KSA.prepaymentTime,
    breaks: (time) => !isTime(text(time)),
    path: "prepaid",
    message: says(
      "وقت فاتورة الدفعة المقدمة ليس بالصيغة hh:mm:ss",
      "the time of a prepayment invoice is not of the form hh:mm:ss",
    ),
    fix: says("اكتب الوقت مثل 19:20:30", "write the time as 19:20:30"),
    impossible: true,
  },
];

// How a sale names other documents: the originals of a note, the advances of a final invoice (documents.md C9, C10).

import type { AdvanceGroup, Deduction, Original } from "../draft.ts";
import { error } from "../finding.ts";
import { readDate, readInstant, readIssueDate } from "./dates.ts";
import { also, type Failed, fail, nonEmptyList, object, optional, type Place, type Read, required } from "./reader.ts";
import { readIrn, readMoney, readText, readUuid } from "./values.ts";
import { readVat } from "./vat-reader.ts";

const readOriginalMembers = object({
  irn: optional(readIrn),
  uuid: optional(readUuid),
  issuedAt: optional(readIssueDate),
  text: optional(readText(1000)),
  from: optional(readDate),
  to: optional(readDate),
});

/** `{ irn, uuid?, issuedAt? }`, `{ text }` or `{ from, to }`. */
export const readOriginal: Read<Original> = also(readOriginalMembers, (given, at): Original | Failed => {
  const { irn, uuid, issuedAt: issuedOn, text, from, to } = given;
  const ways = [irn, text, from ?? to].filter((way) => way !== undefined);
  if (ways.length !== 1) return fail(at, oneWay(at.path));
  if (text !== undefined) return { by: "text", text };
  if (irn !== undefined) return { by: "irn", irn, uuid, issuedOn };
  return from === undefined || to === undefined || to < from
    ? fail(at, badPeriod(at.path))
    : { by: "period", from, to };
});

/** `amount` is the group's VAT (KSA-32). */
const readGroup: Read<AdvanceGroup> = also(
  object({ vat: required(readVat), taxable: required(readMoney), amount: required(readMoney) }),
  ({ vat, taxable, amount }) => ({ vat, taxable, tax: amount }),
);

const readDeductionMembers = object({
  irn: required(readIrn),
  uuid: optional(readUuid),
  issuedAt: optional(readInstant),
  groups: optional(nonEmptyList(readGroup, 10)),
});

/** `{ irn }` of an advance this unit issued, else all its facts. */
export const readDeduction: Read<Deduction> = also(readDeductionMembers, (given, at: Place): Deduction | Failed => {
  const { irn, uuid, issuedAt, groups } = given;
  if (uuid !== undefined && issuedAt !== undefined && groups !== undefined) {
    return { irn, advance: { uuid, issuedAt, groups } };
  }
  const isBare = uuid === undefined && issuedAt === undefined && groups === undefined;
  return isBare ? { irn, advance: undefined } : fail(at, incompleteAdvance(at.path));
});

const oneWay = (path: string) =>
  error(
    "BR-KSA-56",
    path,
    ["المستند الأصلي يُذكر بطريقة واحدة", "an original is named in exactly one way"],
    ["أرسل irn، أو text، أو from وto", "send irn, or text, or from and to"],
  );

const badPeriod = (path: string) =>
  error(
    "BR-KSA-56",
    path,
    ["فترة المستندات الأصلية غير صحيحة", "the period of the originals is not a period"],
    ["أرسل from وto، وأولهما لا يتأخر عن الثاني", "send from and to, the first not after the second"],
  );

const incompleteAdvance = (path: string) =>
  error(
    "BR-KSA-73",
    path,
    ["بيانات الدفعة المقدمة ناقصة", "the advance is only partly described"],
    [
      "أرسل uuid وissuedAt وgroups معًا، أو irn وحده لدفعة أصدرها هذا الجهاز",
      "send uuid, issuedAt and groups together, or irn alone for an advance this unit issued",
    ],
  );

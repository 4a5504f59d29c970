// How discounts and charges are read: an amount or a percentage, why, and for what VAT (documents.md C6).
import type { Decimal } from "../../money/decimal.ts";
import type { Halalas } from "../../money/halalas.ts";
import type { Charge, Discount, DocumentCharge, DocumentDiscount, Size } from "../draft.ts";
import { error } from "../finding.ts";
import { CHARGE_CODES, DISCOUNT_CODES, LONGEST_REASON, OTHER_CHARGE } from "../reasons.ts";
import { problems } from "./problems.ts";
import {
  also,
  described,
  type Failed,
  fail,
  object,
  optional,
  otherwise,
  type Place,
  type Read,
  required,
} from "./reader.ts";
import { readMoney, readPercent, readText } from "./values.ts";
import { readVat } from "./vat-reader.ts";

const codeOf = (codes: ReadonlySet<string>, list: string): Read<string> =>
  described({ type: "string", enum: [...codes] }, (value, at) =>
    typeof value === "string" && codes.has(value)
      ? value
      : fail(at, problems.badForm(at.path, value, [`رمز من قائمة ${list}`, `a code of ${list}`], "BR-KSA-CL-06")),
  );

const REASON = readText(LONGEST_REASON);

const SIZE = { amount: optional(readMoney), percent: optional(readPercent) };
const DISCOUNT = {
  ...SIZE,
  reason: optional(REASON),
  reasonCode: optional(codeOf(DISCOUNT_CODES, "UNTDID 5189")),
};
const CHARGE = {
  ...SIZE,
  reason: required(REASON),
  reasonCode: otherwise(codeOf(CHARGE_CODES, "UNTDID 7161"), OTHER_CHARGE),
};

interface Given {
  readonly amount: Halalas | undefined;
  readonly percent: Decimal | undefined;
}

/** What was read with its amount and percentage made one size; exactly one of them must be there. */
function sized<G extends Given>(given: G, at: Place): (Omit<G, keyof Given> & { readonly size: Size }) | Failed {
  const { amount, percent, ...rest } = given;
  const size = sizeOf(amount, percent);
  return size === undefined ? fail(at, oneSize(at.path)) : { ...rest, size };
}

function sizeOf(amount: Halalas | undefined, percent: Decimal | undefined): Size | undefined {
  if (amount !== undefined && percent !== undefined) return undefined;
  if (amount !== undefined) return { by: "amount", amount };
  return percent === undefined ? undefined : { by: "percent", percent };
}

export const readDiscount: Read<Discount> = also(object(DISCOUNT), sized);
export const readCharge: Read<Charge> = also(object(CHARGE), sized);

/** Without `vat` it is for everything in the sale. */
export const readDocumentDiscount: Read<DocumentDiscount> = also(
  object({ ...DISCOUNT, vat: optional(readVat) }),
  sized,
);
export const readDocumentCharge: Read<DocumentCharge> = also(object({ ...CHARGE, vat: required(readVat) }), sized);

const oneSize = (path: string) =>
  error(
    "sale/size",
    path,
    ["المطلوب amount أو percent، أحدهما فقط", "either amount or percent must be given, not both"],
    ["أبقِ أحدهما", "keep one of them"],
  );

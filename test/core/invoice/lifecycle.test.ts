// The stages of a document: what the compiler refuses, and what each step keeps.
import { describe, expect, test } from "vitest";
import { type InvoiceHash, parseInvoiceHash } from "../../../agent/core/ids.ts";
import type { BuyerOf, Currency, FlagOf, Kind, Sale } from "../../../agent/core/invoice/draft.ts";
import {
  type Approved,
  approve,
  type Chained,
  type Cleared,
  chain,
  type Draft,
  markCleared,
  markReported,
  type Priced,
  price,
  type Reported,
  type Signed,
  seal,
} from "../../../agent/core/invoice/lifecycle.ts";
import type { Buyer } from "../../../agent/core/invoice/party.ts";
import { parseSale } from "../../../agent/core/invoice/sale.ts";
import { STANDARD, type Vat } from "../../../agent/core/invoice/vat.ts";
import type { Halalas } from "../../../agent/core/money/halalas.ts";
import type { Violation } from "../../../agent/core/violation.ts";
import { COFFEE, TAX_INVOICE } from "../../support/example-sale.ts";
import { LINK } from "../../support/money-checks.ts";
import { refusal, right, TERMS } from "../../support/pricing.ts";

function simplified(): Draft<"simplified"> {
  const draft = right(parseSale(COFFEE));
  if (draft.profile !== "simplified") throw new Error("not simplified");
  return draft;
}

function standard(): Draft<"standard"> {
  const draft = right(parseSale(TAX_INVOICE));
  if (draft.profile !== "standard") throw new Error("not standard");
  return draft;
}

const HASH: InvoiceHash = parseInvoiceHash(`${"A".repeat(43)}=`) ?? failed();
function failed(): never {
  throw new Error("the test's own hash");
}
const SEAL = { xml: "<Invoice/>", hash: HASH, qr: "AQ==", signature: "MA==" };

const finding = (severity: Violation["severity"]): Violation => ({
  code: "BR-1",
  severity,
  path: "",
  message: { ar: "", en: "" },
  fix: { ar: "", en: "" },
});

describe("the way of a document", () => {
  test("goes from draft to reported, each stage keeping what the one before had", () => {
    const priced = right(price(simplified(), TERMS));
    const approved = right(approve(priced, [finding("warning")]));
    const chained = chain(approved, LINK);
    const signed = seal(chained, SEAL);
    const reported = markReported(signed);
    expect([priced, approved, chained, signed, reported].map(({ stage }) => stage)).toEqual([
      "priced",
      "approved",
      "chained",
      "signed",
      "reported",
    ]);
    expect(reported).toMatchObject({ seal: SEAL, link: LINK, figures: priced.figures, sale: priced.sale });
    expect(reported.warnings).toEqual([...priced.warnings, finding("warning")]);
  });

  test("goes to cleared with the gateway's document for a tax invoice", () => {
    const approved = right(approve(right(price(standard(), TERMS)), []));
    const cleared = markCleared(seal(chain(approved, LINK), SEAL), "<Invoice>cleared</Invoice>");
    expect(cleared).toMatchObject({ stage: "cleared", profile: "standard", clearedXml: "<Invoice>cleared</Invoice>" });
  });

  test("stops where the rule book finds an error", () => {
    const priced = right(price(simplified(), TERMS));
    expect(refusal(approve(priced, [finding("warning"), finding("error")]))).toEqual(["BR-1 "]);
  });
});

// Never run: each line must not compile, or tsc reports the directive as unused.
export function doesNotCompile(
  draft: Draft<"simplified">,
  priced: Priced<"simplified">,
  approved: Approved<"simplified">,
  chained: Chained<"simplified">,
  signed: Signed<"simplified">,
  taxInvoice: Signed<"standard">,
  either: Signed,
  buyer: Buyer,
  sale: Sale<"standard">,
): readonly unknown[] {
  // @ts-expect-error a draft has no amounts to approve
  approve(draft, []);
  // @ts-expect-error an unapproved document gets no place in the chain
  chain(priced, LINK);
  // @ts-expect-error a document without its place in the chain is not signed
  seal(approved, SEAL);
  // @ts-expect-error an unsigned document is not reported
  markReported(chained);
  // @ts-expect-error a tax invoice is cleared, never reported
  markReported(taxInvoice);
  // @ts-expect-error a simplified invoice is reported, never cleared
  markCleared(signed, "");
  // @ts-expect-error which road a document takes must be known
  markReported(either);
  // @ts-expect-error a stage cannot be made by naming it
  const forged: Approved<"simplified"> = { ...priced, stage: "approved" };
  // @ts-expect-error nor a signed document by adding a seal to a chained one
  const stamped: Signed<"simplified"> = { ...chained, stage: "signed", seal: SEAL };
  // @ts-expect-error nor a reported one
  const reported: Reported = { ...signed, stage: "reported" };
  // @ts-expect-error nor a cleared one
  const cleared: Cleared = { ...taxInvoice, stage: "cleared", clearedXml: "" };
  // @ts-expect-error a tax invoice has a buyer
  const nobody: BuyerOf<"standard"> = undefined;
  // @ts-expect-error one with address and identification
  const unknown: BuyerOf<"standard"> = buyer;
  // @ts-expect-error a sale of one profile is none of the other
  const other: Sale<"simplified"> = sale;
  // @ts-expect-error a note has an original
  const noOriginal: Kind = { type: "credit-note", originals: [], reason: { ar: "", en: "x" } };
  // @ts-expect-error and a reason
  const noReason: Kind = { type: "debit-note", originals: [{ by: "text", text: { ar: "", en: "x" } }] };
  // @ts-expect-error only an invoice deducts advances
  const deducted: Kind = { type: "prepayment", prepaid: [] };
  // @ts-expect-error a simplified document is never self-billed
  const flag: FlagOf<"simplified"> = "self-billed";
  // @ts-expect-error standard rate is 15, or 5 for old supplies
  const rate: Vat = { category: "S", rate: 0 };
  // @ts-expect-error zero rated goods have a reason
  const unexplained: Vat = { category: "Z", rate: 0 };
  // @ts-expect-error a rate is never charged on what is exempt
  const charged: Vat = { ...STANDARD, category: "E" };
  // @ts-expect-error a foreign currency has an exchange rate
  const currency: Currency = { code: "USD", rate: undefined };
  // @ts-expect-error money is made by its own functions, not out of any number
  const money: Halalas = 100n;
  return [
    forged,
    stamped,
    reported,
    cleared,
    nobody,
    unknown,
    other,
    noOriginal,
    noReason,
    deducted,
    flag,
    rate,
    unexplained,
    charged,
    currency,
    money,
  ];
}

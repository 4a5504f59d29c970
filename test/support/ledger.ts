// Documents for tests of the store: right links, made-up content.
import { invoiceHashOf, parseIrn, parseReference, parseUuid } from "../../agent/core/ids.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import { digestOf } from "../../agent/core/stamp/invoice-hash.ts";
import type { NewDocument, NextPlace } from "../../agent/ports/ledger.ts";

/** What a test knows is there. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected a value");
  return value;
}

/** The n-th document of a test at the place the ledger gives it. */
export function documentAt(n: number, place: NextPlace, changes: Partial<NewDocument> = {}): NewDocument {
  const xml = `<n>${n}</n>`;
  const hash = invoiceHashOf(digestOf(xml));
  return {
    link: {
      irn: must(parseIrn(`T-${n}`)),
      uuid: must(parseUuid(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`)),
      icv: place.icv,
      pih: place.pih,
      issuedAt: riyadhTime(Date.UTC(2026, 10, 20) + n * 1000),
    },
    serial: place.serial,
    generation: 1,
    reference: must(parseReference(`till/${n}`)),
    sale: "{}",
    saleDigest: "0",
    type: "invoice",
    profile: "simplified",
    originals: [],
    xml,
    hash,
    qr: "",
    totals: {
      net: "1.00",
      vat: "0.15",
      gross: "1.15",
      payable: "1.15",
      prepaid: "0.00",
      rounding: "0.00",
      currency: "SAR",
      vatInSar: "0.15",
      paid: "1.15",
      change: "0.00",
      vatBreakdown: [],
    },
    warnings: [],
    receipt: {
      form: "receipt",
      profile: "simplified",
      type: "invoice",
      marks: [],
      header: [],
      seller: { name: { ar: "متجر", en: "Shop" } },
      irn: `T-${n}`,
      issueDate: "2026-11-20",
      issueTime: "12:00:00",
      flags: [],
      originals: [],
      pricesIncludeVat: true,
      lines: [],
      linesTotal: "1.15",
      discounts: [],
      charges: [],
      currency: "SAR",
      totalWithoutVat: "1.00",
      vatGroups: [],
      vatTotal: "0.15",
      vatInSar: "0.15",
      totalWithVat: "1.15",
      prepaid: [],
      amountDue: "1.15",
      payments: [],
      footer: [],
    },
    ...changes,
  };
}

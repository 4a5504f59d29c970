// Fills the ledger of a closed unit with documents like a shop's: priced, stamped with the unit's own key, chained, printed
// and told, six years of them up to yesterday. Only the rule book and the look back are left out, which cost most of a sale.
import { hash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { parseReference, parseUuid } from "../../agent/core/ids.ts";
import { type Approved, chain, seal } from "../../agent/core/invoice/lifecycle.ts";
import { receiptOf } from "../../agent/core/invoice/receipt.ts";
import { totalsOf } from "../../agent/core/invoice/totals.ts";
import type { Answer } from "../../agent/core/reporting/answer.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import { stampDocument } from "../../agent/core/stamp/stamp.ts";
import { ublInvoice } from "../../agent/core/ubl/document.ts";
import { openVault } from "../../agent/keys/vault.ts";
import { readWrappingKey } from "../../agent/keys/wrapping-key.ts";
import type { Ledger, NewDocument, NextPlace } from "../../agent/ports/ledger.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { createOutbox } from "../../agent/store/outbox.ts";
import { createPrintJournal } from "../../agent/store/print-journal.ts";
import { createUnitStore } from "../../agent/store/unit-record.ts";
import { wrappingKeyOf } from "../../agent/wire.ts";
import { signerSource } from "../../agent/work/active-csid.ts";
import { type ActiveSigner, prepareSale } from "../../agent/work/issue-invoice.ts";
import { irnOf } from "../../agent/work/numbering.ts";
import type { Config } from "../../config/config.ts";
import { must } from "./ledger.ts";

const DAY_MS = 86_400_000;
const SIX_YEARS_MS = 2_191 * DAY_MS;
/** Documents in one commit; and sales that are priced, each of which many documents have. */
const BATCH = 500;
const SALES = 400;
const RECEIPT = { marks: ["test"], header: [], footer: [] } as const;

const NAMES = [
  "قهوة عربية/Arabic coffee",
  "فلات وايت/Flat white",
  "كنافة نابلسية/Nabulsi kunafa",
  "عصير برتقال/Orange juice",
];
const MORE = [
  "شاي كرك/Karak tea",
  "برجر لحم/Beef burger",
  "دجاج مشوي/Grilled chicken",
  "سلطة فتوش/Fattoush",
  "ماء/Water",
];
const SIZES = ["صغير/small", "وسط/medium", "كبير/large", "عائلي/family", "بالجبن/with cheese", "بدون سكر/no sugar"];

/** A sale of one to eight lines of a menu of 54 items, some with a discount. */
function sale(n: number): object {
  const pick = (list: readonly string[], i: number): readonly string[] => must(list[i % list.length]).split("/");
  const lines = Array.from({ length: 1 + ((n * 7) % 8) }, (_, i) => {
    const [name, size] = [pick([...NAMES, ...MORE], n * 3 + i), pick(SIZES, n + i * 5)];
    const price = `${5 + ((n * 13 + i * 29) % 60)}.${String(((n + i) % 4) * 25).padStart(2, "0")}`;
    return {
      name: { ar: `${name[0]} ${size[0]}`, en: `${name[1]}, ${size[1]}` },
      quantity: String(1 + (n % 3)),
      price,
      vat: "S",
    };
  });
  const discounts = n % 5 === 0 ? [{ amount: "1.00", reason: "loyalty" }] : [];
  return { reference: `price/${n}`, lines, discounts, cashier: `cashier-${n % 7}` };
}

const ACCEPTED: Answer = {
  kind: "accepted",
  duplicate: false,
  warnings: [],
  status: 200,
  body: '{"validationResults":{"infoMessages":[{"type":"INFO","code":"XSD_ZATCA_VALID","category":"XSD validation","message":"Complied with UBL 2.1 standards in line with ZATCA specifications","status":"PASS"}],"warningMessages":[],"errorMessages":[],"status":"PASS"},"reportingStatus":"REPORTED"}',
};

/** Adds so many documents to the ledger of a unit that is onboarded and closed; `progress` is told how many are there. */
export function seedLedger(config: Config, count: number, progress: (done: number) => void = () => undefined): void {
  const database = openDatabase(join(config.state.folder, "ledger.db"));
  try {
    const ledger = createLedger(database);
    const writers = { ledger, outbox: createOutbox(database), journal: createPrintJournal(database) };
    const signer = signerIn(config, createUnitStore(database, Date.now));
    const sales = pricedSales(config, ledger);
    const start = Math.max(Date.now() - DAY_MS - SIX_YEARS_MS, ledger.lastIssuedAt());
    const step = (Date.now() - DAY_MS - start) / count;
    for (let done = 0; done < count; done += BATCH) {
      const size = Math.min(BATCH, count - done);
      database.transaction(() => {
        for (let n = done; n < done + size; n++)
          addOne(writers, signer, config, must(sales[(n * 31) % SALES]), Math.floor(start + (n + 1) * step));
      })();
      progress(done + size);
    }
  } finally {
    database.close();
  }
}

function signerIn(config: Config, units: ReturnType<typeof createUnitStore>): ActiveSigner {
  const vault = openVault(join(config.state.folder, "keys"), readWrappingKey(wrappingKeyOf(config, undefined)));
  const clock = { now: () => riyadhTime(Date.now()), wallMs: Date.now, monotonicMs: () => performance.now() };
  return signerSource(
    { units, vault, clock: { ...clock, verdict: () => ({ trusted: true }) } as never },
    { environment: config.unit.environment, ...config.unit.request },
  )();
}

interface Priced {
  readonly approved: Approved;
  readonly sale: string;
}

function pricedSales(config: Config, ledger: Ledger): readonly Priced[] {
  const terms = { seller: config.seller, arabicNames: config.receipt.arabicNames, strictVat: config.sales.strictVat };
  const settings = {
    terms: { ...terms, findAdvance: () => undefined },
    irnPattern: config.numbering.irn,
    receipt: RECEIPT,
  };
  const ports = { ledger, uuid, clock: { now: () => riyadhTime(Date.now()) } as never };
  return Array.from({ length: SALES }, (_, n) => {
    const prepared = prepareSale(ports, { ...settings, functionalityMap: "0100" }, sale(n));
    if (prepared.kind !== "ready") throw new Error(JSON.stringify(prepared));
    return prepared.ready;
  });
}

const uuid = () => must(parseUuid(randomUUID()));

interface Writers {
  readonly ledger: Ledger;
  readonly outbox: ReturnType<typeof createOutbox>;
  readonly journal: ReturnType<typeof createPrintJournal>;
}

function addOne(
  { ledger, outbox, journal }: Writers,
  signer: ActiveSigner,
  config: Config,
  priced: Priced,
  at: number,
) {
  const { id, hash: digest } = ledger.append(signer.csid, (place) => documentOf(place, signer, config, priced, at));
  outbox.settle({
    document: id,
    at: at + 2_000,
    answer: { ...ACCEPTED, gatewayTime: at },
    next: { state: "reported" },
  });
  const paper = journal.next("main");
  if (paper !== undefined)
    journal.mark(paper.job, { state: "confirmed", starts: 1, asks: false }, { at: at, dots: hash("sha256", digest) });
}

function documentOf(
  place: NextPlace,
  signer: ActiveSigner,
  config: Config,
  { approved, sale: text }: Priced,
  at: number,
): NewDocument {
  const issuedAt = riyadhTime(at);
  const link = {
    irn: irnOf(config.numbering.irn, place.serial),
    uuid: uuid(),
    icv: place.icv,
    pih: place.pih,
    issuedAt,
  };
  const reference = must(parseReference(`till-${place.serial % 4}/${place.serial}`));
  const chained = chain(approved, link);
  const made = stampDocument(ublInvoice(chained, link), signer, issuedAt);
  const signed = seal(chained, made);
  return {
    link,
    serial: place.serial,
    generation: 1,
    reference,
    sale: text.replace(approved.sale.reference, reference),
    saleDigest: hash("sha256", reference),
    type: approved.sale.kind.type,
    profile: approved.profile,
    originals: [],
    xml: made.xml,
    hash: made.hash,
    qr: made.qr,
    totals: totalsOf(signed),
    warnings: signed.warnings,
    receipt: receiptOf(signed, RECEIPT),
  };
}

// From a sale to every amount of its document (documents.md C5): the recipe; each step has its own file.
import { fromHalalas, times, toHalalas } from "../money/decimal.ts";
import { type Halalas, minus, plus, sum, ZERO } from "../money/halalas.ts";
import { err, ok, type Result } from "../result.ts";
import type { Violation } from "../violation.ts";
import type { Charge, Discount, Line, Sale } from "./draft.ts";
import type { Figures, PaidAdvance, PricedAdjustment, PricedLine, Shown } from "./figures.ts";
import { error } from "./finding.ts";
import type { Seller } from "./party.ts";
import { advancesOf, type FindAdvance } from "./pricing/advances.ts";
import { type Basket, basketOf, type Share } from "./pricing/basket.ts";
import { itemName, nameFindings } from "./pricing/item-name.ts";
import { adjustment, partsAsGiven, partsWithoutVat } from "./pricing/net-line.ts";
import { settle } from "./pricing/settlement.ts";
import { MAX_AMOUNT, shownLine } from "./pricing/shown.ts";
import { type Netted, netOf } from "./pricing/vat-groups.ts";
import { exclusive, grossOf, inclusive, strictlyInclusive, type VatWay } from "./pricing/vat-ways.ts";
import { groupKey } from "./vat.ts";

/** What the terminal itself brings to a price. */
export interface Terms {
  readonly seller: Seller;
  /** What to do about a name without Arabic (contract.md, Test papers and languages). */
  readonly arabicNames: "warn" | "refuse";
  /** For a gateway that takes no VAT but round2(net × rate), even from shelf prices (C5). */
  readonly strictVat: boolean;
  /** The unit's own prepayment invoices, where it has a ledger. */
  readonly findAdvance?: FindAdvance;
}

/**
 * Works out a sale: figures with warnings, or everything that cannot be charged so.
 */
export function figuresOf(
  sale: Sale,
  terms: Terms,
): Result<{ readonly figures: Figures; readonly warnings: readonly Violation[] }, readonly Violation[]> {
  const findings = [...sameParty(sale, terms.seller), ...names(sale, terms)];
  const shown = shownLines(sale.lines);
  const early = [...findings, ...(shown.ok ? [] : shown.error)];
  if (!shown.ok || early.some(({ severity }) => severity === "error")) return err(early);
  const basket = basketOf(sale, shown.value);
  if (!basket.ok) return basket;
  const netted = netOf(sale, shown.value, basket.value, wayOf(sale, terms));
  const advances = advancesOf(
    sale,
    netted.groups.map(({ vat }) => vat),
    terms.findAdvance,
  );
  if (!advances.ok) return advances;
  const figures = summed(sale, shown.value, basket.value, netted, advances.value);
  return figures.ok ? ok({ figures: figures.value, warnings: findings }) : figures;
}

function wayOf(sale: Sale, terms: Terms): VatWay {
  if (sale.prices === "vat-exclusive") return exclusive;
  return terms.strictVat ? strictlyInclusive : inclusive;
}

function shownLines(lines: readonly Line[]): Result<readonly Shown[], readonly Violation[]> {
  const results = lines.map((line, i) => shownLine(line, `lines[${i}]`));
  const wrong = results.flatMap((result) => (result.ok ? [] : result.error));
  return wrong.length > 0 ? err(wrong) : ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

/** BT-106 to BT-115 of the parts. */
function summed(
  sale: Sale,
  shown: readonly Shown[],
  basket: Basket,
  netted: Netted,
  prepaid: readonly PaidAdvance[],
): Result<Figures, readonly Violation[]> {
  const net = sum(netted.groups.map(({ taxable }) => taxable));
  const tax = sum(netted.groups.map((group) => group.tax));
  const gross = plus(net, tax);
  if (gross > MAX_AMOUNT) return err([tooLarge]);
  const advanced = sum(prepaid.flatMap(({ groups }) => groups.map((group) => plus(group.taxable, group.tax))));
  const shelfDifference = sale.prices === "vat-inclusive" ? minus(charged(shown, basket), gross) : ZERO;
  const owed = settle(sale, { gross, shelfDifference, prepaid: advanced });
  if (!owed.ok) return owed;
  const { rounding, payable, settlement } = owed.value;
  return ok({
    lines: sale.lines.map((line, i) =>
      pricedLine(sale, line, i + 1, shown[i] ?? NOTHING_SHOWN, netted.lines[i] ?? ZERO),
    ),
    discounts: documentParts(sale.discounts, basket.discounts, netted.discounts, sale, netted),
    charges: documentParts(sale.charges, basket.charges, netted.charges, sale, netted),
    groups: netted.groups,
    prepaid,
    totals: {
      lines: sum(netted.lines),
      discounts: sum(netted.discounts),
      charges: sum(netted.charges),
      net,
      tax,
      taxInSar: inRiyals(tax, sale),
      gross,
      prepaid: advanced,
      rounding,
      payable,
    },
    settlement,
  });
}

const NOTHING_SHOWN: Shown = { base: ZERO, discounts: [], charges: [], total: ZERO };

/** What the customer was shown, everything together. */
const charged = (shown: readonly Shown[], { charges, discounts }: Basket): Halalas =>
  minus(
    plus(sum(shown.map(({ total }) => total)), sum(charges.map(({ amount }) => amount))),
    sum(discounts.map(({ amount }) => amount)),
  );

/** BT-111. */
const inRiyals = (amount: Halalas, { currency }: Sale): Halalas =>
  currency.rate === undefined ? amount : toHalalas(times(fromHalalas(amount), currency.rate));

function pricedLine(sale: Sale, line: Line, number: number, shown: Shown, net: Halalas): PricedLine {
  const isInclusive = sale.prices === "vat-inclusive";
  const gross = isInclusive ? shown.total : grossOf(net, line.vat.rate);
  const parts = isInclusive ? partsWithoutVat(line, shown, net) : partsAsGiven(line, shown);
  return { line, number, itemName: itemName(line.name), shown, ...parts, net, tax: minus(gross, net), gross };
}

/** Discounts or charges of the document; a percentage may stand beside its amount where it is one of the group's lines. */
function documentParts(
  from: readonly (Discount | Charge)[],
  shares: readonly Share[],
  nets: readonly Halalas[],
  sale: Sale,
  netted: Netted,
): readonly PricedAdjustment[] {
  const linesOf = (key: Share["group"]): Halalas =>
    sum(netted.lines.filter((_, i) => sale.lines[i] !== undefined && groupKey(sale.lines[i].vat) === key));
  return shares.flatMap(({ group, amount, source }, i) => {
    const one = from[source];
    const vat = netted.groups.find((candidate) => groupKey(candidate.vat) === group)?.vat;
    if (one === undefined || vat === undefined) return [];
    return [{ ...adjustment(one, nets[i] ?? ZERO, linesOf(group)), shown: amount, source, vat }];
  });
}

const names = (sale: Sale, { arabicNames }: Terms): readonly Violation[] =>
  sale.lines.flatMap(({ name }, i) => nameFindings(name, `lines[${i}].name`, arabicNames));

/** BR-CUSTOM-VALIDATION-01. */
function sameParty({ buyer }: Sale, seller: Seller): readonly Violation[] {
  if (buyer?.vat === undefined || buyer.vat !== seller.vat) return [];
  return [
    error(
      "BR-CUSTOM-VALIDATION-01",
      "buyer.vat",
      ["الرقم الضريبي للمشتري هو رقم البائع نفسه", "the buyer's VAT number is the seller's own"],
      ["صحح رقم المشتري أو احذفه", "correct the buyer's number or leave it out"],
    ),
  ];
}

const tooLarge = error(
  "sale/too-large",
  "",
  ["إجمالي المستند أكبر مما يتسع له", "the total is larger than a document can carry"],
  ["قسّم العملية إلى أكثر من مستند", "divide the sale into several documents"],
);

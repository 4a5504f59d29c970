// Discounts and charges of the whole document, split over its VAT groups (C6).
import { apportion } from "../../money/apportion.ts";
import { formatHalalas, type Halalas, minus, sum, ZERO } from "../../money/halalas.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Violation } from "../../violation.ts";
import type { DocumentCharge, DocumentDiscount, Sale } from "../draft.ts";
import type { Shown } from "../figures.ts";
import { error } from "../finding.ts";
import { GROUP_ORDER, type GroupKey, groupKey } from "../vat.ts";
import { MAX_AMOUNT, sizeOf } from "./shown.ts";

/** The part of one discount or charge that falls on one VAT group, in the till's prices. */
export interface Share {
  readonly group: GroupKey;
  readonly amount: Halalas;
  /** Index in the sale's `discounts` or `charges`. */
  readonly source: number;
}

export interface Basket {
  readonly discounts: readonly Share[];
  readonly charges: readonly Share[];
}

/** What the lines of each group come to. */
type Room = ReadonlyMap<GroupKey, Halalas>;

/** Splits what the sale takes off and puts on as a whole; no group is discounted below nothing. */
export function basketOf(sale: Sale, lines: readonly Shown[]): Result<Basket, readonly Violation[]> {
  const room = roomOf(sale, lines);
  const charges = sale.charges.map((charge, source) => chargeShare(charge, source, room));
  const tooLarge = charges.filter(({ amount }) => amount > MAX_AMOUNT).map(({ source }) => chargeTooLarge(source));
  const discounts = shareDiscounts(sale.discounts, room);
  if (!discounts.ok) return err([...tooLarge, ...discounts.error]);
  return tooLarge.length > 0 ? err(tooLarge) : ok({ discounts: discounts.value, charges });
}

function roomOf({ lines }: Sale, shown: readonly Shown[]): Room {
  const room = new Map<GroupKey, Halalas>();
  for (const [i, { vat }] of lines.entries()) {
    const key = groupKey(vat);
    room.set(key, sum([room.get(key) ?? ZERO, shown[i]?.total ?? ZERO]));
  }
  return room;
}

/** A percentage of a document charge is one of everything its lines come to. */
const chargeShare = (charge: DocumentCharge, source: number, room: Room): Share => ({
  group: groupKey(charge.vat),
  amount: sizeOf(charge.size, sum(room.values())),
  source,
});

/** Discounts bound to a group take their room first, so that the free ones cannot crowd them out. */
function shareDiscounts(
  discounts: readonly DocumentDiscount[],
  room: Room,
): Result<readonly Share[], readonly Violation[]> {
  const sources = discounts.map((_, source) => source);
  const ordered = [
    ...sources.filter((source) => discounts[source]?.vat !== undefined),
    ...sources.filter((source) => discounts[source]?.vat === undefined),
  ];
  const left = new Map(room);
  const shares: Share[] = [];
  const wrong: Violation[] = [];
  for (const source of ordered) {
    const discount = discounts[source];
    if (discount === undefined) continue;
    const taken = takeDiscount(discount, source, room, left);
    if (!taken.ok) wrong.push(taken.error);
    else shares.push(...taken.value);
  }
  return wrong.length > 0 ? err(wrong) : ok(shares.sort((a, b) => a.source - b.source));
}

/** Splits one discount by largest remainder over what is left of its groups, and takes it from there. */
function takeDiscount(
  { vat, size }: DocumentDiscount,
  source: number,
  room: Room,
  left: Map<GroupKey, Halalas>,
): Result<readonly Share[], Violation> {
  const groups = vat === undefined ? GROUP_ORDER.filter((key) => left.has(key)) : [groupKey(vat)];
  const amount = sizeOf(size, sum(groups.map((key) => room.get(key) ?? ZERO)));
  const rooms = groups.map((key) => left.get(key) ?? ZERO);
  const most = sum(rooms);
  if (amount > most) return err(discountTooLarge(source, most));
  if (amount === 0n) return ok([]);
  const parts = apportion(
    rooms.map((one) => one * amount),
    most,
    amount,
  );
  const shares = groups.map((group, i) => ({ group, amount: parts[i] ?? ZERO, source }));
  for (const share of shares) left.set(share.group, minus(left.get(share.group) ?? ZERO, share.amount));
  return ok(shares.filter((share) => share.amount > 0n));
}

const discountTooLarge = (source: number, most: Halalas) =>
  error(
    "sale/discount-too-large",
    `discounts[${source}]`,
    [
      `الخصم أكبر مما بقي من المبلغ (${formatHalalas(most)})`,
      `the discount is above what is left to take it from (${formatHalalas(most)})`,
    ],
    ["خفّض الخصم", "lower the discount"],
  );

const chargeTooLarge = (source: number) =>
  error(
    "sale/too-large",
    `charges[${source}]`,
    ["المبلغ أكبر مما يتسع له المستند", "the amount is larger than a document can carry"],
    ["تحقق من المبلغ", "check the amount"],
  );

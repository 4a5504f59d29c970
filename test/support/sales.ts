// Random sales of every kind, as a till's JSON: always valid, so that what must hold can be asked of each.
import fc from "fast-check";
import {
  decimalText,
  given,
  type Json,
  maybe,
  present,
  type RandomLine,
  randomLine,
  type VatChoice,
  type VatJson,
  vatChoice,
} from "./sale-lines.ts";

interface Basket {
  readonly choice: VatChoice;
  /** What the lines come to, in hundredths. */
  readonly total: bigint;
  readonly first: VatJson;
  readonly json: Json;
}

/** The parts of a sale that decide its amounts; all discounts together leave a tenth, so that an advance still fits. */
const basket = (maxLines: number): fc.Arbitrary<Basket> =>
  vatChoice.chain((choice) =>
    fc
      .record({
        lines: fc.array(randomLine(choice.vats), { minLength: 1, maxLength: maxLines }),
        off: maybe(fc.integer({ min: 0, max: 200 }), 3),
        percentOff: maybe(fc.integer({ min: 0, max: 5_000 }), 3),
        groupOff: maybe(fc.integer({ min: 0, max: 200 }), 5),
        charge: maybe(fc.integer({ min: 0, max: 5_000 }), 3),
        percentCharge: maybe(fc.integer({ min: 0, max: 2_000 }), 5),
        prices: fc.constantFrom("vat-inclusive", "vat-inclusive", "vat-exclusive"),
      })
      .map(({ lines, prices, ...extras }) => {
        const first = lines[0]?.vat ?? "S";
        const total = totalOf(lines);
        const ofGroup = totalOf(lines.filter(({ vat }) => vat === first));
        const json = {
          reference: "r/1",
          prices,
          lines: lines.map((line) => line.json),
          discounts: [
            ...given(extras.off, (share) => ({ amount: permilleText(total, share), reason: "coupon" })),
            ...given(extras.percentOff, (percent) => ({ percent: decimalText(percent, 2), reason: "staff" })),
            ...given(extras.groupOff, (share) => ({ amount: permilleText(ofGroup, share), vat: first })),
          ],
          charges: [
            ...given(extras.charge, (charge) => ({ amount: decimalText(charge, 2), ...SERVICE, vat: first })),
            ...given(extras.percentCharge, (percent) => ({
              percent: decimalText(percent, 2),
              ...DELIVERY,
              vat: first,
            })),
          ],
        };
        return { choice, total, first, json };
      }),
  );

const SERVICE = { reason: "service charge", reasonCode: "ADR" };
const DELIVERY = { reason: "delivery", reasonCode: "DL" };
const totalOf = (lines: readonly RandomLine[]): bigint => lines.reduce((all, { total }) => all + total, 0n);
const permilleText = (amount: bigint, share: number): string => decimalText((amount * BigInt(share)) / 1000n, 2);

/** A plain sale: what a shop sells all day, with every discount and charge. */
export const plainSale = (maxLines = 8): fc.Arbitrary<Json> =>
  basket(maxLines).map(({ json, choice }) => ({ ...json, ...(choice.citizen ? { buyer: CITIZEN } : {}) }));

const CITIZEN = { name: "محمد أحمد", id: { scheme: "NAT", value: "1029956780" } };
const RIYADH = {
  street: { ar: "صلاح الدين", en: "Salah Al-Din" },
  building: "1111",
  district: "المروج",
  city: "الرياض",
  postalCode: "12222",
};
const DUBAI = { street: "1 Main St", city: "Dubai", country: "AE" };
const IDS = [
  { scheme: "TIN", value: "3017745670" },
  { scheme: "CRN", value: "1010010001" },
  { scheme: "MOM", value: "A-1234" },
  { scheme: "MLS", value: "778812" },
  { scheme: "700", value: "7001838560" },
  { scheme: "SAG", value: "55121" },
  { scheme: "GCC", value: "AE123456" },
  { scheme: "IQA", value: "2098765430" },
  { scheme: "PAS", value: "K0123456" },
  { scheme: "OTH", value: "X1" },
];

/** Whoever may buy: anybody on a simplified invoice, an identified customer on a tax invoice, a citizen where one must. */
const buyer = ({ citizen }: VatChoice, profile: string): fc.Arbitrary<Json | undefined> =>
  fc
    .record({
      id: fc.constantFrom(...IDS),
      way: fc.constantFrom("vat", "id", "both"),
      address: fc.constantFrom<Json>(RIYADH, DUBAI),
      named: fc.boolean(),
    })
    .map(({ id, way, address, named }) => {
      if (citizen) return { ...CITIZEN, address };
      if (profile === "simplified" && !named) return undefined;
      const vat = way === "id" ? undefined : "399999999800003";
      return present({
        name: { ar: "شركة النماذج", en: "Samples LTD" },
        vat,
        id: way === "vat" ? undefined : id,
        address,
      });
    });

const ORIGINALS = [
  { irn: "SME00001" },
  { irn: "SME00002", uuid: "8e6000cf-1a98-4174-b3e7-b5d5954bc10d", issuedAt: "2026-10-01T10:00:00" },
  { text: "بيع بلا إيصال" },
  { from: "2026-01-01", to: "2026-03-31" },
];
const REASONS: readonly unknown[] = [
  "returned",
  "cancelled",
  "customer changed their mind",
  { ar: "تالف", en: "damaged" },
];

const note = (type: string): fc.Arbitrary<Json> =>
  type.endsWith("note")
    ? fc.record({ originals: fc.subarray(ORIGINALS, { minLength: 1 }), reason: fc.constantFrom(...REASONS) })
    : fc.constant({});

const currency = fc.oneof(
  fc.constant({}),
  fc.constant({}),
  fc.record({
    currency: fc.constantFrom("USD", "KWD"),
    exchangeRate: fc.integer({ min: 30_000, max: 130_000 }).map((units) => decimalText(units, 4)),
  }),
);

/** Far more cash than any total, the rest being change; without cash the sale is on credit. */
const payments = fc
  .subarray(["card", "transfer", "account", "voucher", "wallet", "points"])
  .chain((others) =>
    fc.constantFrom(
      [],
      [{ means: "cash", amount: "900000000.00" }, ...others.map((means) => ({ means, amount: "0.00" }))],
    ),
  );

const flags = (profile: string, buyerJson: Json | undefined): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(fc.subarray(["third-party", "nominal", "summary"]), fc.constantFrom([], [], ["export"], ["self-billed"]))
    .map(([common, special]) => [
      ...common.filter((flag) => flag !== "summary" || buyerJson !== undefined),
      ...(profile === "standard" ? special : []),
    ]);

const EXTRAS = { note: "شكرًا\nThank you", order: "T12", cashier: "Mohammed", irn: "A/7-1", rounding: { to: "0.25" } };
const SUPPLY = { supplyDate: "2026-10-01", supplyEndDate: "2026-10-31" };

/** Whatever the contract knows: every kind of document, both profiles, flags, currencies, advances, rounding. */
export const anySale = (maxLines = 5): fc.Arbitrary<Json> =>
  fc
    .record({
      basket: basket(maxLines),
      profile: fc.constantFrom("simplified", "standard"),
      type: fc.constantFrom("invoice", "invoice", "credit-note", "debit-note", "prepayment"),
    })
    .chain(({ basket: { json, ...about }, profile, type }) =>
      buyer(about.choice, profile).chain((buyerJson) =>
        fc
          .record({
            note: note(type),
            currency,
            payments,
            flags: flags(profile, buyerJson),
            extras: fc.constantFrom({}, EXTRAS),
            supply: fc.constantFrom({}, SUPPLY),
            prepaid:
              type === "invoice" && isListed(about.first) ? fc.constantFrom([], [], advances(about)) : fc.constant([]),
          })
          .map((one) => ({
            ...present({ ...json, type, profile, buyer: buyerJson }),
            ...one.note,
            ...one.currency,
            ...one.extras,
            ...one.supply,
            ...(one.flags.includes("summary") ? SUPPLY : {}),
            flags: one.flags,
            payments: one.payments,
            prepaid: one.prepaid,
          })),
      ),
    );

/** BR-KSA-CL-07 does not list these reasons for advances: the authority warns of each, though its newer lists have them. */
const UNLISTED: ReadonlySet<unknown> = new Set(["VATEX-SA-32(bis)", "VATEX-SA-ROYALDECREE"]);
const isListed = (vat: unknown): boolean =>
  typeof vat !== "object" || vat === null || !("exemption" in vat) || !UNLISTED.has(vat.exemption);

/** An advance of a twentieth of the lines, in the VAT group of the first. */
function advances({ total, first }: Pick<Basket, "total" | "first">): readonly Json[] {
  const taxable = total / 20n;
  const rate = first === "S" ? 15n : typeof first === "object" && first["category"] === "S" ? 5n : 0n;
  const amount = (2n * taxable * rate + 100n) / 200n;
  const groups = [{ vat: first, taxable: decimalText(taxable, 2), amount: decimalText(amount, 2) }];
  const uuid = "a79760f7-2f48-4da9-85a5-40459a147c80";
  return taxable === 0n ? [] : [{ irn: "ADV-1", uuid, issuedAt: "2026-08-15T12:28:17", groups }];
}

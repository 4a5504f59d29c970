// Random lines that a till could really send: always chargeable, often awkward.
import fc from "fast-check";

export type Json = Readonly<Record<string, unknown>>;
export type VatJson = string | Json;

/** Hundredths, thousandths … as decimal text. */
export function decimalText(units: number | bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A member that may be left out. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: oneIn });

/** What `make` makes of a value that is there, in a list to spread. */
export const given = <T, U>(value: T | undefined, make: (value: T) => U): readonly U[] =>
  value === undefined ? [] : [make(value)];

/** An object without the members that are not there. */
export const present = (members: Json): Json =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** What one sale may charge VAT at: one exemption reason per category. */
export interface VatChoice {
  readonly vats: readonly VatJson[];
  /** Whether the buyer must be a citizen with national id. */
  readonly citizen: boolean;
}

const ZERO_RATED = "32 32(bis) 33 34-1 34-2 34-3 34-4 34-5 35 36 EDU HEA MLTRY DIPLOMAT DUTYFREE ROYALDECREE".split(
  " ",
);
const OUT_OF_SCOPE = { category: "O", exemption: "VATEX-SA-OOS", reason: "deposit on a crate" };

export const vatChoice: fc.Arbitrary<VatChoice> = fc
  .tuple(
    fc.constantFrom(...ZERO_RATED),
    fc.constantFrom("29", "29-7", "30"),
    fc.subarray(["S", "S5", "Z", "E", "O"], { minLength: 1 }),
  )
  .map(([zero, exempt, kinds]) => {
    const all: readonly (readonly [string, VatJson])[] = [
      ["S", "S"],
      ["S5", { category: "S", rate: "5" }],
      ["Z", { category: "Z", exemption: `VATEX-SA-${zero}` }],
      ["E", { category: "E", exemption: `VATEX-SA-${exempt}` }],
      ["O", OUT_OF_SCOPE],
    ];
    const vats = all.filter(([kind]) => kinds.includes(kind)).map(([, vat]) => vat);
    return { vats, citizen: kinds.includes("Z") && (zero === "EDU" || zero === "HEA") };
  });

const names = fc.constantFrom<unknown>(
  "خبز",
  "بن",
  "007",
  'Kunafa <fresh> & "warm"',
  { ar: "برجر لحم", en: "Beef burger" },
  "قهوة عربية 500 جم",
  "٠٠٧",
);

interface Number {
  readonly units: number;
  readonly scale: number;
}

const numbers = (scale: number, min: number, max: number): fc.Arbitrary<Number> =>
  fc.integer({ min, max }).map((units) => ({ units, scale }));

const quantities = fc.oneof(numbers(0, 1, 9), numbers(0, 10, 2_000), numbers(3, 1, 20_000), numbers(6, 1, 9_999_999));
const prices = fc.oneof(numbers(2, 0, 300), numbers(2, 0, 200_000), numbers(4, 0, 20_000_000));

/** Half-up of `amount × permyriad / 10 000`: what a percentage with two decimals comes to. */
const percentage = (amount: bigint, permyriad: number): bigint => (2n * amount * BigInt(permyriad) + 10_000n) / 20_000n;
const permille = (amount: bigint, share: number): bigint => (amount * BigInt(share)) / 1000n;

/** A random line with what it comes to, so that discounts of the whole sale can be kept below it. */
export interface RandomLine {
  readonly json: Json;
  readonly vat: VatJson;
  readonly total: bigint;
}

const parts = (vats: readonly VatJson[]) => ({
  name: names,
  quantity: quantities,
  price: prices,
  base: maybe(fc.constantFrom<number>(2, 3, 12, 100), 8),
  priceDiscount: maybe(fc.integer({ min: 0, max: 100 }), 8),
  label: maybe(fc.constantFrom<"down" | "up">("down", "up"), 6),
  vat: fc.constantFrom(...vats),
  percent: maybe(fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.constant(10_000)), 3),
  off: maybe(fc.integer({ min: 0, max: 500 }), 4),
  charge: maybe(fc.integer({ min: 0, max: 3_000 }), 5),
  chargePercent: maybe(fc.integer({ min: 0, max: 10_000 }), 8),
});
type Parts = {
  readonly [K in keyof ReturnType<typeof parts>]: ReturnType<typeof parts>[K] extends fc.Arbitrary<infer T> ? T : never;
};

export const randomLine = (vats: readonly VatJson[]): fc.Arbitrary<RandomLine> => fc.record(parts(vats)).map(lineOf);

function lineOf(one: Parts): RandomLine {
  const less = (BigInt(one.price.units) * BigInt(one.priceDiscount ?? 0)) / 100n;
  const amount = amountOf(one, less);
  // Everything off leaves no room for another discount.
  const off = one.percent === 10_000 ? undefined : one.off;
  const discounts = [
    ...given(one.percent, (percent) => ({ percent: decimalText(percent, 2), reason: "loyalty" })),
    ...given(off, (share) => ({ amount: decimalText(permille(amount, share), 2), reasonCode: "95" })),
  ];
  const charges = [
    ...given(one.charge, (charge) => ({ amount: decimalText(charge, 2), reason: "tobacco fee" })),
    ...given(one.chargePercent, (p) => ({ percent: decimalText(p, 2), reason: "packing", reasonCode: "PC" })),
  ];
  const json = present({
    name: one.name,
    quantity: decimalText(one.quantity.units, one.quantity.scale),
    price: decimalText(one.price.units, one.price.scale),
    vat: one.vat,
    unit: one.base === undefined ? undefined : "KGM",
    basePriceQuantity: one.base?.toString(),
    priceDiscount: one.priceDiscount === undefined ? undefined : decimalText(less, one.price.scale),
    amount: one.label === undefined ? undefined : decimalText(amount, 2),
    discounts,
    charges,
  });
  const taken = percentage(amount, one.percent ?? 0) + permille(amount, off ?? 0);
  const added = BigInt(one.charge ?? 0) + percentage(amount, one.chargePercent ?? 0);
  return { json, vat: one.vat, total: amount - taken + added };
}

/** Quantity × price, rounded half up, or up or down as some scales print it. */
function amountOf({ quantity, price, base = 1, label }: Parts, less: bigint): bigint {
  const numerator = BigInt(quantity.units) * (BigInt(price.units) - less) * 100n;
  const denominator = 10n ** BigInt(quantity.scale + price.scale) * BigInt(base);
  if (label === "down") return numerator / denominator;
  if (label === "up") return (numerator + denominator - 1n) / denominator;
  return (2n * numerator + denominator) / (2n * denominator);
}

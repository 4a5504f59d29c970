// The VAT breakdown (BG-23): lines, charges and discounts of one category and rate together, each with its net.
import { type Halalas, halalas, ZERO } from "../../money/halalas.ts";
import type { Sale } from "../draft.ts";
import type { Shown, VatGroup } from "../figures.ts";
import { GROUP_ORDER, type GroupKey, groupKey, type Vat } from "../vat.ts";
import type { Basket } from "./basket.ts";
import type { VatWay } from "./vat-ways.ts";

/** Amounts without VAT, each list in the order of what it came from. */
export interface Netted {
  readonly lines: readonly Halalas[];
  readonly charges: readonly Halalas[];
  readonly discounts: readonly Halalas[];
  readonly groups: readonly VatGroup[];
}

interface Part {
  readonly group: GroupKey;
  /** In the till's prices; a discount is negative. */
  readonly amount: Halalas;
}

/** Takes VAT out of, or leaves it out of, everything a sale charges. */
export function netOf(sale: Sale, shown: readonly Shown[], basket: Basket, way: VatWay): Netted {
  const lines = sale.lines.map(({ vat }, i) => ({ group: groupKey(vat), amount: shown[i]?.total ?? ZERO }));
  const taken = basket.discounts.map(({ group, amount }) => ({ group, amount: halalas(-amount) }));
  const { nets, groups } = byGroup([...lines, ...basket.charges, ...taken], vatsOf(sale), way);
  const chargesEnd = lines.length + basket.charges.length;
  return {
    lines: nets.slice(0, lines.length),
    charges: nets.slice(lines.length, chargesEnd),
    discounts: nets.slice(chargesEnd).map((net) => halalas(-net)),
    groups,
  };
}

/** Lines come first among the parts, so that the order of the lines cannot move a halala between them and the rest. */
function byGroup(
  parts: readonly Part[],
  vats: ReadonlyMap<GroupKey, Vat>,
  way: VatWay,
): { readonly nets: readonly Halalas[]; readonly groups: readonly VatGroup[] } {
  const nets = parts.map(() => ZERO);
  const groups: VatGroup[] = [];
  for (const key of GROUP_ORDER) {
    const vat = vats.get(key);
    if (vat === undefined) continue;
    const members = [...parts.keys()].filter((i) => parts[i]?.group === key);
    const result = way(
      members.map((i) => parts[i]?.amount ?? ZERO),
      vat.rate,
    );
    for (const [position, i] of members.entries()) nets[i] = result.nets[position] ?? ZERO;
    groups.push({ vat, taxable: result.taxable, tax: result.tax });
  }
  return { nets, groups };
}

const vatsOf = ({ lines, charges }: Sale): ReadonlyMap<GroupKey, Vat> =>
  new Map([...lines, ...charges].map(({ vat }) => [groupKey(vat), vat]));

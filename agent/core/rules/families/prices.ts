// The price of a line: discounts in it, never charges; per how many units.
import type { Rule } from "../rule.ts";
import { equal, subtract } from "../support/decimal.ts";
import type { Node } from "../support/node.ts";
import { AMOUNT, isCharge } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { decimalAt, from, numberAt, path, stringLength } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const PRICE = path("cbc:PriceAmount");
const parents = (node: Node | undefined): readonly Node[] => (node?.parent === undefined ? [] : [node.parent]);

export const prices: readonly Rule[] = [
  {
    id: "BR-KSA-EN16931-06",
    official: "error",
    severity: "error",
    when: KSA.priceAdjustment,
    breaks: isCharge,
    path: "lines[i].price",
    message: says("رسم داخل سعر الوحدة", "a charge inside the unit price"),
    fix: says(
      "اجعل المؤشر false، أو انقل الرسم إلى البند",
      "set the indicator to false, or move the charge to the line",
    ),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-07",
    official: "error",
    severity: "error",
    when: KSA.grossPrice,
    breaks: (gross) => {
      const net = decimalAt(from(parents(gross.parent), PRICE));
      const discount = decimalAt(from(parents(gross), AMOUNT));
      const before = decimalAt([gross]);
      return before === undefined || discount === undefined || !equal(net, subtract(before, discount));
    },
    path: "lines[i].priceDiscount",
    message: says(
      "السعر الصافي لا يساوي السعر قبل الخصم ناقص خصم السعر",
      "the net price is not the gross price minus the price discount",
    ),
    fix: says("صحح السعر أو خصم السعر", "correct the price or the price discount"),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-12",
    official: "error",
    severity: "error",
    when: KSA.baseQuantity,
    breaks: (quantity) => stringLength([quantity]) > 0 && !(numberAt([quantity]) > 0),
    path: "lines[i].basePriceQuantity",
    message: says("كمية السعر ليست أكبر من صفر", "the quantity a price is given for is not above zero"),
    fix: says("اكتب كمية أكبر من صفر أو احذف الحقل", "give a quantity above zero, or leave it out"),
  },
];

// Amounts and quantities are never negative; credit notes too carry positive figures (BR-KSA-F-04).
import type { Rule } from "../rule.ts";
import { text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { anyNumber } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

export const amounts: readonly Rule[] = [
  {
    id: "BR-KSA-F-04",
    official: "error",
    severity: "error",
    when: KSA.positiveAmount,
    breaks: (amount) => text(amount) !== "" && anyNumber([amount], (value) => value < 0),
    path: "lines[i]",
    message: says("مبلغ سالب أو كمية سالبة", "an amount or quantity is negative"),
    fix: says("استخدم أعدادا موجبة؛ والمرتجع يكون بإشعار دائن", "use positive figures; a return is a credit note"),
    impossible: true,
  },
];

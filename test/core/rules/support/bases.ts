// The valid documents the tests start from: together they hold every element a rule can look at.
import { riyadhTime } from "../../../../agent/core/riyadh-time.ts";
import { element } from "../../../../agent/core/xml/tree.ts";
import { adjustment, build, type DocumentPlan, leaf, moneyIn } from "./build.ts";

/** The instant all rules are judged at. */
export const NOW = riyadhTime(Date.parse("2026-11-21T12:00:00+03:00"));

const money = moneyIn("SAR");

/** Two lines, one with all a line can have; a discount and a charge on the document. */
const rich: DocumentPlan = {
  lines: [
    {
      net: 1500,
      quantity: "2.000000",
      price: "8.00",
      parts: [
        adjustment({ isCharge: false, amount: 160, percent: "10", base: 1600 }, money),
        adjustment({ isCharge: true, amount: 60, percent: "10", base: 600 }, money),
      ],
      item: [
        ...["Buyers", "Sellers", "Standard"].map((whose) =>
          element(`cac:${whose}ItemIdentification`, [leaf("cbc:ID", "P24")]),
        ),
        element("cac:AdditionalItemProperty", [leaf("cbc:Name", "اللون"), leaf("cbc:Value", "أحمر")]),
      ],
      pricing: [
        element("cbc:BaseQuantity", "1.000000", [{ name: "unitCode", value: "PCE" }]),
        element("cac:AllowanceCharge", [
          leaf("cbc:ChargeIndicator", "false"),
          money("cbc:Amount", 200),
          money("cbc:BaseAmount", 1000),
        ]),
      ],
    },
    { net: 10000 },
  ],
  adjustments: [
    { isCharge: false, amount: 500, percent: "10", base: 5000 },
    { isCharge: true, amount: 1000, percent: "10", base: 10000 },
  ],
};

const everyCategory: DocumentPlan = {
  lines: [{ net: 10000 }, { net: 2000, code: "Z" }, { net: 3000, code: "E" }, { net: 4000, code: "O" }],
  adjustments: (["S", "Z", "E", "O"] as const).flatMap((code) => [
    { isCharge: false, amount: 100, code },
    { isCharge: true, amount: 200, code },
  ]),
};

const advances: DocumentPlan = {
  lines: [{ net: 100000 }, { net: 20000, code: "Z" }, { net: 30000, code: "E" }, { net: 40000, code: "O" }],
  advances: [
    { taxable: 10000, code: "S" },
    { taxable: 2000, code: "Z" },
    { taxable: 3000, code: "E" },
    { taxable: 4000, code: "O" },
  ],
};

export const BASES = {
  simplified: build(rich),
  standard: build({ ...rich, transaction: "0100000" }),
  credit: build({ ...rich, type: "381" }),
  categories: build(everyCategory),
  advances: build({ ...advances, transaction: "0100000" }),
  foreign: build({
    ...rich,
    transaction: "0100000",
    currency: "USD",
    rate: 3.75,
    lines: [{ net: 10000 }],
    adjustments: [],
  }),
  rounded: build({ ...rich, rounding: -25 }),
} as const;

export type Base = keyof typeof BASES;

// Breaking changes for: lines, prices, discounts and charges.
import { element } from "../../../../agent/core/xml/tree.ts";
import { BASES } from "../support/bases.ts";
import {
  breaks,
  type Case,
  CHARGE,
  DISCOUNT,
  group,
  LINE,
  LINE_CHARGE,
  LINE_DISCOUNT,
  TOTALS,
} from "../support/case.ts";
import { all, at, attribute, type Edit, remove, set } from "../support/edit.ts";

const ITEM = `${LINE}/cac:Item`;
const PRICE = `${LINE}/cac:Price`;
const GROSS_PRICE = `${PRICE}/cac:AllowanceCharge`;

/** A second invoice's line inside a delivery: only there do the rules on line discounts reach. */
const nestedLine = (...parts: readonly Edit[]): Edit => {
  const [line] = BASES.simplified.children.filter(
    (child) => typeof child === "object" && "key" in child && child.key === LINE,
  );
  if (typeof line !== "object" || !("key" in line)) throw new Error("the base has no line");
  const broken = all(...parts)(element("Invoice", [line]));
  return at("cac:Delivery", (found) => [{ ...found, children: [...found.children, ...broken.children] }]);
};

export const lineCases: readonly Case[] = [
  breaks("BR-16", "simplified", all(remove(LINE), remove(LINE)), "BR-CO-10", "BR-CO-13", "BR-S-08"),
  breaks("BR-21", "simplified", remove(`${LINE}/cbc:ID`)),
  breaks("BR-22", "advances", set(`${LINE}[5]/cbc:InvoicedQuantity`, "0")),
  breaks(
    "BR-24",
    "simplified",
    remove(`${LINE}/cbc:LineExtensionAmount`),
    "BR-CO-10",
    "BR-CO-13",
    "BR-KSA-51",
    "BR-KSA-EN16931-11",
    "BR-S-08",
  ),
  breaks("BR-25", "simplified", remove(`${ITEM}/cbc:Name`)),
  breaks("BR-26", "simplified", remove(`${PRICE}/cbc:PriceAmount`), "BR-KSA-EN16931-07", "BR-KSA-EN16931-11"),
  breaks("BR-CO-04", "simplified", remove(`${ITEM}/cac:ClassifiedTaxCategory/cbc:ID`), "BR-S-08"),
  breaks("BR-54", "simplified", remove(`${ITEM}/cac:AdditionalItemProperty/cbc:Value`)),
  breaks("BR-KSA-F-C-01", "simplified", set(`${ITEM}/cbc:Name`, "٠٠٧")),
  breaks("BR-KSA-EN16931-11", "simplified", set(`${LINE}[2]/cbc:InvoicedQuantity`, "1.1")),
  breaks("BR-KSA-51", "simplified", set(`${LINE}/cac:TaxTotal/cbc:RoundingAmount`, "17.26")),
  breaks("BR-KSA-52", "standard", remove(`${LINE}/cac:TaxTotal/cbc:TaxAmount`), "BR-KSA-51"),
  breaks("BR-KSA-53", "standard", remove(`${LINE}/cac:TaxTotal/cbc:RoundingAmount`), "BR-KSA-51"),

  breaks("BR-KSA-EN16931-06", "simplified", set(`${GROSS_PRICE}/cbc:ChargeIndicator`, "true")),
  breaks("BR-KSA-EN16931-07", "simplified", set(`${GROSS_PRICE}/cbc:Amount`, "1.00")),
  breaks("BR-KSA-EN16931-12", "simplified", set(`${PRICE}/cbc:BaseQuantity`, "-1"), "BR-KSA-EN16931-11"),

  breaks("BR-31", "simplified", remove(`${DISCOUNT}/cbc:Amount`), "BR-CO-11", "BR-S-08"),
  breaks("BR-32", "simplified", remove(`${DISCOUNT}/cac:TaxCategory`), "BR-S-08"),
  breaks("BR-36", "simplified", remove(`${CHARGE}/cbc:Amount`), "BR-CO-12", "BR-S-08"),
  breaks("BR-37", "simplified", remove(`${CHARGE}/cac:TaxCategory`), "BR-S-08"),
  breaks("BR-41", "simplified", nestedLine(remove(`${LINE_DISCOUNT}/cbc:Amount`)), "BR-CO-10", "BR-KSA-EN16931-11"),
  breaks("BR-43", "simplified", remove(`${LINE_CHARGE}/cbc:Amount`), "BR-KSA-EN16931-11"),
  breaks("BR-KSA-19", "simplified", remove(`${CHARGE}/cbc:AllowanceChargeReasonCode`)),
  breaks("BR-KSA-20", "simplified", remove(`${LINE_CHARGE}/cbc:AllowanceChargeReasonCode`)),
  breaks("BR-KSA-21", "simplified", remove(`${CHARGE}/cbc:AllowanceChargeReason`)),
  breaks("BR-KSA-22", "simplified", remove(`${LINE_CHARGE}/cbc:AllowanceChargeReason`)),
  breaks("BR-KSA-EN16931-03", "simplified", set(`${DISCOUNT}/cbc:BaseAmount`, "60.00")),
  breaks("BR-KSA-EN16931-04", "simplified", remove(`${DISCOUNT}/cbc:BaseAmount`)),
  breaks("BR-KSA-EN16931-05", "simplified", remove(`${DISCOUNT}/cbc:MultiplierFactorNumeric`), "BR-KSA-EN16931-03"),
  breaks("BR-KSA-CL-06", "simplified", set(`${CHARGE}/cbc:AllowanceChargeReasonCode`, "QQQ")),
  breaks("BR-KSA-DEC-01", "simplified", set(`${DISCOUNT}/cbc:MultiplierFactorNumeric`, "10.000")),

  breaks("BR-KSA-F-04", "simplified", set(`${LINE}[2]/cac:Price/cbc:PriceAmount`, "-100.00"), "BR-KSA-EN16931-11"),
];

export const lineLengthCases: readonly Case[] = [
  breaks("BR-KSA-F-06-C17", "simplified", set(`${LINE}/cbc:ID`, "1000000")),
  breaks("BR-KSA-F-06-C18", "simplified", attribute(`${LINE}/cbc:InvoicedQuantity`, "unitCode", "P".repeat(128))),
  breaks("BR-KSA-F-06-C19", "simplified", set(`${ITEM}/cbc:Name`, "خل")),
  breaks("BR-KSA-F-06-C20", "simplified", set(`${ITEM}/cac:StandardItemIdentification/cbc:ID`, "6".repeat(128))),
  breaks("BR-KSA-F-06-C21", "simplified", attribute(`${PRICE}/cbc:BaseQuantity`, "unitCode", "P".repeat(128))),
  breaks("BR-KSA-F-06-C30", "simplified", set(`${ITEM}/cac:BuyersItemIdentification/cbc:ID`, "6".repeat(128))),
  breaks("BR-KSA-F-06-C31", "simplified", set(`${ITEM}/cac:SellersItemIdentification/cbc:ID`, "6".repeat(128))),
  breaks("BR-KSA-F-06-C33", "simplified", set(`${CHARGE}/cbc:AllowanceChargeReason`, "ر".repeat(1001))),
  breaks("BR-KSA-F-06-C34", "simplified", set(`${LINE_CHARGE}/cbc:AllowanceChargeReason`, "ر".repeat(1001))),
  breaks("BR-KSA-F-06-C35", "simplified", set(`${DISCOUNT}/cbc:AllowanceChargeReason`, "")),
  breaks("BR-KSA-F-06-C36", "simplified", set(`${LINE_DISCOUNT}/cbc:AllowanceChargeReason`, "خ".repeat(1001))),
];

export const lineDecimalCases: readonly Case[] = [
  breaks("BR-DEC-01", "simplified", set(`${DISCOUNT}/cbc:Amount`, "5.000")),
  breaks("BR-DEC-02", "simplified", set(`${DISCOUNT}/cbc:BaseAmount`, "50.000")),
  breaks("BR-DEC-05", "simplified", set(`${CHARGE}/cbc:Amount`, "10.000")),
  breaks("BR-DEC-06", "simplified", set(`${CHARGE}/cbc:BaseAmount`, "100.000")),
  breaks("BR-DEC-09", "simplified", set(`${TOTALS}/cbc:LineExtensionAmount`, "115.000")),
  breaks("BR-DEC-10", "simplified", set(`${TOTALS}/cbc:AllowanceTotalAmount`, "5.000")),
  breaks("BR-DEC-11", "simplified", set(`${TOTALS}/cbc:ChargeTotalAmount`, "10.000")),
  breaks("BR-DEC-12", "simplified", set(`${TOTALS}/cbc:TaxExclusiveAmount`, "120.000")),
  breaks("BR-DEC-13", "foreign", set("cac:TaxTotal[2]/cbc:TaxAmount", "15.000")),
  breaks("BR-DEC-14", "simplified", set(`${TOTALS}/cbc:TaxInclusiveAmount`, "138.000")),
  breaks("BR-DEC-15", "foreign", set("cac:TaxTotal[1]/cbc:TaxAmount", "56.250")),
  breaks("BR-DEC-16", "advances", set(`${TOTALS}/cbc:PrepaidAmount`, "205.000")),
  breaks("BR-DEC-17", "rounded", set(`${TOTALS}/cbc:PayableRoundingAmount`, "-0.250")),
  breaks("BR-DEC-18", "simplified", set(`${TOTALS}/cbc:PayableAmount`, "138.000")),
  breaks("BR-DEC-19", "simplified", set(`${group(1)}/cbc:TaxableAmount`, "120.000")),
  breaks("BR-DEC-20", "simplified", set(`${group(1)}/cbc:TaxAmount`, "18.000")),
  breaks("BR-DEC-23", "simplified", set(`${LINE}/cbc:LineExtensionAmount`, "15.000")),
  breaks("BR-DEC-24", "simplified", nestedLine(set(`${LINE_DISCOUNT}/cbc:Amount`, "1.600")), "BR-CO-10"),
  breaks("BR-DEC-25", "simplified", nestedLine(set(`${LINE_DISCOUNT}/cbc:BaseAmount`, "16.000")), "BR-CO-10"),
  breaks("BR-DEC-27", "simplified", set(`${LINE_CHARGE}/cbc:Amount`, "0.600")),
  breaks("BR-DEC-28", "simplified", set(`${LINE_CHARGE}/cbc:BaseAmount`, "6.000")),
  breaks("BR-KSA-DEC-03", "simplified", set(`${LINE}/cac:TaxTotal/cbc:TaxAmount`, "2.250")),
  breaks("BR-KSA-DEC-04", "simplified", set(`${LINE}/cac:TaxTotal/cbc:RoundingAmount`, "17.250")),
];

// Breaking changes for: totals, VAT, its categories, exemptions, prepayments.
import { leaf } from "../support/build.ts";
import {
  advance,
  advanceGroup,
  BROKEN_DOWN,
  breaks,
  type Case,
  category,
  group,
  LINE,
  TOTALS,
} from "../support/case.ts";
import { add, all, remove, set } from "../support/edit.ts";

const itemCategory = (line: number): string => `${LINE}[${line}]/cac:Item/cac:ClassifiedTaxCategory`;
const adjustmentCategory = (position: number): string => `cac:AllowanceCharge[${position}]/cac:TaxCategory`;

export const totalCases: readonly Case[] = [
  breaks("BR-13", "simplified", remove(`${TOTALS}/cbc:TaxExclusiveAmount`), "BR-CO-13", "BR-CO-15"),
  breaks("BR-14", "simplified", remove(`${TOTALS}/cbc:TaxInclusiveAmount`), "BR-CO-15", "BR-CO-16"),
  breaks("BR-15", "simplified", remove(`${TOTALS}/cbc:PayableAmount`), "BR-CO-16"),
  breaks("BR-CO-10", "simplified", set(`${TOTALS}/cbc:LineExtensionAmount`, "115.01")),
  breaks("BR-CO-11", "simplified", set(`${TOTALS}/cbc:AllowanceTotalAmount`, "5.01"), "BR-CO-13"),
  breaks("BR-CO-12", "simplified", set(`${TOTALS}/cbc:ChargeTotalAmount`, "10.01"), "BR-CO-13"),
  breaks("BR-CO-13", "simplified", set(`${TOTALS}/cbc:TaxExclusiveAmount`, "120.01"), "BR-CO-15"),
  breaks("BR-CO-16", "simplified", set(`${TOTALS}/cbc:PayableAmount`, "138.01")),
  breaks("BR-CO-14", "simplified", set(`${BROKEN_DOWN}/cbc:TaxAmount`, "18.01"), "own/vat-in-riyals"),
  breaks("BR-CO-15", "simplified", set(`${TOTALS}/cbc:TaxInclusiveAmount`, "138.01"), "BR-CO-16"),
  breaks("BR-CO-18", "simplified", remove(group(1)), "BR-CO-15", "BR-KSA-EN16931-08", "BR-KSA-EN16931-09", "BR-S-01"),
  breaks("BR-45", "simplified", remove(`${group(1)}/cbc:TaxableAmount`), "BR-CO-17", "BR-S-08", "BR-S-09"),
  breaks("BR-46", "simplified", remove(`${group(1)}/cbc:TaxAmount`), "BR-CO-14", "BR-CO-15", "BR-CO-17", "BR-S-09"),
  breaks("BR-47", "simplified", remove(`${category(1)}/cbc:ID`), "BR-S-01"),
  breaks("BR-48", "simplified", remove(`${category(1)}/cbc:Percent`), "BR-CO-17", "BR-S-09"),
  breaks("BR-CO-17", "categories", set(`${group(2)}/cbc:TaxAmount`, "1.00"), "BR-CO-14", "BR-CO-15", "BR-Z-09"),
];

export const categoryCases: readonly Case[] = [
  breaks("BR-CL-18", "simplified", set(`${itemCategory(1)}/cbc:ID`, "Q"), "BR-KSA-18", "BR-S-08"),
  breaks("BR-KSA-18", "simplified", set(`${itemCategory(1)}/cbc:ID`, "AE"), "BR-S-08"),
  breaks("BR-S-01", "categories", remove(group(1)), "BR-CO-14", "BR-CO-15"),
  breaks("BR-Z-01", "categories", remove(group(2))),
  breaks("BR-E-01", "categories", remove(group(3))),
  breaks("BR-O-01", "categories", remove(group(4))),
  breaks("BR-S-05", "categories", remove(`${itemCategory(1)}/cbc:Percent`)),
  breaks("BR-S-06", "categories", remove(`${adjustmentCategory(1)}/cbc:Percent`)),
  breaks("BR-S-07", "categories", remove(`${adjustmentCategory(2)}/cbc:Percent`)),
  breaks("BR-Z-05", "categories", set(`${itemCategory(2)}/cbc:Percent`, "5.00")),
  breaks("BR-Z-06", "categories", set(`${adjustmentCategory(3)}/cbc:Percent`, "5.00")),
  breaks("BR-E-05", "categories", set(`${itemCategory(3)}/cbc:Percent`, "5.00")),
  breaks("BR-E-06", "categories", set(`${adjustmentCategory(5)}/cbc:Percent`, "5.00")),
  breaks(
    "BR-Z-07",
    "simplified",
    all(set(`${adjustmentCategory(2)}/cbc:ID`, "Z"), set(`${adjustmentCategory(2)}/cbc:Percent`, "15.00")),
    "BR-S-08",
    "BR-Z-01",
  ),
  breaks(
    "BR-E-07",
    "simplified",
    all(set(`${adjustmentCategory(2)}/cbc:ID`, "E"), set(`${adjustmentCategory(2)}/cbc:Percent`, "15.00")),
    "BR-E-01",
    "BR-S-08",
  ),
  breaks("BR-KSA-11", "categories", set(`${itemCategory(4)}/cbc:Percent`, "5.00")),
  breaks("BR-KSA-12", "categories", set(`${adjustmentCategory(7)}/cbc:Percent`, "5.00")),
  breaks("BR-KSA-13", "categories", set(`${adjustmentCategory(8)}/cbc:Percent`, "5.00")),
  breaks("BR-KSA-84", "categories", set(`${itemCategory(1)}/cbc:Percent`, "14.00")),
  breaks("BR-KSA-DEC-02", "categories", set(`${itemCategory(1)}/cbc:Percent`, "15.000")),
  breaks("BR-S-08", "categories", set(`${group(1)}/cbc:TaxableAmount`, "101.01")),
  breaks("BR-Z-08", "categories", set(`${group(2)}/cbc:TaxableAmount`, "21.01")),
  breaks("BR-E-08", "categories", set(`${group(3)}/cbc:TaxableAmount`, "31.01")),
  breaks("BR-O-08", "categories", set(`${group(4)}/cbc:TaxableAmount`, "41.01")),
  breaks("BR-S-09", "categories", set(`${group(1)}/cbc:TaxAmount`, "15.30"), "BR-CO-14", "BR-CO-15", "BR-CO-17"),
  breaks("BR-Z-09", "categories", set(`${group(2)}/cbc:TaxAmount`, "0.01"), "BR-CO-14", "BR-CO-15"),
  breaks("BR-E-09", "categories", set(`${group(3)}/cbc:TaxAmount`, "0.01"), "BR-CO-14", "BR-CO-15"),
  breaks("BR-O-09", "categories", set(`${group(4)}/cbc:TaxAmount`, "0.01"), "BR-CO-14", "BR-CO-15"),
  breaks("BR-S-10", "categories", add(category(1), leaf("cbc:TaxExemptionReason", "سبب"))),
  breaks("BR-KSA-23", "categories", remove(`${category(3)}/cbc:TaxExemptionReasonCode`)),
  breaks("BR-KSA-24", "categories", remove(`${category(4)}/cbc:TaxExemptionReasonCode`)),
  breaks("BR-KSA-69", "categories", remove(`${category(2)}/cbc:TaxExemptionReasonCode`)),
  breaks("BR-KSA-83", "categories", remove(`${category(2)}/cbc:TaxExemptionReason`)),
  breaks("BR-KSA-CL-04", "categories", set(`${category(2)}/cbc:TaxExemptionReasonCode`, "VATEX-SA-29")),
  breaks("BR-KSA-F-06-C16", "categories", set(`${category(2)}/cbc:TaxExemptionReason`, "س".repeat(1001))),
];

const reference = `${advance("S")}/cac:DocumentReference`;
const advanceCategory = (code: "S" | "Z" | "E" | "O"): string => `${advanceGroup(code)}/cac:TaxCategory`;

export const prepaymentCases: readonly Case[] = [
  breaks("BR-KSA-73", "advances", remove(`${reference}/cbc:ID`)),
  breaks("BR-KSA-74", "advances", set(`${reference}/cbc:DocumentTypeCode`, "388"), "BR-KSA-80"),
  breaks("BR-KSA-75", "advances", remove(`${advanceCategory("S")}/cbc:ID`)),
  breaks("BR-KSA-76", "advances", set(`${advanceCategory("Z")}/cbc:Percent`, "5.00"), "BR-KSA-79"),
  breaks("BR-KSA-77", "advances", set(`${advanceCategory("E")}/cbc:Percent`, "5.00"), "BR-KSA-79"),
  breaks("BR-KSA-78", "advances", set(`${advanceCategory("O")}/cbc:Percent`, "5.00"), "BR-KSA-79"),
  breaks("BR-KSA-79", "advances", set(`${advanceCategory("S")}/cbc:Percent`, "5.00")),
  breaks("BR-KSA-80", "advances", set(`${advanceGroup("S")}/cbc:TaxAmount`, "15.01")),
  breaks("BR-KSA-82", "advances", set(`${advance("S")}/cac:Price/cbc:PriceAmount`, "1.00")),
  breaks("BR-KSA-93", "advances", remove(`${advanceCategory("Z")}/cbc:TaxExemptionReasonCode`)),
  breaks("BR-KSA-94", "advances", remove(`${advanceCategory("E")}/cbc:TaxExemptionReasonCode`)),
  breaks("BR-KSA-95", "advances", remove(`${advanceCategory("O")}/cbc:TaxExemptionReasonCode`)),
  breaks("BR-KSA-96", "advances", remove(`${advanceCategory("Z")}/cbc:TaxExemptionReason`)),
  breaks("BR-KSA-CL-07", "advances", set(`${advanceCategory("Z")}/cbc:TaxExemptionReasonCode`, "VATEX-SA-32(bis)")),
  breaks("BR-KSA-F-06-C39", "advances", set(`${advanceCategory("Z")}/cbc:TaxExemptionReason`, "س".repeat(1001))),
  breaks("BR-KSA-DEC-06", "advances", set(`${advanceGroup("S")}/cbc:TaxAmount`, "15.000")),
];

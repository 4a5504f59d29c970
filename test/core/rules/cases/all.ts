// Every breaking change, family by family.
import type { Case } from "../support/case.ts";
import { documentCases } from "./document.ts";
import { lengthCases } from "./lengths.ts";
import { lineCases, lineDecimalCases, lineLengthCases } from "./lines.ts";
import { partyCases } from "./parties.ts";
import { categoryCases, prepaymentCases, totalCases } from "./vat.ts";

export const cases: readonly Case[] = [
  ...documentCases,
  ...partyCases,
  ...lineCases,
  ...lineLengthCases,
  ...lineDecimalCases,
  ...totalCases,
  ...categoryCases,
  ...prepaymentCases,
  ...lengthCases,
];

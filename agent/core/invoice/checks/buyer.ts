// What a profile, a flag or an exemption asks of the buyer (documents.md C8).
import { CITIZEN_EXEMPTIONS } from "../exemptions.ts";
import type { PartOfSale } from "../reading/sale-members.ts";
import { at, type Check, isAbsent, isSimplifiedSummary, isStandard } from "./check.ts";
import { vatsOf } from "./vat.ts";

const isToCitizen = (sale: PartOfSale): boolean =>
  vatsOf(sale).some(({ vat }) => vat.category !== "S" && CITIZEN_EXEMPTIONS.has(vat.exemption));

export const BUYER_CHECKS: readonly Check[] = [
  {
    code: "BR-KSA-42",
    broken: at("buyer", (sale) => isStandard(sale) && isAbsent(sale, "buyer")),
    message: ["الفاتورة الضريبية تحتاج المشتري", "a tax invoice needs its buyer"],
    fix: ["أضف buyer باسمه وعنوانه ورقمه", "add buyer with name, address and number"],
  },
  {
    code: "BR-KSA-10",
    broken: at(
      "buyer.address",
      (sale) => isStandard(sale) && sale.buyer !== undefined && sale.buyer.address === undefined,
    ),
    message: ["عنوان المشتري مطلوب في الفاتورة الضريبية", "a tax invoice needs the buyer's address"],
    fix: ["أضف buyer.address", "add buyer.address"],
  },
  {
    code: "BR-KSA-81",
    broken: at("buyer", ({ buyer, ...sale }) => {
      return isStandard(sale) && buyer !== undefined && buyer.vat === undefined && buyer.id === undefined;
    }),
    message: [
      "المشتري في الفاتورة الضريبية يحتاج رقمًا ضريبيًا أو هوية أخرى",
      "the buyer of a tax invoice needs a VAT number or another id",
    ],
    fix: ["أضف buyer.vat أو buyer.id", "add buyer.vat or buyer.id"],
  },
  {
    code: "BR-KSA-49",
    broken: at(
      "buyer.id",
      (sale) => isToCitizen(sale) && Object.hasOwn(sale, "buyer") && sale.buyer?.id?.scheme !== "NAT",
    ),
    message: [
      "تعليم المواطنين وعلاجهم بنسبة الصفر يحتاج اسم المواطن ورقم هويته الوطنية",
      "zero-rated education or health care of a citizen needs their name and national id",
    ],
    fix: [
      'أضف buyer: { "name": …, "id": { "scheme": "NAT", "value": … } }',
      'add buyer: { "name": …, "id": { "scheme": "NAT", "value": … } }',
    ],
  },
  {
    code: "BR-KSA-71",
    broken: at("buyer", (sale) => isSimplifiedSummary(sale) && isAbsent(sale, "buyer")),
    message: ["الفاتورة المبسطة المجملة تحتاج اسم المشتري", "a simplified summary invoice needs the buyer's name"],
    fix: ["أضف buyer", "add buyer"],
  },
];

// The form of identification numbers (BR-KSA-F-07 to F-13).
import type { Rule } from "../rule.ts";
import type { Node } from "../support/node.ts";
import { hasOnlyDigits, normalizeSpace } from "../support/text.ts";
import { attribute, text } from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { attributes, exists, path, stringOf, tidy } from "../support/xpath.ts";
import { KSA } from "../templates-ksa.ts";

const IDS = path("cac:Party/cac:PartyIdentification/cbc:ID");
const SELLER_SCHEMES = ["CRN", "MOM", "MLS", "700", "SAG", "OTH"];
const BUYER_SCHEMES = ["TIN", "CRN", "MOM", "MLS", "700", "SAG", "NAT", "GCC", "IQA", "OTH", "PAS"];

/** Eight digits in a row that climb, fall or repeat: nobody's number. */
const INVENTED = new RegExp(
  ["01234567|12345678|23456789|76543210|87654321|98765432", ...Array.from("0123456789", (d) => d.repeat(8))].join("|"),
);

/** Ten digits, blanks around them not counted as right; with a certain first one. */
const isTenDigits = (raw: string, first: string): boolean =>
  [...normalizeSpace(raw)].length === 10 && normalizeSpace(raw).startsWith(first) && hasOnlyDigits(raw);

const schemesOf = (party: Node): readonly string[] =>
  party.key === "cac:AccountingSupplierParty" ? SELLER_SCHEMES : BUYER_SCHEMES;

const isAccepted = (party: Node, scheme: string): boolean =>
  schemesOf(party).includes(normalizeSpace(scheme).toUpperCase());

/** Either party's number under a scheme of ten digits. */
const partyNumber = (id: string, scheme: string, first: string, ar: string, en: string): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when: KSA.party,
  breaks: (party) => {
    const ids = IDS(party);
    if (!exists(ids) || tidy(attributes(ids, "schemeID")) !== scheme) return false;
    return !isTenDigits(stringOf(ids), first);
  },
  path: "party.id.value",
  message: says(`${ar} غير صحيح`, `${en} is malformed`),
  fix: tenDigits(first),
});

/** The buyer's number under a scheme of ten digits. */
const buyerNumber = (id: string, scheme: string, first: string, ar: string, en: string): Rule => ({
  id,
  official: "warning",
  severity: "error",
  when: KSA.buyerId,
  breaks: (node) => normalizeSpace(attribute(node, "schemeID") ?? "") === scheme && !isTenDigits(text(node), first),
  path: "buyer.id.value",
  message: says(`${ar} غير صحيح`, `${en} is malformed`),
  fix: tenDigits(first),
});

const tenDigits = (first: string) =>
  first === ""
    ? says("اكتب 10 أرقام", "give 10 digits")
    : says(`اكتب 10 أرقام أولها ${first}`, `give 10 digits that start with ${first}`);

export const partyIds: readonly Rule[] = [
  buyerNumber("BR-KSA-F-07", "TIN", "3", "الرقم المميز (TIN) للمشتري", "the buyer's tax identification number (TIN)"),
  partyNumber("BR-KSA-F-08", "CRN", "", "رقم السجل التجاري (CRN)", "the commercial registration number (CRN)"),
  partyNumber("BR-KSA-F-09", "700", "7", "الرقم الموحد (700)", "the unified number (700)"),
  buyerNumber("BR-KSA-F-10", "NAT", "1", "رقم الهوية الوطنية (NAT) للمشتري", "the buyer's national ID (NAT)"),
  buyerNumber("BR-KSA-F-11", "IQA", "2", "رقم إقامة المشتري (IQA)", "the buyer's residence number (IQA)"),
  {
    id: "BR-KSA-F-12",
    official: "warning",
    severity: "error",
    when: KSA.party,
    breaks: (party) => {
      const scheme = stringOf(attributes(IDS(party), "schemeID"));
      return isAccepted(party, scheme) && scheme !== normalizeSpace(scheme);
    },
    path: "party.id.scheme",
    message: says("نوع المعرف فيه مسافات", "the scheme of an identification has blanks in it"),
    fix: says("احذف المسافات", "remove the blanks"),
    impossible: true,
  },
  {
    id: "BR-KSA-F-13",
    official: "warning",
    severity: "error",
    when: KSA.party,
    breaks: (party) =>
      IDS(party).some(
        (id) =>
          isAccepted(party, attribute(id, "schemeID") ?? "") &&
          /^\p{Nd}+$/u.test(normalizeSpace(text(id))) &&
          INVENTED.test(normalizeSpace(text(id))),
      ),
    path: "party.id.value",
    message: says(
      "رقم معرف مختلق: ثمانية أرقام متسلسلة أو متكررة",
      "an identification looks invented: eight digits in sequence, or the same eight times",
    ),
    fix: says("اكتب الرقم الحقيقي", "give the real number"),
  },
];

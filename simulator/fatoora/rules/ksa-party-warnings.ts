// Rules of the Kingdom about seller and buyer whose breach is told and forgiven.
import { all, type Element } from "../xml/element.ts";
import { BUYER_SCHEMES, SELLER_SCHEMES } from "./codes.ts";
import { ADDRESS, BUYER, GROUP_CATEGORY, IDENTIFICATION, NAME, SELLER, VAT_NUMBER } from "./paths.ts";
import {
  filled,
  has,
  hasKind,
  isStandard,
  isSummary,
  type Row,
  type RuleContext,
  rules,
  transactionCode,
  value,
} from "./rule.ts";

const WHOLE_ADDRESS = [
  "cbc:StreetName",
  "cbc:BuildingNumber",
  "cbc:CityName",
  "cbc:PostalZone",
  "cbc:CitySubdivisionName",
  "cac:Country/cbc:IdentificationCode",
];

const FOREIGN_ADDRESS = ["cbc:StreetName", "cbc:CityName", "cac:Country/cbc:IdentificationCode"];

const buyersText = (invoice: Element, path: string): string => all(invoice, `${BUYER}/${path}`)[0]?.text ?? "";

const buyerIsSaudi = (invoice: Element): boolean =>
  buyersText(invoice, `${ADDRESS}/cac:Country/cbc:IdentificationCode`) === "SA";

const lacksName = (invoice: Element): boolean => buyersText(invoice, NAME).trim() === "";

/** Every exemption of the document is one for education or health care of citizens. */
const isForCitizens = (invoice: Element): boolean => {
  const codes = all(invoice, `${GROUP_CATEGORY}/cbc:TaxExemptionReasonCode`).map(({ text }) => text.trim());
  return codes.length > 0 && codes.every((code) => code === "VATEX-SA-EDU" || code === "VATEX-SA-HEA");
};

const lacksSeller = (invoice: Element): boolean =>
  !all(invoice, `${SELLER}/${IDENTIFICATION}`).some((id) =>
    SELLER_SCHEMES.has((id.attributes["schemeID"] ?? "").trim()),
  );

const lacksBuyer = (invoice: Element): boolean =>
  !has(invoice, `${BUYER}/${VAT_NUMBER}`) && !filled(invoice, `${BUYER}/${IDENTIFICATION}`);

const FIVE_DIGITS = /^\d{5}$/;

/** A condition on standard documents only. */
const onStandard =
  (test: (invoice: Element) => boolean) =>
  (_: Element, { invoice }: RuleContext): boolean =>
    isStandard(invoice) && test(invoice);

/** The form of an identification by its scheme: code of the rule, scheme, pattern, and whose it is. */
const ID_FORMS: readonly (readonly [string, string, RegExp, readonly string[]])[] = [
  ["BR-KSA-F-07", "TIN", /^3\d{9}$/, [BUYER]],
  ["BR-KSA-F-08", "CRN", /^\d{10}$/, [SELLER, BUYER]],
  ["BR-KSA-F-09", "700", /^7\d{9}$/, [SELLER, BUYER]],
  ["BR-KSA-F-10", "NAT", /^1\d{9}$/, [BUYER]],
  ["BR-KSA-F-11", "IQA", /^2\d{9}$/, [BUYER]],
];

const DIGIT_RUNS = [
  ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(8)),
  ..."01234567 12345678 23456789 76543210 87654321 98765432".split(" "),
];

const isMadeUp = ({ text, attributes }: Element): boolean =>
  BUYER_SCHEMES.has((attributes["schemeID"] ?? "").trim().toUpperCase()) &&
  /^\d+$/.test(text.trim()) &&
  DIGIT_RUNS.some((run) => text.includes(run));

const hasBlanks = ({ attributes }: Element): boolean => {
  const scheme = attributes["schemeID"] ?? "";
  return scheme !== scheme.trim() && BUYER_SCHEMES.has(scheme.trim().toUpperCase());
};

const PHONE = /^(0|\+)\d{4,15}$/;

const BOTH = [`${SELLER}/${IDENTIFICATION}`, `${BUYER}/${IDENTIFICATION}`];

const ROWS: readonly Row[] = [
  ["BR-KSA-08", "", lacksSeller],
  ["BR-KSA-09", `${SELLER}/${ADDRESS}`, (e) => WHOLE_ADDRESS.some((path) => !has(e, path))],
  [
    "BR-KSA-10",
    "",
    (e) => hasKind(e) && isStandard(e) && FOREIGN_ADDRESS.some((path) => buyersText(e, `${ADDRESS}/${path}`) === ""),
  ],
  ["BR-KSA-25", "", (e) => /^02/.test(transactionCode(e)) && isForCitizens(e) && lacksName(e)],
  ["BR-KSA-37", SELLER, (e) => !/^\d{4}$/.test(value(e, `${ADDRESS}/cbc:BuildingNumber`))],
  ["BR-KSA-42", BUYER, onStandard(lacksName)],
  [
    "BR-KSA-63",
    "",
    (e) => isStandard(e) && buyerIsSaudi(e) && WHOLE_ADDRESS.some((path) => !filled(e, `${BUYER}/${ADDRESS}/${path}`)),
  ],
  ["BR-KSA-66", `${SELLER}/${ADDRESS}`, (e) => !FIVE_DIGITS.test(all(e, "cbc:PostalZone")[0]?.text ?? "")],
  [
    "BR-KSA-67",
    "",
    (e) => isStandard(e) && buyerIsSaudi(e) && !FIVE_DIGITS.test(buyersText(e, `${ADDRESS}/cbc:PostalZone`)),
  ],
  ["BR-KSA-71", "", (e) => isSummary(e) && lacksName(e)],
  ["BR-KSA-81", "", onStandard(lacksBuyer)],
  ["BR-KSA-85", `${BUYER}/cac:Contact/cbc:Telephone`, (e) => e.text !== "" && !PHONE.test(e.text)],
  ["BR-KSA-99", `${BUYER}/${VAT_NUMBER}`, (e, { invoice }) => isStandard(invoice) && e.text.trim() === ""],
  ...ID_FORMS.map(
    ([code, scheme, form, parties]): Row => [
      code,
      parties.map((party) => `${party}/${IDENTIFICATION}`),
      (e) => (e.attributes["schemeID"] ?? "").trim() === scheme && !form.test(e.text.trim()),
    ],
  ),
  ["BR-KSA-F-12", BOTH, hasBlanks],
  ["BR-KSA-F-13", BOTH, isMadeUp],
];

/** The rules, in the order of their codes. */
export const KSA_PARTY_WARNINGS = rules(ROWS);

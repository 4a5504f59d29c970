// What a certificate signing request must say (reference: csr B1, B2; checks O5 to O7), one row per demand.
import type { Profile } from "../profiles.ts";
import type { CsrFacts, NameAttribute } from "./csr.ts";

/** The three ways the gateway words a refusal (reference: gateway A5). */
export type CsrRefusal = "invalid-csr" | "too-long" | "denied-by-policy";

/** One demand: its row in the reference, how a refusal is worded, and the fault found, if any. */
export type CsrCheck = {
  readonly id: "O5" | "O6" | "O7";
  readonly refusal: CsrRefusal;
  readonly fault: (csr: CsrFacts, profile: Profile) => string | undefined;
};

/** The attributes of the alternative name, by the short names of the configuration files of the authority. */
const ALTERNATIVE_NAME = {
  serialNumber: "SN", // surname, 2.5.4.4
  vatNumber: "0.9.2342.19200300.100.1.1",
  invoiceType: "T", // title, 2.5.4.12
  address: "2.5.4.26",
  category: "2.5.4.15",
} as const;

const SUBJECT = ["C", "OU", "O", "CN"] as const;
const MAX_LENGTH = 64;
const SERIAL_NUMBER = /^1-(.+)\|2-(.+)\|3-(.+)$/;
const VAT_NUMBER = /^3\d{13}3$/;
const INVOICE_TYPE = /^(10|01|11)00$/;
const GROUP_MEMBER = /^\d{10}$/;
const FORBIDDEN = /[!@#$%&*_<=]/;
const UTF8_STRING = 0x0c;
const PRINTABLE_STRING = 0x13;

const attribute = (attributes: readonly NameAttribute[], type: string): string =>
  attributes.find((one) => one.type === type)?.value ?? "";

const directoryName = (csr: CsrFacts): readonly NameAttribute[] => csr.alternativeNames[0]?.attributes ?? [];

/** One field of the alternative name; empty where it is missing. */
export const alternativeName = (csr: CsrFacts, field: keyof typeof ALTERNATIVE_NAME): string =>
  attribute(directoryName(csr), ALTERNATIVE_NAME[field]);

const isExactly = (attributes: readonly NameAttribute[], types: readonly string[]): boolean =>
  attributes.length === types.length && types.every((type) => attributes.some((one) => one.type === type));

const everyValue = (csr: CsrFacts): string[] => [...csr.subject, ...directoryName(csr)].map(({ value }) => value);

const isGroup = (vatNumber: string): boolean => vatNumber[10] === "1";

/** A fault where the condition does not hold. */
const demand = (holds: boolean, fault: string): string | undefined => (holds ? undefined : fault);

/** Every demand, in the order they are looked at; the first that fails is answered. */
export const CSR_CHECKS: readonly CsrCheck[] = [
  {
    id: "O5",
    refusal: "invalid-csr",
    fault: (csr) => demand(isExactly(csr.subject, SUBJECT), "the subject must hold C, OU, O and CN, once each"),
  },
  {
    id: "O5",
    refusal: "invalid-csr",
    fault: (csr) => demand(attribute(csr.subject, "C") === "SA", "the country must be SA"),
  },
  {
    id: "O6",
    refusal: "invalid-csr",
    fault: (csr) =>
      demand(
        csr.alternativeNames.length === 1 && isExactly(directoryName(csr), Object.values(ALTERNATIVE_NAME)),
        "the alternative name must be one directory name with SN, UID, title, registeredAddress, businessCategory",
      ),
  },
  {
    id: "O5",
    refusal: "invalid-csr",
    fault: (csr) =>
      demand(
        everyValue(csr).every((value) => value.trim() !== ""),
        "no field may be empty",
      ),
  },
  {
    id: "O5",
    refusal: "too-long",
    fault: (csr) => {
      const long = csr.subject.find(({ value }) => value.length > MAX_LENGTH);
      return demand(long === undefined, `${long?.type} should be less than or equal to ${MAX_LENGTH}`);
    },
  },
  {
    id: "O6",
    refusal: "too-long",
    fault: (csr) =>
      demand(
        alternativeName(csr, "serialNumber").length <= MAX_LENGTH,
        `Serial Number should be less than or equal to ${MAX_LENGTH}`,
      ),
  },
  {
    id: "O6",
    refusal: "invalid-csr",
    fault: (csr) =>
      demand(SERIAL_NUMBER.test(alternativeName(csr, "serialNumber")), "SN must read 1-maker|2-model|3-serial"),
  },
  {
    id: "O6",
    refusal: "invalid-csr",
    fault: (csr) => demand(VAT_NUMBER.test(alternativeName(csr, "vatNumber")), "UID must be 15 digits, 3 to 3"),
  },
  {
    id: "O6",
    refusal: "invalid-csr",
    fault: (csr) => demand(INVOICE_TYPE.test(alternativeName(csr, "invoiceType")), "title must be 1000, 0100 or 1100"),
  },
  {
    id: "O6",
    refusal: "invalid-csr",
    fault: (csr) =>
      demand(
        !isGroup(alternativeName(csr, "vatNumber")) || GROUP_MEMBER.test(attribute(csr.subject, "OU")),
        "a VAT group's OU must be the member's 10-digit TIN",
      ),
  },
  {
    id: "O6",
    refusal: "invalid-csr",
    fault: (csr) => demand(!everyValue(csr).some((value) => FORBIDDEN.test(value)), "no field may hold !@#$%&*_<="),
  },
  {
    id: "O7",
    refusal: "denied-by-policy",
    fault: ({ template }) =>
      demand(
        template?.tag === UTF8_STRING || template?.tag === PRINTABLE_STRING,
        "the template name must be a UTF8String or a PrintableString",
      ),
  },
  {
    id: "O7",
    refusal: "denied-by-policy",
    fault: ({ template }, profile) =>
      demand(
        profile.templates.includes(template?.text ?? ""),
        `the template must be ${profile.templates.join(" or ")}`,
      ),
  },
];

/** The first demand a request fails in an environment, with the fault in words; undefined when it is sound. */
export const judgeCsr = (
  csr: CsrFacts,
  profile: Profile,
): { readonly check: CsrCheck; readonly fault: string } | undefined => {
  for (const check of CSR_CHECKS) {
    const fault = check.fault(csr, profile);
    if (fault !== undefined) return { check, fault };
  }
  return undefined;
};

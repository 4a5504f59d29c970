// What can be wrong with the sense of a sale whose members are right, each for itself. One row of CHECKS is one rule.
import { joined } from "../text.ts";
import type { Violation } from "../violation.ts";
import { CITIZEN_EXEMPTIONS } from "./exemptions.ts";
import { error } from "./problems.ts";
import type { PartOfSale } from "./sale-members.ts";
import type { Unrated, Vat } from "./vat.ts";

type Pair = readonly [ar: string, en: string];

interface Check {
  readonly code: string;
  /** The paths at which a sale breaks the rule, as far as it could be read. */
  readonly broken: (sale: PartOfSale) => readonly string[];
  readonly message: Pair;
  readonly fix: Pair;
}

/** Everything the members of a sale say against each other. */
export const checkSense = (sale: PartOfSale): readonly Violation[] =>
  CHECKS.flatMap(({ code, broken, message, fix }) => broken(sale).map((path) => error(code, path, message, fix)));

const at =
  (path: string, isBroken: (sale: PartOfSale) => boolean): Check["broken"] =>
  (sale) =>
    isBroken(sale) ? [path] : [];

/** Read without a mistake, and not given: what was given but wrong has been reported already. */
const isAbsent = (sale: PartOfSale, name: keyof PartOfSale): boolean =>
  Object.hasOwn(sale, name) && sale[name] === undefined;

const isNote = ({ type }: PartOfSale): boolean => type === "credit-note" || type === "debit-note";
const isOther = ({ type }: PartOfSale): boolean => type === "invoice" || type === "prepayment";
const isStandard = ({ profile }: PartOfSale): boolean => profile === "standard";
const isSimplified = ({ profile }: PartOfSale): boolean => profile === "simplified";
const isSummary = (sale: PartOfSale): boolean => isSimplified(sale) && sale.flags?.includes("summary") === true;
const isForeign = ({ currency }: PartOfSale): boolean => currency !== undefined && currency !== "SAR";

/** The VAT of every line, charge and discount that names one, with its path. */
function vatsOf({ lines, charges, discounts }: PartOfSale): readonly { readonly path: string; readonly vat: Vat }[] {
  const given = { lines: lines ?? [], charges: charges ?? [], discounts: discounts ?? [] };
  return Object.entries(given).flatMap(([name, parts]) =>
    parts.flatMap(({ vat }, i) => (vat === undefined ? [] : [{ path: `${name}[${i}].vat`, vat }])),
  );
}

/** Where a category has another exemption reason than the first one of the document. */
function secondReasons(category: Unrated["category"], sale: PartOfSale): readonly string[] {
  const found = vatsOf(sale).flatMap(({ path, vat }) =>
    vat.category === category ? [{ path, reason: `${vat.exemption} ${joined(vat.reason)}` }] : [],
  );
  return found.filter(({ reason }) => reason !== found[0]?.reason).map(({ path }) => path);
}

const isCitizenSale = (sale: PartOfSale): boolean =>
  vatsOf(sale).some(({ vat }) => vat.category !== "S" && CITIZEN_EXEMPTIONS.has(vat.exemption));

/** Lines that give back something of a document the note does not refer to. */
function strayOriginals({ lines = [], originals = [] }: Pick<PartOfSale, "lines" | "originals">): readonly string[] {
  const irns = new Set(originals.flatMap((original) => (original.by === "irn" ? [original.irn] : [])));
  return [...lines.entries()]
    .filter(([, { original }]) => original !== undefined && !irns.has(original.irn))
    .map(([i]) => `lines[${i}].original.irn`);
}

const TWO_DOCUMENTS: Pair = ["أصدر مستندين، لكل سبب مستند", "issue two documents, one for each reason"];

const oneReasonPer = (category: Unrated["category"]): Check => ({
  code: `BR-${category}-08`,
  broken: (sale) => secondReasons(category, sale),
  message: [
    `في المستند سبب إعفاء آخر للفئة ${category}، وللفئة سبب واحد في كل مستند`,
    `the document has another exemption reason of category ${category} already; a category has one per document`,
  ],
  fix: TWO_DOCUMENTS,
});

const CHECKS: readonly Check[] = [
  {
    code: "BR-KSA-56",
    broken: at("originals", (sale) => isNote(sale) && sale.originals?.length === 0),
    message: ["الإشعار لا يذكر المستند الأصلي", "a note must name what it refers to"],
    fix: [
      "أضف originals برقم الفاتورة، أو بنص أو فترة إن لم يوجد رقم",
      "add originals with the invoice's number, or a text or period where there is none",
    ],
  },
  {
    code: "BR-KSA-17",
    broken: at("reason", (sale) => isNote(sale) && isAbsent(sale, "reason")),
    message: ["الإشعار بلا سبب", "a note must say why it is issued"],
    fix: ["أضف reason: نصًا أو مفتاح سبب نظامي مثل returned", "add reason: words, or the key of a legal one such as returned"],
  },
  {
    code: "sale/not-for-type",
    broken: (sale) => [
      ...at("originals", () => isOther(sale) && (sale.originals?.length ?? 0) > 0)(sale),
      ...at("reason", () => isOther(sale) && sale.reason !== undefined)(sale),
      ...(isOther(sale) ? strayOriginals({ lines: sale.lines ?? [] } as PartOfSale) : []),
    ],
    message: ["هذا الحقل للإشعارات الدائنة والمدينة", "this member belongs to credit and debit notes"],
    fix: ["احذفه أو صحح type", "leave it out, or correct type"],
  },
];

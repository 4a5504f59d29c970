// What a note may refer to (documents.md C9): an invoice or a debit note, simplified or standard like itself, by its own
// UUID. What the ledger does not know (an older system, a lost ledger, another terminal) cannot be checked.
import type { Uuid } from "../ids.ts";
import type { Violation } from "../violation.ts";
import type { DocumentType, Original, Profile, Sale } from "./draft.ts";
import { error, type Pair, warning } from "./finding.ts";

/** A document of this unit that a note refers to. */
export interface KnownOriginal {
  readonly type: DocumentType;
  readonly profile: Profile;
  /** As its own bytes have it; undefined where a middleware keeps them. */
  readonly uuid: Uuid | undefined;
  /** Of the documents of the same number that the authority refused before it. */
  readonly refused: readonly Uuid[];
  /** What it refers to itself, in words: numbers of documents, or what stands for them. */
  readonly refersTo: readonly string[];
}

/** What this unit can tell about document numbers. */
export interface KnownNumbers {
  readonly known: ReadonlyMap<string, KnownOriginal>;
  /** The number is of the form in which the unit numbers its own documents. */
  readonly isOwnForm: (irn: string) => boolean;
}

type NamedOriginal = Extract<Original, { by: "irn" }>;

/** One original of a note, and where it stands in the till's JSON. */
interface Place {
  readonly path: string;
  readonly note: Profile;
  readonly original: NamedOriginal;
}

/**
 * What is wrong with the originals of a note. A number of the unit's own form that its ledger lacks is only told: it may
 * be one of an earlier terminal, or of a ledger that was lost.
 */
export function originalFindings({ kind, profile }: Sale, { known, isOwnForm }: KnownNumbers): readonly Violation[] {
  if (!("originals" in kind)) return [];
  return kind.originals.flatMap((original, i) => {
    if (original.by !== "irn") return [];
    const place: Place = { path: `originals[${i}]`, note: profile, original };
    const document = known.get(original.irn);
    if (document !== undefined) return findingsOn(place, document);
    return isOwnForm(original.irn) ? [unknown(place)] : [];
  });
}

function findingsOn(place: Place, document: KnownOriginal): readonly Violation[] {
  if (document.type === "credit-note") return [creditNote(place, document)];
  return [
    ...(document.profile === place.note ? [] : [otherProfile(place, document.profile)]),
    ...uuidFindings(place, document),
  ];
}

/** The till may not have heard that its document was refused and made again: that stops no return. */
function uuidFindings({ path, original }: Place, { uuid, refused }: KnownOriginal): readonly Violation[] {
  const given = original.uuid;
  if (uuid === undefined || given === undefined || given === uuid) return [];
  return [(refused.includes(given) ? warning : error)("return/uuid", `${path}.uuid`, ...otherUuid(original.irn, uuid))];
}

const otherUuid = (irn: string, uuid: string): readonly [message: Pair, fix: Pair] => [
  [`معرف UUID للمستند ${irn} هو ${uuid}`, `the UUID of ${irn} is ${uuid}`],
  [`أرسل ${uuid} أو احذف uuid`, `send ${uuid}, or leave uuid out`],
];

const creditNote = ({ path, original: { irn } }: Place, { refersTo }: KnownOriginal) =>
  error(
    "return/of-a-credit-note",
    `${path}.irn`,
    [`${irn} نفسه إشعار دائن على ${refersTo.join("، ")}`, `${irn} is itself a credit note, on ${refersTo.join(", ")}`],
    [
      "اذكر الفاتورة نفسها في originals؛ ولإلغاء إشعار دائن أصدر إشعارًا مدينًا على فاتورته",
      "name the invoice itself in originals; a credit note is undone by a debit note on its invoice",
    ],
  );

const PROFILES: Readonly<Record<Profile, Pair>> = {
  simplified: ["مبسط", "simplified"],
  standard: ["ضريبي", "standard"],
};

function otherProfile({ path, note, original: { irn } }: Place, own: Profile): Violation {
  const [[ownAr, ownEn], [noteAr, noteEn]] = [PROFILES[own], PROFILES[note]];
  return error(
    "return/profile",
    `${path}.irn`,
    [`المستند ${irn} ${ownAr} والإشعار ${noteAr}`, `${irn} is a ${ownEn} document, the note a ${noteEn} one`],
    [`أصدر الإشعار بقيمة profile "${own}"`, `issue the note with profile "${own}"`],
  );
}

const unknown = ({ path, original: { irn } }: Place) =>
  warning(
    "return/unknown-original",
    `${path}.irn`,
    [
      `الرقم ${irn} على صيغة أرقام هذا الجهاز وليس في سجله، فلا يُعرف ما بقي منه`,
      `${irn} has the form of this unit's own numbers and is not in its ledger: what is left of it is unknown`,
    ],
    [
      "تحقق من الرقم على الإيصال؛ ولا شيء إن كان من جهاز سابق أو سجل مفقود",
      "check the number on the receipt; nothing where it is from an earlier terminal or a lost ledger",
    ],
  );

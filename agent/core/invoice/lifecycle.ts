// The stages of a document and the only functions between them (architecture.md, "Illegal states do not compile").
import type { Icv, InvoiceHash, Irn, Pih, Uuid } from "../ids.ts";
import { err, ok, type Result } from "../result.ts";
import type { RiyadhTime } from "../riyadh-time.ts";
import type { Violation } from "../violation.ts";
import type { Profile, Sale } from "./draft.ts";
import type { Figures } from "./figures.ts";
import type { Seller } from "./party.ts";
import { figuresOf, type Terms } from "./price.ts";

declare const minted: unique symbol;

/** A stage is minted below and nowhere else: an object with the right members and another stage's name is none. */
interface Stage<Name extends string, P extends Profile> {
  readonly stage: Name;
  readonly profile: P;
  readonly sale: Sale<P>;
  /** What the till is told beside the document. */
  readonly warnings: readonly Violation[];
  readonly [minted]: Name;
}

interface WithFigures {
  readonly seller: Seller;
  readonly figures: Figures;
}

/** A document's place in the chain of its CSID (C3). */
export interface Link {
  readonly irn: Irn;
  readonly uuid: Uuid;
  readonly icv: Icv;
  readonly pih: Pih;
  readonly issuedAt: RiyadhTime;
}

/** What the stamp made: final bytes and the texts taken from them. */
export interface Seal {
  readonly xml: string;
  readonly hash: InvoiceHash;
  readonly qr: string;
  readonly signature: string;
}

interface Placed {
  readonly link: Link;
}

interface Sealed extends Placed {
  readonly seal: Seal;
}

/** Parsed from the till, not yet priced. */
export type Draft<P extends Profile = Profile> = Stage<"draft", P>;
/** Every amount computed. */
export type Priced<P extends Profile = Profile> = Stage<"priced", P> & WithFigures;
/** No rule of the book is broken. */
export type Approved<P extends Profile = Profile> = Stage<"approved", P> & WithFigures;
/** Has its number, its counter value and the hash before it. */
export type Chained<P extends Profile = Profile> = Stage<"chained", P> & WithFigures & Placed;
/** Stamped: may be handed to the customer (simplified) or sent for clearance (standard). */
export type Signed<P extends Profile = Profile> = Stage<"signed", P> & WithFigures & Sealed;
/** Accepted by the gateway after the sale: simplified documents only. */
export type Reported = Stage<"reported", "simplified"> & WithFigures & Sealed;
/** Cleared by the gateway before it became an invoice: standard documents only. */
export type Cleared = Stage<"cleared", "standard"> &
  WithFigures &
  Sealed & {
    /** The legal document: ours with the gateway's stamp and QR code. */
    readonly clearedXml: string;
  };

/** Either profile, to be told apart by `profile`. */
export type AnyDraft = Draft<"simplified"> | Draft<"standard">;

/** Anything with amounts: what a document can be written from. */
export type PricedStage<P extends Profile = Profile> = Priced<P> | Approved<P> | Chained<P> | Signed<P>;

/** Opens the life of a document; only `parseSale` has a sale to give. */
export const draft = <P extends Profile>(sale: Sale<P>, warnings: readonly Violation[]): Draft<P> =>
  mint<Draft<P>>({ stage: "draft", profile: sale.profile, sale, warnings });

/** Works out every amount (C5); what cannot be charged so is refused, in both languages. */
export function price<P extends Profile>(invoice: Draft<P>, terms: Terms): Result<Priced<P>, readonly Violation[]> {
  const priced = figuresOf(invoice.sale, terms);
  if (!priced.ok) return err([...priced.error, ...invoice.warnings]);
  const { profile, sale } = invoice;
  const { figures } = priced.value;
  const warnings = [...invoice.warnings, ...priced.value.warnings];
  return ok(mint<Priced<P>>({ stage: "priced", profile, sale, warnings, seller: terms.seller, figures }));
}

/** Lets a document pass the rule book: an error among the findings refuses it, warnings ride along. */
export function approve<P extends Profile>(
  invoice: Priced<P>,
  findings: readonly Violation[],
): Result<Approved<P>, readonly Violation[]> {
  const warnings = [...invoice.warnings, ...findings];
  if (findings.some(({ severity }) => severity === "error")) return err(warnings);
  return ok(mint<Approved<P>>({ ...contentOf(invoice), stage: "approved", warnings }));
}

/** Gives an approved document its place in the chain. */
export const chain = <P extends Profile>(invoice: Approved<P>, link: Link): Chained<P> =>
  mint<Chained<P>>({ ...contentOf(invoice), stage: "chained", link });

/** Joins a chained document with its stamp. */
export const seal = <P extends Profile>(invoice: Chained<P>, made: Seal): Signed<P> =>
  mint<Signed<P>>({ ...contentOf(invoice), stage: "signed", link: invoice.link, seal: made });

/** The gateway has taken the report. */
export const markReported = (invoice: Signed<"simplified">): Reported =>
  mint<Reported>({ ...contentOf(invoice), stage: "reported", link: invoice.link, seal: invoice.seal });

/** The gateway has cleared the document; what it sent back is the invoice. */
export const markCleared = (invoice: Signed<"standard">, clearedXml: string): Cleared =>
  mint<Cleared>({ ...contentOf(invoice), stage: "cleared", link: invoice.link, seal: invoice.seal, clearedXml });

/** The one place where a stage comes into being; everything but its mark is checked. */
const mint = <S extends Stage<string, Profile>>(members: Omit<S, typeof minted>): S => members as S;

/** What every stage from pricing on carries, without the mark of the stage it comes from. */
const contentOf = <P extends Profile>({ profile, sale, warnings, seller, figures }: PricedStage<P>) => ({
  profile,
  sale,
  warnings,
  seller,
  figures,
});

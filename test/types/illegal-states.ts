// States that must not compile (ARCHITECTURE.md): `npm run typecheck` fails when one of these lines does.
// Nothing here is run; each line under a @ts-expect-error is one mistake somebody could make.
import type { Icv, InvoiceHash, Irn, Pih, Uuid, VatNumber } from "../../agent/core/ids.ts";
import type { Kind, Sale } from "../../agent/core/invoice/draft.ts";
import type { Approved, Chained, Draft, Link, Priced, Seal, Signed } from "../../agent/core/invoice/lifecycle.ts";
import { approve, chain, markCleared, markReported, price, seal } from "../../agent/core/invoice/lifecycle.ts";
import type { Terms } from "../../agent/core/invoice/price.ts";
import type { Halalas } from "../../agent/core/money/halalas.ts";
import type { Gateway, Submission } from "../../agent/ports/gateway.ts";

/** Two documents, one of each profile, at every stage. */
interface Documents {
  readonly draft: Draft<"simplified">;
  readonly priced: Priced<"simplified">;
  readonly approved: Approved<"simplified">;
  readonly chained: Chained<"simplified">;
  readonly simplified: Signed<"simplified">;
  readonly standard: Signed<"standard">;
}

export function stages(document: Documents, terms: Terms, link: Link, made: Seal): void {
  // @ts-expect-error a draft has no price that could be approved
  approve(document.draft, []);
  // @ts-expect-error what the rule book has not judged gets no number
  chain(document.priced, link);
  // @ts-expect-error what has no number is not sealed
  seal(document.approved, made);
  // @ts-expect-error a stamp is not put on twice
  seal(document.simplified, made);
  // @ts-expect-error what is not stamped was not reported
  markReported(document.chained);
  // @ts-expect-error a standard document is cleared, never reported
  markReported(document.standard);
  // @ts-expect-error a simplified document is reported, never cleared
  markCleared(document.simplified, "<Invoice/>");
  // @ts-expect-error a stage is not made by hand
  price({ stage: "draft", profile: "simplified", sale: document.draft.sale, warnings: [] }, terms);
}

export function documents(kind: Kind, standard: Sale<"standard">): readonly unknown[] {
  // @ts-expect-error a credit note names its original and its reason
  const note: Kind = { type: "credit-note" };
  // @ts-expect-error at least one original
  const without: Kind = { type: "debit-note", originals: [], reason: { ar: "خطأ", en: "mistake" } };
  // @ts-expect-error a standard document has a buyer who can be named
  const anonymous: Sale<"standard"> = { ...standard, buyer: undefined };
  // @ts-expect-error a document has lines
  const empty: Sale<"standard"> = { ...standard, lines: [] };
  // @ts-expect-error only standard documents are exports
  const exported: Sale<"simplified">["flags"] = ["export"];
  return [kind, note, without, anonymous, empty, exported];
}

export function identifiers(text: string, count: number, amount: bigint): readonly unknown[] {
  // @ts-expect-error a UUID comes from its parser
  const uuid: Uuid = text;
  // @ts-expect-error a document number comes from its parser
  const irn: Irn = text;
  // @ts-expect-error a hash comes from its parser
  const hash: InvoiceHash = text;
  // @ts-expect-error a VAT number comes from its parser
  const vat: VatNumber = text;
  // @ts-expect-error a counter value comes from its parser
  const icv: Icv = count;
  // @ts-expect-error money comes from its parser
  const money: Halalas = amount;
  return [uuid, irn, hash, vat, icv, money];
}

export const hashes = (hash: InvoiceHash, irn: Irn): readonly unknown[] => {
  // @ts-expect-error the hash of a document is the next one's PIH only by pihAfter
  const pih: Pih = hash;
  // @ts-expect-error a number is not a UUID
  const uuid: Uuid = irn;
  return [pih, uuid];
};

type CsidOf<Call extends keyof Gateway> = Parameters<Gateway[Call]>[0];

export async function credentials(
  gateway: Gateway,
  compliance: CsidOf<"checkCompliance">,
  production: CsidOf<"report">,
  document: Submission,
): Promise<void> {
  // @ts-expect-error the compliance CSID reports nothing
  await gateway.report(compliance, document);
  // @ts-expect-error nor does it clear
  await gateway.clear(compliance, document);
  // @ts-expect-error the production CSID passes no compliance check
  await gateway.checkCompliance(production, document);
  // @ts-expect-error a production CSID is asked for with the compliance one
  await gateway.requestProductionCsid(production);
}

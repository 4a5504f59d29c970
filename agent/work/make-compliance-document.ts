// A compliance document: the sale of a step, priced and judged like any other, stamped with the compliance CSID.
import { Fault } from "../core/errors.ts";
import { type Icv, type Irn, parseIcv, parseIrn } from "../core/ids.ts";
import { approve, type Link, type Priced, price } from "../core/invoice/lifecycle.ts";
import type { Terms } from "../core/invoice/price.ts";
import { parseSale } from "../core/invoice/sale.ts";
import type { ComplianceSale } from "../core/onboarding/compliance-documents.ts";
import type { StoredCsid } from "../core/onboarding/csid.ts";
import type { ChainLink } from "../core/onboarding/enrolment.ts";
import type { Result } from "../core/result.ts";
import { judge } from "../core/rules/judge.ts";
import { stampDocument } from "../core/stamp/stamp.ts";
import { ublInvoice } from "../core/ubl/document.ts";
import type { Violation } from "../core/violation.ts";
import type { Clock, MakeUuid } from "../ports/clock.ts";
import type { Submission } from "../ports/gateway.ts";
import type { Vault } from "../ports/keys.ts";
import { factsOf } from "./active-csid.ts";
import { selfCheck } from "./self-check.ts";

export interface CompliancePorts {
  readonly clock: Clock;
  readonly uuid: MakeUuid;
  readonly vault: Vault;
}

/**
 * Makes the document of one step at its place in the compliance CSID's own chain.
 * @throws Fault `configuration` when the seller's data make a document the authority would refuse.
 */
export function makeComplianceDocument(
  { clock, uuid, vault }: CompliancePorts,
  terms: Terms,
  sale: ComplianceSale,
  csid: StoredCsid<"compliance">,
  place: ChainLink,
): Submission {
  const issuedAt = clock.now();
  const priced = pricedOf(sale, terms);
  const link: Link = { ...numbersOf(priced, place), uuid: uuid(), pih: place.pih, issuedAt };
  const tree = ublInvoice(priced, link);
  good(approve(priced, judge(tree, { now: issuedAt, only: "document" })));
  const stamped = stampDocument(tree, { certificate: factsOf(csid), sign: vault.signing(csid.keyName) }, issuedAt);
  selfCheck(stamped, link);
  return { uuid: link.uuid, invoiceHash: stamped.hash, xml: Buffer.from(stamped.xml, "utf8") };
}

function pricedOf(sale: ComplianceSale, terms: Terms): Priced {
  const draft = good(parseSale(sale));
  return draft.profile === "simplified" ? good(price(draft, terms)) : good(price(draft, terms));
}

function numbersOf({ sale }: Priced, place: ChainLink): { readonly irn: Irn; readonly icv: Icv } {
  const irn = sale.irn ?? parseIrn(sale.reference);
  const icv = parseIcv(place.icv);
  if (irn === undefined || icv === undefined) throw new Error("a compliance document has a number and a counter");
  return { irn, icv };
}

/** The sales are ours and good; what is refused here comes from the configuration. */
function good<T>(result: Result<T, readonly Violation[]>): T {
  if (result.ok) return result.value;
  const [first] = result.error;
  throw new Fault("configuration", `no compliance document can be made: ${first?.message.en} (${first?.code})`);
}

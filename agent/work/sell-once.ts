// One sale from end to end on a ledger that nobody keeps: what a program must be able to do before it is let near a till.
import { Fault } from "../core/errors.ts";
import { complianceSale } from "../core/onboarding/compliance-documents.ts";
import type { StoredDocument } from "../ports/ledger.ts";
import { type IssuePorts, type IssueSettings, issueReady, type Prepared, prepareSale } from "./issue-invoice.ts";
import { proveHeads } from "./prove-heads.ts";

/** Whatever this shop is registered for. */
const EVERY_KIND = "1100";

/**
 * Prices, judges, stamps and stores a sale, reads it back and checks every link of its stamp and its chain.
 * @throws Fault `self-check-failed`, `chain-broken`.
 */
export function sellOnce(ports: IssuePorts, settings: IssueSettings): StoredDocument {
  const prepared = prepareSale(ports, { ...settings, functionalityMap: EVERY_KIND }, SALE);
  if (prepared.kind !== "ready") throw new Fault("self-check-failed", `a good sale was not taken: ${whyOf(prepared)}`);
  const { id } = issueReady(ports, settings, prepared.ready);
  proveHeads(ports.ledger);
  const stored = ports.ledger.findById(id);
  if (stored === undefined) throw new Fault("self-check-failed", "the ledger does not find what it has just stored");
  return stored;
}

const SALE = complianceSale("simplified-compliant");

const whyOf = (prepared: Exclude<Prepared, { kind: "ready" }>): string =>
  prepared.kind === "refused"
    ? prepared.violations.map(({ code, message }) => `${code} ${message.en}`).join("; ")
    : "it is known already";

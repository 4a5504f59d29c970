// The CSIDs a unit works with: who signs now, and who reports a document of which chain.
import { Fault } from "../core/errors.ts";
import { type Csid, certificateText, openedCsid } from "../core/onboarding/csid.ts";
import type { Environment } from "../core/onboarding/environment.ts";
import { type JourneyState, stampCsid } from "../core/onboarding/journey.ts";
import { certificateFacts } from "../core/stamp/certificate.ts";
import type { StampCertificate } from "../core/stamp/certificate-facts.ts";
import type { Clock } from "../ports/clock.ts";
import type { Vault } from "../ports/keys.ts";
import type { UnitStore } from "../ports/ledger.ts";
import type { ActiveSigner } from "./issue-invoice.ts";

export interface CsidPorts {
  readonly clock: Clock;
  readonly units: UnitStore;
  readonly vault: Vault;
}

/** What the configuration says, and the certificate must say too. */
export interface Configured {
  readonly environment: Environment;
  /** The seller's VAT number. */
  readonly vat: string;
  readonly functionalityMap: string;
}

/** The state in which a unit may sign. */
type Ready = Extract<JourneyState, { stage: "ready" }>;

/**
 * Finds the signer of the active CSID; the key is loaded once per CSID.
 * The sandbox's production certificate is canned, so there the compliance CSID signs (contract.md).
 */
export function signerSource({ clock, units, vault }: CsidPorts, configured: Configured): () => ActiveSigner {
  let loaded: { readonly id: string; readonly signer: ActiveSigner } | undefined;
  return () => {
    const { active } = readyState(units);
    if (active.environment !== configured.environment)
      throw foreignCsid(active.environment, configured.environment, "unit.environment");
    const signing = stampCsid(active);
    if (loaded?.id !== active.production.id) {
      const certificate = factsOf(signing);
      if (certificate.vat !== undefined && certificate.vat !== configured.vat)
        throw foreignCsid(certificate.vat, configured.vat, "seller.vat");
      const signer = { csid: active.production.id, certificate, sign: vault.signing(signing.keyName) };
      loaded = { id: active.production.id, signer };
    }
    assertValid(loaded.signer.certificate, clock.now().epochMs);
    return loaded.signer;
  };
}

/** Who may send the documents of a chain, and what the gateway has refused of them. */
export interface Senders {
  /** The CSID a document was signed under while it works, then the active one (gateway.md A9, 7). */
  csidsOf(chain: string): readonly Csid<"production">[];
  refused(csid: Csid<"production">): void;
}

/** Finds the senders; a predecessor the gateway refused once is not asked again before the next start. */
export function senderSource({ units, vault }: Pick<CsidPorts, "units" | "vault">): Senders {
  const refused = new Set<string>();
  return {
    csidsOf: (chain) => {
      const state = units.load();
      if (state?.stage !== "ready" && state?.stage !== "closing") throw notOnboarded();
      const { production } = state.active;
      const own = state.retired.find((csid) => csid.id === chain && !refused.has(csid.token));
      return (own === undefined ? [production] : [own, production]).map((csid) => openedCsid(csid, vault.open));
    },
    refused: ({ token }) => void refused.add(token),
  };
}

/** When the active CSID's validity begins, milliseconds since 1970; 0 before there is one. Asked for every document. */
export function notBeforeSource(units: Pick<UnitStore, "load">): () => number {
  let known: { readonly id: string; readonly notBefore: number } | undefined;
  return () => {
    const state = units.load();
    if (state?.stage !== "ready") return 0;
    const { production } = state.active;
    if (known?.id !== production.id) known = { id: production.id, notBefore: factsOf(production).notBefore };
    return known.notBefore;
  };
}

/** The facts of a stored CSID's certificate. @throws Fault `key-unavailable` when the record is damaged. */
export function factsOf(stored: { readonly token: string }): StampCertificate {
  const facts = certificateFacts(certificateText(stored));
  if (!facts.ok) throw new Fault("key-unavailable", "the stored CSID holds no certificate: onboard again");
  return facts.value;
}

function readyState(units: UnitStore): Ready {
  const state = units.load();
  if (state?.stage !== "ready") throw notOnboarded();
  return state;
}

const notOnboarded = (): Fault => new Fault("not-onboarded", "this unit has no production CSID: run khatm onboard");

/** A test CSID never signs in production, nor the other way round, and none signs for another taxpayer. */
const foreignCsid = (own: string, configured: string, key: string): Fault =>
  new Fault(
    "configuration-changed",
    `this unit was onboarded for ${own}, its configuration says ${configured}: put ${key} back, or onboard a new unit in a folder of its own`,
  );

/** Whether a certificate's validity is over, at a time in milliseconds since 1970. */
export const hasEnded = ({ notAfter }: StampCertificate, now: number): boolean => now >= notAfter;

function assertValid(certificate: StampCertificate, now: number): void {
  if (hasEnded(certificate, now))
    throw new Fault("certificate-expired", "the CSID has expired: run khatm renew, with an OTP for onboarding");
  if (now < certificate.notBefore)
    throw new Fault("clock-untrusted", "the clock stands before the CSID was issued: correct the time");
}

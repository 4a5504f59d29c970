// The CSIDs a unit works with: who signs now, and who reports a document of which chain.
import { Fault } from "../core/errors.ts";
import { type Cover, type Misfit, misfits } from "../core/onboarding/cover.ts";
import { type Csid, certificateText, openedCsid } from "../core/onboarding/csid.ts";
import { type ActiveCsids, type JourneyState, stampCsid } from "../core/onboarding/journey.ts";
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

/** The state in which a unit may sign. */
type Ready = Extract<JourneyState, { stage: "ready" }>;

/**
 * Finds the signer of the active CSID; the key is loaded once per CSID.
 * The sandbox's production certificate is canned, so there the compliance CSID signs (contract.md).
 */
export function signerSource({ clock, units, vault }: CsidPorts, configured: Cover): () => ActiveSigner {
  let loaded: { readonly id: string; readonly signer: ActiveSigner } | undefined;
  return () => {
    const { active } = readyState(units);
    if (loaded?.id !== active.production.id) {
      const signing = stampCsid(active);
      const [wrong] = stoppers(active, configured);
      if (wrong !== undefined) throw misfit(wrong);
      const certificate = factsOf(signing);
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

/** Why an active CSID may not sign under a configuration. @throws Fault `key-unavailable` when the record is damaged. */
export const stoppers = (active: ActiveCsids, configured: Cover): readonly Misfit[] =>
  misfits(coverOf(active), configured).filter(({ stops }) => stops);

/** What an active CSID was issued for. @throws Fault `key-unavailable` when the record is damaged. */
export function coverOf(active: ActiveCsids): Cover {
  const { vat, functionalityMap } = factsOf(stampCsid(active));
  return { environment: active.environment, vat, functionalityMap };
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

const misfit = ({ found, remedy }: Misfit): Fault => new Fault("configuration-changed", `${found.en}: ${remedy.en}`);

/** Whether a certificate's validity is over, at a time in milliseconds since 1970. */
export const hasEnded = ({ notAfter }: StampCertificate, now: number): boolean => now >= notAfter;

function assertValid(certificate: StampCertificate, now: number): void {
  if (hasEnded(certificate, now))
    throw new Fault("certificate-expired", "the CSID has expired: run khatm renew, with an OTP for onboarding");
  if (now < certificate.notBefore)
    throw new Fault("clock-untrusted", "the clock stands before the CSID was issued: correct the time");
}

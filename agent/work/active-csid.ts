// The CSIDs a unit works with: who signs now, and who reports a document of which chain.
import { Fault } from "../core/errors.ts";
import { type Csid, certificateText, openedCsid } from "../core/onboarding/csid.ts";
import { ENVIRONMENTS, type Environment } from "../core/onboarding/environment.ts";
import type { JourneyState } from "../core/onboarding/journey.ts";
import { certificateFacts } from "../core/stamp/certificate.ts";
import type { StampCertificate } from "../core/stamp/certificate-facts.ts";
import type { Clock, UnitStore, Vault } from "../ports.ts";
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
export function signerSource({ clock, units, vault }: CsidPorts, environment: Environment): () => ActiveSigner {
  let loaded: { readonly id: string; readonly signer: ActiveSigner } | undefined;
  return () => {
    const { active } = readyState(units);
    if (active.environment !== environment) throw foreignCsid(active.environment, environment);
    const signing = active[ENVIRONMENTS[environment].stampsWith];
    if (loaded?.id !== active.production.id) {
      const certificate = factsOf(signing);
      const signer = { csid: active.production.id, certificate, sign: vault.signing(signing.keyName) };
      loaded = { id: active.production.id, signer };
    }
    assertValid(loaded.signer.certificate, clock.now().epochMs);
    return loaded.signer;
  };
}

/** Which CSID reports the documents of a chain: the one they were signed under while it is known, else the active one. */
export function reporterSource({ units, vault }: CsidPorts): (chain: string) => Csid<"production"> {
  return (chain) => {
    const state = units.load();
    if (state?.stage !== "ready" && state?.stage !== "closing") throw notOnboarded();
    const known = [state.active.production, ...state.retired];
    return openedCsid(known.find((csid) => csid.id === chain) ?? state.active.production, vault.open);
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

/** A test CSID never signs in production, nor the other way round. */
const foreignCsid = (own: Environment, configured: Environment): Fault =>
  new Fault("not-onboarded", `this unit was onboarded for ${own}, its configuration says ${configured}: onboard again`);

function assertValid({ notBefore, notAfter }: StampCertificate, now: number): void {
  if (now >= notAfter) throw new Fault("certificate-expired", "the CSID has expired: run khatm renew");
  if (now < notBefore)
    throw new Fault("clock-untrusted", "the clock stands before the CSID was issued: correct the time");
}

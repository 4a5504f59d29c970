// The CSIDs a unit works with: who signs now, and who reports a document of which chain.
import { Fault } from "../core/errors.ts";
import type { Csid, JourneyState, StoredCsid } from "../core/onboarding/journey.ts";
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

/** The text inside `ds:X509Certificate`: a token is base64 of it (gateway.md 0). */
export const certificateText = ({ token }: Pick<StoredCsid<"production">, "token">): string =>
  Buffer.from(token, "base64").toString("utf8");

/** A stored CSID as a call uses it; its secret is opened when it is needed. */
export const csidForCall = (vault: Vault, stored: StoredCsid<"production">): Csid<"production"> => ({
  kind: stored.kind,
  requestId: stored.requestId,
  token: stored.token,
  secret: () => vault.open(stored.sealedSecret),
});

/**
 * Finds the signer of the active CSID; the key is loaded once per CSID.
 * The sandbox's production certificate is canned, so there the compliance CSID signs (contract.md).
 */
export function signerSource({ clock, units, vault }: CsidPorts, environment: string): () => ActiveSigner {
  let loaded: { readonly id: string; readonly signer: ActiveSigner } | undefined;
  return () => {
    const { active } = readyState(units);
    const signing = environment === "sandbox" ? active.compliance : active.production;
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
    return csidForCall(vault, known.find((csid) => csid.id === chain) ?? state.active.production);
  };
}

/** The facts of a stored CSID's certificate. @throws Fault `key-unavailable` when the record is damaged. */
export function factsOf(stored: Pick<StoredCsid<"production">, "token">): StampCertificate {
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

function assertValid({ notBefore, notAfter }: StampCertificate, now: number): void {
  if (now >= notAfter) throw new Fault("certificate-expired", "the CSID has expired: run khatm renew");
  if (now < notBefore)
    throw new Fault("clock-untrusted", "the clock stands before the CSID was issued: correct the time");
}

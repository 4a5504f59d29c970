// The ports: what the use cases need of the world. Adapters implement them; only wire.ts knows which one serves.
import type { Icv, InvoiceHash, Uuid } from "./core/ids.ts";
import type { Csid, CsidKind, JourneyState } from "./core/onboarding/journey.ts";
import type { Answer, CsidAnswer } from "./core/reporting/answer.ts";
import type { RiyadhTime } from "./core/riyadh-time.ts";
import type { StampCertificate } from "./core/stamp/certificate-facts.ts";

/** Trusted wall time and monotonic time. */
export interface Clock {
  /** The trusted time. @throws Fault `clock-untrusted` when no document may be dated now. */
  now(): RiyadhTime;
  /** Milliseconds that only ever grow: for timeouts and backoff. */
  monotonicMs(): number;
}

/** Where identifiers come from. */
export interface Identifiers {
  uuid(): Uuid;
}

/** Signs with the key of one CSID. Synchronous, so that number, hash, signature and storage are one act. */
export interface Signer {
  readonly certificate: StampCertificate;
  /** ECDSA secp256k1 with SHA-256 over `data`, DER. */
  sign(data: Uint8Array): Uint8Array;
}

/** Keeps private keys and secrets; a key never leaves it, only its signatures do. */
export interface Vault {
  /** Makes a secp256k1 key pair under a new name; answers the public key, SubjectPublicKeyInfo DER. */
  createKey(name: string): Uint8Array;
  /** The signing function of a key. @throws Fault `key-unavailable`. */
  signing(name: string): (data: Uint8Array) => Uint8Array;
  /** Encrypts a secret for storage. */
  seal(secret: string): string;
  /** Opens what `seal` made. @throws Fault `key-unavailable`. */
  open(sealed: string): string;
  /** Destroys a key for good (decommissioning). */
  destroyKey(name: string): void;
}

/** One document on its way to the gateway: the archived bytes, never serialised again. */
export interface Submission {
  readonly uuid: Uuid;
  readonly invoiceHash: InvoiceHash;
  readonly xml: Uint8Array;
}

/** The six calls of the authority's API (gateway.md A2). A failure of the network is an Answer too. */
export interface Gateway {
  requestComplianceCsid(csrPem: string, otp: string): Promise<CsidAnswer>;
  checkCompliance(csid: Csid<"compliance">, document: Submission): Promise<Answer>;
  requestProductionCsid(csid: Csid<"compliance">): Promise<CsidAnswer>;
  renewProductionCsid(csid: Csid<"production">, csrPem: string, otp: string): Promise<CsidAnswer>;
  report(csid: Csid<"production">, document: Submission): Promise<Answer>;
  clear(csid: Csid<"production">, document: Submission): Promise<Answer>;
}

/** The EGS unit's own record: the onboarding journey is resumed from the stored row. */
export interface UnitStore {
  load(): JourneyState | undefined;
  /** Stores the state; a production CSID in it opens its chain in the same transaction. */
  save(state: JourneyState): void;
}

/** The head of one CSID's chain. */
export interface ChainHead {
  readonly icv: Icv | 0;
  readonly hash: InvoiceHash | undefined;
  /** Issue time of the last document, milliseconds; 0 before the first. */
  readonly issuedAt: number;
}

export type { CsidKind };

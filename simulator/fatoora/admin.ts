// What the integrator asks of the simulator itself, in process or at `/admin`: passwords, what was received, chains,
// credentials, switches, faults.
import { type ChainFinding, chainFindings } from "./chain.ts";
import type { Finding } from "./checks/check.ts";
import type { FaultRule } from "./faults.ts";
import type { Gateway } from "./gateway.ts";
import type { ProfileName } from "./profiles.ts";
import { listCsids, revokeCsids } from "./store/csids.ts";
import { type DocumentRow, listDocuments, listLinks } from "./store/documents.ts";
import { makeOtp } from "./store/otps.ts";
import type { SwitchChange, Switches } from "./switches.ts";

/** One document as received, for the integrator's eyes. */
export type ReceivedDocument = Pick<
  DocumentRow,
  | "profile"
  | "call"
  | "vat"
  | "uuid"
  | "irn"
  | "hash"
  | "icv"
  | "pih"
  | "kind"
  | "typeCode"
  | "verdict"
  | "status"
  | "attempts"
> & {
  /** ISO 8601, UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly isAccepted: boolean;
  readonly findings: readonly Finding[];
  /** Remarks that were no part of the answer. */
  readonly notes: readonly string[];
  /** Base64. */
  readonly xml: string;
  readonly cleared: string | null;
};

/** One credential, without its secret. */
export type IssuedCsid = {
  readonly profile: ProfileName;
  readonly kind: "compliance" | "production";
  readonly requestId: string;
  readonly vat: string;
  readonly invoiceTypes: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly isRevoked: boolean;
};

/** The chain of one certificate: how many documents arrived, and what is wrong with their order. */
export type ChainReport = {
  readonly profile: ProfileName;
  readonly vat: string;
  readonly kind: "compliance" | "production";
  readonly requestId: string;
  readonly documents: number;
  readonly findings: readonly ChainFinding[];
};

/** The simulator's own controls. */
export type Admin = {
  /** Makes a one-time password for a VAT number: six digits, one use, one hour. */
  readonly otp: (vat: string, profile?: ProfileName) => string;
  readonly documents: () => readonly ReceivedDocument[];
  readonly chains: () => readonly ChainReport[];
  readonly csids: () => readonly IssuedCsid[];
  /** Revokes the credentials of a request identifier; answers how many. */
  readonly revoke: (requestId: string) => number;
  readonly switches: () => Switches;
  /** Turns switches. @throws ValiError naming the wrong one. */
  readonly turn: (change: SwitchChange) => Switches;
  /** Adds a fault: the next call unless it says otherwise. @throws RangeError for a name that is no fault. */
  readonly inject: (rule: FaultRule) => void;
  readonly faults: () => readonly FaultRule[];
  readonly clearFaults: () => void;
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const received = (row: DocumentRow): ReceivedDocument => {
  const { id, token, signer, acceptedAt, firstAt, lastAt, findings, notes, xml, cleared, ...rest } = row;
  return {
    ...rest,
    firstAt: iso(firstAt),
    lastAt: iso(lastAt),
    isAccepted: acceptedAt !== null,
    findings: JSON.parse(findings),
    notes: JSON.parse(notes),
    xml: xml.toString("base64"),
    cleared: cleared?.toString("base64") ?? null,
  };
};

const chains = (gateway: Gateway): readonly ChainReport[] => {
  const all = listLinks(gateway.store);
  return listCsids(gateway.store).flatMap(({ profile, vat, kind, requestId, certificate }) => {
    const links = all.filter(({ signer }) => signer === certificate);
    const findings = chainFindings(links);
    return links.length === 0 ? [] : [{ profile, vat, kind, requestId, documents: links.length, findings }];
  });
};

/** The controls of a gateway; passwords are for `profile` unless another is named. */
export const adminOf = (gateway: Gateway, profile: ProfileName): Admin => ({
  otp: (vat, other = profile) => makeOtp(gateway.store, other, vat, gateway.now()),
  documents: () => listDocuments(gateway.store).map(received),
  chains: () => chains(gateway),
  csids: () =>
    listCsids(gateway.store).map(({ token, secret, certificate, request, revoked, issuedAt, expiresAt, ...rest }) => ({
      ...rest,
      issuedAt: iso(issuedAt),
      expiresAt: iso(expiresAt),
      isRevoked: revoked === 1,
    })),
  revoke: (requestId) => revokeCsids(gateway.store, requestId),
  switches: gateway.switches,
  turn: gateway.change,
  inject: gateway.faults.add,
  faults: gateway.faults.rules,
  clearFaults: gateway.faults.clear,
});

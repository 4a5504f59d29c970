// Every document received, with its verdict and how often it came; the raw material of duplicates and chains.
import type { DocumentCall } from "../calls.ts";
import type { ProfileName } from "../profiles.ts";
import type { Store } from "./database.ts";

/** One received document. The same bytes again raise `attempts`. */
export type DocumentRow = {
  readonly id: number;
  readonly profile: ProfileName;
  readonly call: DocumentCall;
  readonly vat: string;
  /** The credential it was last sent with. */
  readonly token: string;
  /** The certificate whose chain it belongs to: the one that signed it, else the sender's. */
  readonly signer: string;
  readonly hash: string;
  readonly uuid: string;
  readonly irn: string;
  readonly icv: string;
  readonly pih: string;
  readonly kind: string;
  readonly typeCode: string;
  readonly verdict: "PASS" | "WARNING" | "ERROR";
  /** HTTP status of the last answer. */
  readonly status: number;
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly acceptedAt: number | null;
  /** JSON list of findings. */
  readonly findings: string;
  /** JSON list of remarks that are no part of the answer. */
  readonly notes: string;
  readonly xml: Buffer;
  readonly cleared: Buffer | null;
};

/** A document as it arrives. */
export type NewDocument = Omit<DocumentRow, "id" | "attempts" | "firstAt" | "lastAt"> & { readonly now: number };

type Key = { readonly profile: ProfileName; readonly vat: string; readonly hash: string };

const sameLane = "(call = 'compliance-check') = (@call = 'compliance-check')";

/** The last document of a hash, compliance checks and live documents apart. */
export const documentOfHash = (store: Store, key: Key, call: DocumentCall): DocumentRow | undefined =>
  store
    .prepare<[Key & { call: DocumentCall }], DocumentRow>(
      `SELECT * FROM document WHERE profile = @profile AND vat = @vat AND hash = @hash AND ${sameLane}
       ORDER BY id DESC LIMIT 1`,
    )
    .get({ ...key, call });

const INSERT = `
INSERT INTO document (profile, call, vat, token, signer, hash, uuid, irn, icv, pih, kind, typeCode, verdict, status,
  attempts, firstAt, lastAt, acceptedAt, findings, notes, xml, cleared)
VALUES (@profile, @call, @vat, @token, @signer, @hash, @uuid, @irn, @icv, @pih, @kind, @typeCode, @verdict, @status,
  1, @now, @now, @acceptedAt, @findings, @notes, @xml, @cleared)`;

const UPDATE = `
UPDATE document SET call = @call, token = @token, signer = @signer, verdict = @verdict, status = @status,
  attempts = attempts + 1, lastAt = @now, acceptedAt = @acceptedAt, findings = @findings, notes = @notes, xml = @xml,
  cleared = @cleared
WHERE id = @id`;

/** Keeps a judged document, over the earlier row of the same hash where there is one. */
export const saveDocument = (store: Store, document: NewDocument): void => {
  const earlier = document.hash === "" ? undefined : documentOfHash(store, document, document.call);
  if (earlier === undefined) store.prepare(INSERT).run(document);
  else store.prepare(UPDATE).run({ ...document, id: earlier.id });
};

/** Counts a duplicate and the status it was answered with. */
export const countAttempt = (store: Store, id: number, status: number, now: number): void => {
  store
    .prepare("UPDATE document SET attempts = attempts + 1, status = ?, lastAt = ? WHERE id = ?")
    .run(status, now, id);
};

/** Every document, in the order of first arrival. */
export const listDocuments = (store: Store): readonly DocumentRow[] =>
  store.prepare<[], DocumentRow>("SELECT * FROM document ORDER BY id").all();

/** One document's place in a chain. */
export type LinkRow = Pick<DocumentRow, "signer" | "icv" | "pih" | "hash" | "uuid">;

/** The links of every chain, documents that could not be read left out. */
export const listLinks = (store: Store): readonly LinkRow[] =>
  store.prepare<[], LinkRow>("SELECT signer, icv, pih, hash, uuid FROM document WHERE hash <> '' ORDER BY id").all();

// A middleware that signs for the unit, and what the unit keeps of it.

import type { Icv, Pih, Reference } from "../core/ids.ts";
import type { MiddlewareAnswer } from "../core/middleware/read-middleware.ts";

/** A middleware that keeps the key and signs for the unit (stackcue.md). */
export interface Middleware {
  call(path: string, body: unknown): Promise<MiddlewareAnswer>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** The unit's registration with a middleware: the stored row is where it goes on. */
export type RemoteState =
  | { readonly stage: "new" }
  | {
      readonly stage: "registered";
      readonly complianceId: string;
      readonly outstanding: readonly string[];
      /** The next place in the chain of the checks. */
      readonly icv: number;
      readonly pih: Pih;
    }
  | {
      readonly stage: "ready";
      readonly complianceId: string;
      /** The name of the chain: counter and hashes run per production identifier. */
      readonly productionId: string;
      readonly expires: string;
    };

/** A sale on its way to the middleware: its place in the chain is taken, its answer not yet in the ledger. */
export interface RemoteSale {
  readonly reference: Reference;
  readonly irn: string;
  readonly serial?: number;
  readonly icv: Icv;
  readonly pih: Pih;
  readonly issuedAt: number;
  readonly sale: string;
  readonly saleDigest: string;
  readonly path: string;
  /** The request as it was sent, JSON. */
  readonly body: string;
}

/** What a unit with a middleware keeps beside the ledger. */
export interface RemoteStore {
  load(): RemoteState;
  save(state: RemoteState): void;
  /** The one sale whose outcome is not in the ledger yet. */
  open(): RemoteSale | undefined;
  begin(sale: RemoteSale): void;
  /** Keeps a raw answer. */
  keep(reference: Reference, at: number, status: number, raw: string): void;
  /** How many answers were kept for a sale. */
  answers(reference: Reference): number;
  end(reference: Reference): void;
}

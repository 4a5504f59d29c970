// The authority's API, as the use cases see it.

import type { InvoiceHash, Uuid } from "../core/ids.ts";
import type { Csid } from "../core/onboarding/journey.ts";
import type { Answer, CsidAnswer } from "../core/reporting/answer.ts";

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
  /** Whether a connection can be made now; asks nothing, so that no counter value is spent on a dead network. */
  isReachable(): Promise<boolean>;
  /** Asks what time the authority has, milliseconds since 1970; whatever it answers otherwise. `{}` when it is away. */
  askTime(): Promise<{ readonly gatewayTime?: number }>;
}

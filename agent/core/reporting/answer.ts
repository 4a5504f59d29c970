// What the gateway said, as values (gateway.md A5, A6, A7). A failure of the network is an answer too: nobody throws.

/** One message of a validation result. */
export interface GatewayMessage {
  /** A rule id or the gateway's own code; empty where the gateway gave none. */
  readonly code: string;
  /** Branch on this, never on unknown codes. */
  readonly category: string;
  readonly text: string;
}

/** What every answer to a document carries, as evidence for the ledger. */
interface Seen {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The answer's body, cut to what is worth keeping; empty when there was none. */
  readonly body: string;
  /** The gateway's own clock (`Date` header), milliseconds since 1970. */
  readonly gatewayTime?: number;
}

/** The ways in which a call brings no verdict, the same for documents and certificates. */
export type NoVerdict =
  /** 401: wrong secret, other environment, revoked or expired CSID. */
  | { readonly kind: "unauthorized" }
  /** 403, 404, 405, 406, 415: our request does not fit; `because` names which. */
  | { readonly kind: "misconfigured"; readonly because: "url" | "version" | "content-type" }
  /** 413: not received. */
  | { readonly kind: "too-large" }
  /** 429: not received. */
  | { readonly kind: "too-many"; readonly retryAfterSeconds?: number }
  /** 500, 502, 503, 504: may have been received. */
  | { readonly kind: "unavailable"; readonly retryAfterSeconds?: number }
  /** Never left this machine: name, route, TLS. */
  | { readonly kind: "unreachable"; readonly because: string }
  /** Sent, and then the connection failed: may have been received. */
  | { readonly kind: "unknown-outcome"; readonly because: string }
  /** An answer that is no verdict: not JSON, or a success that contradicts itself. */
  | { readonly kind: "not-a-verdict"; readonly because: string };

/** The answer to one document. */
export type Answer = Seen &
  (
    | {
        readonly kind: "accepted";
        /** True for 208 and 409: the same hash was accepted before. */
        readonly duplicate: boolean;
        readonly warnings: readonly GatewayMessage[];
        /** Clearance only: the authority's document, base64 of the XML; may be absent on duplicates. */
        readonly clearedXml?: string;
      }
    | {
        readonly kind: "rejected";
        readonly errors: readonly GatewayMessage[];
        readonly warnings: readonly GatewayMessage[];
      }
    /** 400 whose messages are all empty: a hiccup of the server, seen by the community. */
    | { readonly kind: "hiccup" }
    /** 303 on clearance: send the same standard document to reporting. */
    | { readonly kind: "clearance-off" }
    | NoVerdict
  );

/** A certificate with its secret, just issued. The secret is a function, so that no log or JSON can carry it. */
export interface IssuedCsid {
  /** Text, as it can exceed 2^53. */
  readonly requestId: string;
  /** `binarySecurityToken` verbatim: base64 of base64 DER. */
  readonly token: string;
  readonly secret: () => string;
}

/** One reason why a certificate was refused. */
export interface CsidProblem {
  readonly code: string;
  readonly text: string;
}

/** The answer to a certificate call. Its body is never kept: it holds the secret. */
export type CsidAnswer = { readonly status: number; readonly gatewayTime?: number } & (
  | { readonly kind: "issued"; readonly csid: IssuedCsid }
  /** 428: a new compliance CSID; the compliance documents are due again. */
  | { readonly kind: "compliance-needed"; readonly csid: IssuedCsid }
  | { readonly kind: "refused"; readonly problems: readonly CsidProblem[] }
  | NoVerdict
);

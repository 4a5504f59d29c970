// The simulator's own record against the ledger: what was accepted, how often, and byte for byte.
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { Shop } from "./shop.ts";

const LIVE = new Set(["reporting", "clearance"]);

export interface Reckoning {
  /** Empty when every document was accepted exactly once, as it stands in the ledger. */
  readonly wrong: readonly string[];
  readonly documents: number;
  /** Times a document came to the gateway's door and was processed, at most for one document. */
  readonly mostReceived: number;
  /** Attempts the ledger kept, at most for one document, and in all. */
  readonly mostAttempts: number;
  readonly attempts: number;
}

/** Reckons one shop up. */
export function reckon({ simulator, terminal, documents }: Shop): Reckoning {
  const received = simulator.admin.documents().filter(({ call }) => LIVE.has(call));
  const own = documents();
  const attempts = own.map((document) => terminal().attempts(document).length);
  const known = new Set<string>(own.map(({ link }) => link.uuid));
  return {
    wrong: [
      ...own.flatMap((document) => wrongWith(document, received)),
      ...received.filter(({ uuid }) => !known.has(uuid)).map(({ uuid }) => `${uuid} is nobody's`),
      ...simulator.admin
        .chains()
        .flatMap(({ findings, kind }) =>
          kind === "production" ? findings.map((finding) => `chain: ${JSON.stringify(finding)}`) : [],
        ),
    ],
    documents: own.length,
    mostReceived: Math.max(0, ...received.map((document) => document.attempts)),
    mostAttempts: Math.max(0, ...attempts),
    attempts: attempts.reduce((sum, one) => sum + one, 0),
  };
}

/** What came to the simulator by these calls. */
export const received = ({ simulator }: Shop, ...calls: readonly string[]): Received =>
  simulator.admin.documents().filter(({ call }) => calls.includes(call));

type Received = ReturnType<Shop["simulator"]["admin"]["documents"]>;

function wrongWith({ link, xml, state }: StoredDocument, received: Received): readonly string[] {
  const same = received.filter(({ uuid }) => uuid === link.uuid);
  const accepted = same.filter(({ isAccepted }) => isAccepted);
  if (state === "rejected") return accepted.length === 0 ? [] : [`${link.irn} is rejected here and accepted there`];
  if (accepted.length !== 1) return [`${link.irn} (${state}) was accepted ${accepted.length} times`];
  const bytes = Buffer.from(accepted[0]?.xml ?? "", "base64").toString("utf8");
  return [
    ...(bytes === xml ? [] : [`${link.irn} was received in other bytes`]),
    ...(same.length === 1 ? [] : [`${link.irn} was received in ${same.length} forms`]),
    ...(state === "queued" || state === "awaiting-clearance" ? [`${link.irn} is accepted there and waits here`] : []),
  ];
}

// What the gateway holds in the end, by its own record.
import Sqlite from "better-sqlite3";
import { sha256 } from "./checker/document.ts";
import type { Evidence } from "./checker/evidence.ts";
import { gatewayIn } from "./places.ts";
import type { Shop } from "./unit.ts";

interface Received {
  readonly call: string;
  readonly uuid: string;
  readonly hash: string;
  readonly firstAt: string;
  readonly isAccepted: boolean;
  /** Base64. */
  readonly cleared: string | null;
}

/** Every document the gateway accepted, when and how often; and what it cleared, by its bytes. */
export async function accepted(shop: Shop): Promise<readonly Evidence[]> {
  const response = await fetch(`${shop.admin}/documents`);
  const documents = ((await response.json()) as readonly Received[]).filter(
    ({ call, isAccepted }) => isAccepted && call !== "compliance-check",
  );
  return documents.flatMap(({ uuid, hash, firstAt, cleared }): readonly Evidence[] => [
    {
      kind: "accepted",
      uuid,
      hash,
      at: Date.parse(firstAt),
      times: documents.filter((other) => other.uuid === uuid).length,
    },
    ...(cleared === null ? [] : [{ kind: "cleared", uuid, xml: sha256(Buffer.from(cleared, "base64")) } as const]),
  ]);
}

/** Every production CSID the gateway issued. */
export function issuedCsids({ folder }: Shop): readonly Evidence[] {
  const database = new Sqlite(gatewayIn(folder), { readonly: true });
  try {
    const tokens = database.prepare<[], string>("SELECT token FROM csid WHERE kind = 'production'").pluck().all();
    return tokens.map((token) => ({ kind: "issued", token: sha256(token) }));
  } finally {
    database.close();
  }
}

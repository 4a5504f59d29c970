// What the gateway holds in the end, by its own record.
import type { Evidence } from "./checker/evidence.ts";
import type { Shop } from "./unit.ts";

interface Received {
  readonly call: string;
  readonly uuid: string;
  readonly hash: string;
  readonly isAccepted: boolean;
}

/** Every document the gateway accepted, and how often. */
export async function accepted(shop: Shop): Promise<readonly Evidence[]> {
  const response = await fetch(`${shop.admin}/documents`);
  const documents = ((await response.json()) as readonly Received[]).filter(
    ({ call, isAccepted }) => isAccepted && call !== "compliance-check",
  );
  return documents.map(({ uuid, hash }) => ({
    kind: "accepted",
    uuid,
    hash,
    times: documents.filter((other) => other.uuid === uuid).length,
  }));
}

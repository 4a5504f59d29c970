// A shop's counter in a deed: sales whose answers are evidence, and what the gateway is told to do meanwhile.
import type { Life, Scene } from "../life.ts";
import type { Till, TO_A_COMPANY } from "../till.ts";
import { acknowledgement } from "../witness.ts";

export interface Sold {
  readonly reference: string;
  readonly status: number;
  readonly irn: unknown;
  readonly code: unknown;
}

/** Sells at once under some references; what is not answered with a document is owed. */
export const sell = (till: Till, { seen, owed }: Scene, references: readonly string[]): Promise<readonly Sold[]> =>
  Promise.all(
    references.map(async (reference) => {
      const { status, body } = await till.sell(reference);
      const evidence = status === 200 || status === 201 ? acknowledgement(body) : undefined;
      if (evidence === undefined) owed.push(reference);
      else seen.push(evidence);
      return { reference, status, irn: body["irn"], code: body["code"] };
    }),
  );

/** New references of a scene. */
export const fresh = (
  { prefix }: Scene,
  name: string,
  count: number,
  kind: "" | typeof TO_A_COMPANY = "",
): readonly string[] => Array.from({ length: count }, (_, n) => `${kind}kill-${prefix}/${name}${n + 1}`);

/** First what is owed, then some new sales. */
export async function sellOwedAnd(life: Life, scene: Scene, references: readonly string[]): Promise<readonly Sold[]> {
  return await sell(life.till, scene, [...scene.owed.splice(0), ...references]);
}

/** Lets a fault of the simulator strike. */
export const mishap = ({ shop }: Scene, fault: string, calls: readonly string[], times = 1): Promise<unknown> =>
  shop.world.tell("POST", "/faults", { fault, calls, times });

/** Turns switches of the simulator. */
export const turn = ({ shop }: Scene, switches: object): Promise<unknown> =>
  shop.world.tell("PATCH", "/switches", switches);

/** The gateway as it should be. */
export async function calm(scene: Scene): Promise<void> {
  await scene.shop.world.tell("DELETE", "/faults");
  await turn(scene, { gateway: "up" });
}

/** A paper that waited for more than ten minutes comes out only on the operator's word. */
export const printWaiting = ({ operator }: Life): Promise<unknown> =>
  operator.call("POST", "/v1/printers/main/waiting", { do: "print" });

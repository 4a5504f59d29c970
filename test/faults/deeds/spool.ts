// The printer's queue: papers that are no tax documents, copies and the day's closing, faster than they come out.
import { type Life, liveAndDie } from "../life.ts";
import type { Reply } from "../till.ts";
import { fresh, sellOwedAnd } from "./counter.ts";
import type { Deed } from "./deed.ts";

/** A paper is about thirty operations. */
const OPERATIONS = 90;

const ORDER = { kind: "kitchen-order", lines: [{ name: "كبسة", quantity: "2" }] };

export const spoolDeed: Deed = {
  name: "spool",
  share: 7,
  live: (scene) =>
    liveAndDie(scene, {}, async (life) => {
      const [sold] = await sellOwedAnd(life, scene, fresh(scene, "", 1));
      life.arm(OPERATIONS);
      const copy = `/v1/invoices/${sold?.irn}/print`;
      const asked = [order(life), life.till.call("POST", copy), order(life), life.till.call("POST", copy), order(life)];
      await Promise.all(asked);
      await emptied(life);
    }),
};

const order = ({ operator }: Life): Promise<Reply> => operator.call("POST", "/v1/prints", ORDER);

const MOST_LOOKS = 300;

/** Waits until the printer has nothing left, or the agent is gone. */
export async function emptied(life: Life): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { status, body } = await life.till.call("GET", "/v1/status");
    const { printer } = body as { printer?: { pending: number } };
    if (status === 0 || printer?.pending === 0) return;
  }
}

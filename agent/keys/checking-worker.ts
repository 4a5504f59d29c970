// The thread that checks signatures beside the sale they are made for. It sleeps between two of them, and ends behind a rush.
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { workerData } from "node:worker_threads";
import { type Question, sharedQuestion, TURN } from "./question.ts";

/** What the thread is started with. */
export interface CheckingOrder {
  readonly memory: SharedArrayBuffer;
  /** So many milliseconds without a question end it. */
  readonly restMs: number;
}

const { memory, restMs } = workerData as CheckingOrder;
const shared = sharedQuestion(memory);
let known: { readonly der: Uint8Array; readonly key: KeyObject } | undefined;

/** @throws Error where it is no key on secp256k1. */
function keyOf(der: Uint8Array): KeyObject {
  if (known !== undefined && Buffer.compare(known.der, der) === 0) return known.key;
  const key = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  if (key.asymmetricKeyDetails?.namedCurve !== "secp256k1") throw new Error("another curve");
  known = { der, key };
  return key;
}

/** Whoever asked checks again what does not hold here, and so finds out about a key that cannot be read. */
function holds([data, signature, publicKey]: Question): boolean {
  try {
    return verify("sha256", data, keyOf(publicKey), signature);
  } catch {
    return false;
  }
}

for (let isWanted = true; isWanted; ) {
  const turn = shared.turn();
  if (turn === TURN.asked) shared.pass(holds(shared.read()) ? TURN.holds : TURN.fails);
  else isWanted = shared.waitWhile(turn, restMs);
}

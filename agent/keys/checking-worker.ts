// The thread that checks signatures beside the sale they are made for. It sleeps between two of them, and ends behind a rush.
import { workerData } from "node:worker_threads";
import { type CertifiedKey, signatureHolds } from "../core/stamp/signature.ts";
import { type Question, sharedQuestion, TURN } from "./question.ts";

/** What the thread is started with. */
export interface CheckingOrder {
  readonly memory: SharedArrayBuffer;
  /** So many milliseconds without a question end it. */
  readonly restMs: number;
}

const { memory, restMs } = workerData as CheckingOrder;
const shared = sharedQuestion(memory);
let certificate: CertifiedKey = { publicKey: "" };

/** Whoever asked checks again what does not hold here, and so finds out about a key that cannot be read. */
function holds([data, signature, der]: Question): boolean {
  const publicKey = Buffer.from(der).toString("base64");
  // The same object for the same key: what is worked out for it is remembered by it.
  if (certificate.publicKey !== publicKey) certificate = { publicKey };
  try {
    return signatureHolds(data, signature, certificate);
  } catch {
    return false;
  }
}

for (let isWanted = true; isWanted; ) {
  const turn = shared.turn();
  if (turn === TURN.asked) shared.pass(holds(shared.read()) ? TURN.holds : TURN.fails);
  else isWanted = shared.waitWhile(turn, restMs);
}

// Questions to a printer and its answers, over any cable. The answer to DLE EOT does not say to which question it belongs,
// so one question is asked at a time, and what was said before it is forgotten.
import type { Link } from "../transport/link.ts";
import { askStatus, type Command, toBytes } from "./commands.ts";
import { type Reply, splitReplies } from "./replies.ts";
import { type Condition, decodeStatus, type StatusKind } from "./status.ts";

/** What came back: conditions, nothing, or bytes that are no answer to anything. */
export type Told = readonly Condition[] | "silence" | "noise";

export interface Conversation {
  /** Says so much in one write: each costs the agent and a network more than its bytes. */
  say(...commands: readonly Command[]): Promise<void>;
  /** Asks DLE EOT `kind` and waits at most `ms`. */
  ask(kind: StatusKind, ms: number): Promise<Told>;
  /** What was confirmed so far is of no interest any more. */
  forgetProofs(): Promise<void>;
  /** Listens for `ms`, or until the end of a job is confirmed by an answer heard now or earlier. */
  listenForProof(job: number, ms: number): Promise<boolean>;
}

/** XON and XOFF, where the kernel leaves them to us. */
const FLOW_BYTES: ReadonlySet<number> = new Set([0x11, 0x13]);

/** Begins to talk over an open link. */
export function converse(link: Link): Conversation {
  let rest: Uint8Array = new Uint8Array();
  let waiting: Reply[] = [];
  let proofs: Reply[] = [];
  let isNoisy = false;

  const next = async (ms: number): Promise<Reply | undefined> => {
    const until = performance.now() + ms;
    for (;;) {
      const reply = waiting.shift();
      if (reply !== undefined) return noted(reply);
      const bytes = await link.read(Math.max(0, until - performance.now()));
      if (bytes === undefined) return undefined;
      const split = splitReplies(Buffer.concat([rest, bytes]));
      rest = split.rest;
      waiting = [...split.replies];
    }
  };
  const noted = (reply: Reply): Reply => {
    if (reply.kind === "done" || reply.kind === "process") proofs = [...proofs, reply];
    isNoisy ||= reply.kind === "other" && !FLOW_BYTES.has(reply.byte);
    return reply;
  };
  const forget = async (): Promise<void> => {
    while ((await next(0)) !== undefined);
    rest = new Uint8Array();
  };
  // In noise any byte may look like the answer to GS r 1; the number of a job is more than chance.
  const isProved = (job: number): boolean =>
    proofs.some((proof) => (proof.kind === "done" && !isNoisy) || (proof.kind === "process" && proof.job === job));

  return {
    say: (...commands) => link.write(toBytes(commands)),
    ask: async (kind, ms) => {
      await forget();
      await link.write(askStatus(kind).bytes);
      const until = performance.now() + ms;
      let told: Told = "silence";
      for (;;) {
        const reply = await next(Math.max(0, until - performance.now()));
        if (reply === undefined) return told;
        if (reply.kind === "status") return decodeStatus(kind, reply.byte) ?? told;
        told = "noise";
      }
    },
    forgetProofs: async () => {
      await forget();
      proofs = [];
    },
    listenForProof: async (job, ms) => {
      const until = performance.now() + ms;
      while (!isProved(job)) {
        if ((await next(Math.max(0, until - performance.now()))) === undefined) return isProved(job);
      }
      return true;
    },
  };
}

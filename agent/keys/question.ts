// One question at a time between two threads, in memory they share: does this signature hold?

/** Whose turn it is, and what the last answer was. */
export const TURN = { free: 0, asked: 1, holds: 2, fails: 3 } as const;
export type Turn = (typeof TURN)[keyof typeof TURN];

/** What is signed (a digest), the signature (DER) and the key (SubjectPublicKeyInfo DER): a part of a question each. */
export type Question = readonly [data: Uint8Array, signature: Uint8Array, publicKey: Uint8Array];

/** A digest has 32 bytes, a signature up to 72, a key on secp256k1 88. */
const PART_BYTES = 256;
const PARTS = 3;
const WORD_BYTES = 4;
const HEAD_BYTES = (1 + PARTS) * WORD_BYTES;

/** Memory for one question. */
export const questionMemory = (): SharedArrayBuffer => new SharedArrayBuffer(HEAD_BYTES + PARTS * PART_BYTES);

/** The same memory seen from either thread: whoever's turn it is not leaves it alone. */
export interface SharedQuestion {
  turn(): Turn;
  /** Gives the turn away, or answers; wakes the other thread. */
  pass(turn: Turn): void;
  /** Sleeps while the turn is that one, at most so many milliseconds. @returns false when they are over. */
  waitWhile(turn: Turn, atMostMs: number): boolean;
  /** @returns false, and nothing is written, when a part is longer than any signature or key on secp256k1. */
  write(question: Question): boolean;
  read(): Question;
}

export function sharedQuestion(memory: SharedArrayBuffer): SharedQuestion {
  const words = new Int32Array(memory, 0, 1 + PARTS);
  const parts = [0, 1, 2].map((part) => new Uint8Array(memory, HEAD_BYTES + part * PART_BYTES, PART_BYTES));
  // A copy of its own: OpenSSL is not given memory another thread can write to.
  const partAt = (part: number): Uint8Array => Uint8Array.from(parts[part]?.subarray(0, words[1 + part]) ?? []);
  return {
    turn: () => Atomics.load(words, 0) as Turn,
    pass: (turn) => {
      Atomics.store(words, 0, turn);
      Atomics.notify(words, 0);
    },
    waitWhile: (turn, atMostMs) => Atomics.wait(words, 0, turn, atMostMs) !== "timed-out",
    write: (question) => {
      if (question.some(({ length }) => length > PART_BYTES)) return false;
      for (const [part, bytes] of question.entries()) {
        parts[part]?.set(bytes);
        words[1 + part] = bytes.length;
      }
      return true;
    },
    read: () => [partAt(0), partAt(1), partAt(2)],
  };
}

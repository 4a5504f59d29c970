// The outcome of a parser or a rule: a value, or what is wrong with it. Wrong requests are values, never exceptions.

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a value that is right. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** Wraps what is wrong. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/**
 * Marks the end of a `switch` that has named every case, so that a new case does not compile until it is handled.
 * @throws Error always: reaching it is a bug.
 */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

// The unit's own document numbers (IRN): a pattern of the shop with a running number, independent of the ICV.
import { type Irn, parseIrn } from "../core/ids.ts";

/**
 * The IRN of a running number: `{n}` is the number, `{n:6}` the number with leading zeros.
 * @throws Error when the pattern makes no valid number; the configuration checks it long before.
 * @example irnOf("SME-{n:6}", 42) // "SME-000042"
 */
export function irnOf(pattern: string, serial: number): Irn {
  const text = pattern.replace(/\{n(?::(\d{1,2}))?\}/g, (_all, width?: string) =>
    String(serial).padStart(Number(width ?? 0), "0"),
  );
  const irn = parseIrn(text);
  if (irn === undefined) throw new Error(`numbering pattern ${pattern} makes no document number`);
  return irn;
}

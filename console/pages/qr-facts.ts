// What a customer's phone reads in the QR code: tag, length, value, again and again.
import { type Child, h, ltr } from "../dom.ts";
import { t } from "../language.ts";
import { facts } from "../parts.ts";

const TAGS = ["qr.seller", "qr.vat-number", "qr.time", "qr.total", "qr.vat"] as const;

/** The five plain values of a QR code; the others are hash, signature and key. */
export function qrFacts(base64: string): HTMLElement {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const values = new Map<number, string>();
  for (let at = 0; at + 1 < bytes.length; ) {
    const [tag = 0, length = 0] = bytes.subarray(at, at + 2);
    values.set(tag, new TextDecoder().decode(bytes.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  const rows = TAGS.map(
    (key, i) =>
      [t(key), i === 0 ? h("bdi", {}, values.get(1) ?? "") : ltr(values.get(i + 1) ?? "")] as readonly [string, Child],
  );
  return facts(rows);
}

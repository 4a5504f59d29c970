// A simulator with two onboarded devices of one taxpayer, and documents to break one part at a time.
import { expect } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { foreignInvoice, type InvoiceFields } from "../support/foreign-invoice.ts";
import { foreignHash, foreignStamp, type Stamped, type StampOptions } from "../support/foreign-stamper.ts";
import { basic, call, type Device, documentBody, onboard, type Reply, send, stampedBy, stampKey } from "./device.ts";

/** The bench's first moment, and its signing time. */
export const NOW = Date.parse("2026-03-01T09:00:00Z");
export const SIGNING_TIME = "2026-03-01T09:00:00";

/** A document on its way: what is sent, and the hash in the body. */
export type Upload = Pick<Stamped, "xml" | "hash">;

type Fields = Partial<InvoiceFields>;

/** The bench. */
export type Bench = AsyncDisposable & {
  readonly simulator: Simulator;
  readonly device: Device;
  /** Another device of the same taxpayer. */
  readonly sibling: Device;
  /** Sets the gateway's clock, milliseconds. */
  readonly setTime: (now: number) => void;
  /** A stamped simplified document; every one has its own number, so none is a duplicate. */
  readonly simplified: (fields?: Fields) => Stamped;
  readonly standard: (fields?: Fields) => Stamped;
  /** A document as it is before the stamp, changed as text. */
  readonly unstamped: (fields?: Fields, change?: (xml: string) => string) => string;
  /** A stamp over such a text, by the device's production certificate unless said otherwise. */
  readonly stamped: (xml: string, options?: Partial<StampOptions>) => Stamped;
  readonly report: (document: Upload, change?: Readonly<Record<string, unknown>>) => Promise<Reply>;
  readonly clear: (document: Upload) => Promise<Reply>;
  readonly check: (document: Upload, from?: Device) => Promise<Reply>;
};

/** Opens a bench; the devices may issue every kind of document. */
export const openBench = async (): Promise<Bench> => {
  let now = NOW;
  let count = 0;
  const simulator = await startSimulator({ clock: () => now });
  const device = await onboard(simulator, NOW, { invoiceTypes: "1100" });
  const sibling = await onboard(simulator, NOW);
  const next = (): string => {
    count += 1;
    return `D-${count}`;
  };
  const simplified = (fields: Fields = {}): Stamped => stampedBy(device, NOW, { irn: next(), ...fields });
  return {
    simulator,
    device,
    sibling,
    setTime: (time) => {
      now = time;
    },
    simplified,
    standard: (fields = {}) => simplified({ subtype: "0100000", ...fields }),
    unstamped: (fields = {}, change = (xml) => xml) =>
      change(foreignInvoice({ irn: next(), sellerVat: device.vat, ...fields })),
    stamped: (xml, options = {}) => foreignStamp(xml, { key: stampKey(device), signingTime: SIGNING_TIME, ...options }),
    report: (document, change) => send(simulator, device, "reporting", document, change),
    clear: (document) => send(simulator, device, "clearance", document),
    check: (document, from = device) =>
      call(`${simulator.url}/compliance/invoices`, { headers: basic(from.compliance), body: documentBody(document) }),
    [Symbol.asyncDispose]: simulator.close,
  };
};

/** A document without a stamp, with its hash. */
export const bare = (xml: string): Upload => ({ xml: Buffer.from(xml), hash: foreignHash(xml) });

/** Changes a stamped document's text and leaves the body's hash alone. */
export const changed = (document: Upload, from: string | RegExp, to: string): Upload => {
  const before = document.xml.toString();
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return { xml: Buffer.from(after), hash: document.hash };
};

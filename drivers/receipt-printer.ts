// The printer port: a receipt's meaning → dots in a worker → ESC/POS job → transport. One job after the other.

import { Fault, messageOf } from "../agent/core/errors.ts";
import type { Printable } from "../agent/core/receipt/model.ts";
import type { Paper } from "../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../agent/core/receipt/texts.ts";
import type { ReceiptPrinter } from "../agent/ports.ts";
import { encodeJob, type PrinterState } from "./escpos/job.ts";
import { loadProfile, type PrinterProfile } from "./escpos/profile.ts";
import { bitmapToPng } from "./raster/png.ts";
import type { Picture } from "./raster/render.ts";
import { openRenderer } from "./raster/renderer.ts";
import { sendToFile } from "./transport/file.ts";
import { type Delivery, sendOverTcp } from "./transport/tcp.ts";

export interface PrinterSettings {
  readonly transport: "none" | "usb-lp" | "serial" | "tcp" | "file";
  readonly address: string | undefined;
  /** Name of a profile in escpos/profiles. */
  readonly profile: string;
  readonly dots: Paper;
}

type Send = (job: Uint8Array, profile: PrinterProfile) => Promise<Delivery>;

/** The state a job leaves the printer in, and what is known of its paper. */
const OUTCOME: Readonly<
  Record<Delivery, { readonly paper: "confirmed" | "unconfirmed"; readonly left: PrinterState }>
> = {
  confirmed: { paper: "confirmed", left: "clean" },
  sent: { paper: "unconfirmed", left: "unknown" },
};

/** Opens the printer of a configuration. @throws Fault `configuration` when profile and paper do not fit. */
export function openReceiptPrinter(settings: PrinterSettings, texts: ReceiptTexts): ReceiptPrinter {
  const profile = profileFor(settings);
  const send = TRANSPORTS[settings.transport](settings.address ?? "");
  const renderer = openRenderer(texts);
  let state: PrinterState = "unknown";
  const dotsOf = (receipt: Printable): Promise<Picture> => renderer.render(receipt, settings.dots);
  const jobOf = (picture: Picture, from: PrinterState): Uint8Array =>
    Buffer.concat(encodeJob(picture, profile, from).map(({ bytes }) => bytes));
  return {
    print: async (receipt) => {
      const picture = await dotsOf(receipt);
      const job = jobOf(picture, state);
      state = "unknown";
      const outcome = OUTCOME[await send(job, profile)];
      state = outcome.left;
      return { state: outcome.paper, dots: picture.sha256 };
    },
    picture: async (receipt) => bitmapToPng(await dotsOf(receipt)),
    bytes: async (receipt) => jobOf(await dotsOf(receipt), "unknown"),
    close: () => renderer.close(),
  };
}

const TRANSPORTS: Readonly<Record<PrinterSettings["transport"], (address: string) => Send>> = {
  // Nothing is claimed of a paper that no printer got.
  none: () => async () => "sent",
  file: (path) => (job) => sendToFile(path, job),
  tcp: (address) => {
    const at = address.lastIndexOf(":");
    const target = { host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) };
    return (job, { status }) => sendOverTcp(target, job, status !== "none");
  },
  "usb-lp": () => notYet("usb-lp"),
  serial: () => notYet("serial"),
};

function notYet(transport: string): never {
  throw new Fault("configuration", `printer.transport ${transport} is not supported yet: use tcp, file or none`);
}

function profileFor({ profile: name, dots }: PrinterSettings): PrinterProfile {
  const profile = known(name, dots);
  if (dots <= profile.width) return profile;
  throw new Fault("configuration", `printer.dots ${dots} is wider than the profile ${name} (${profile.width})`);
}

function known(name: string, dots: Paper): PrinterProfile {
  try {
    return loadProfile(name, dots);
  } catch (cause) {
    throw new Fault("configuration", `printer.profile: ${messageOf(cause)}`, { cause });
  }
}

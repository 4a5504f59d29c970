// A paper in the form in which somebody wants it, made of its dots as one pure function.
import type { Printable } from "../../agent/core/receipt/model.ts";
import type { Paper } from "../../agent/core/receipt/paper.ts";
import type { ReceiptTexts } from "../../agent/core/receipt/texts.ts";
import { unreachable } from "../../agent/core/result.ts";
import { type Command, inOneBuffer, toBytes } from "../escpos/commands.ts";
import { encodeJob, encodePaper } from "../escpos/job.ts";
import type { PrinterProfile } from "../escpos/profile.ts";
import type { Design } from "./design.ts";
import { bitmapToPng } from "./png.ts";
import { type Picture, render } from "./render.ts";

/** `png`: a file for a screen; `commands`: what a printer is told one by one; `job`: the bytes for one nobody talks with. */
export type Form =
  | { readonly as: "png" }
  | { readonly as: "commands"; readonly profile: PrinterProfile }
  | { readonly as: "job"; readonly profile: PrinterProfile };

export interface Wanted {
  readonly model: Printable;
  readonly paper: Paper;
  readonly form: Form;
}

/** A paper as a printer is told it, and the SHA-256 of its dots. */
export interface EncodedPaper {
  readonly commands: readonly Command[];
  readonly sha256: string;
}

export type Made = Uint8Array | EncodedPaper;

/**
 * Makes a paper.
 * @throws Error when the QR code cannot be drawn, or does not read back; RangeError when it is wider than the printer.
 */
export const make = ({ model, paper, form }: Wanted, texts: ReceiptTexts, design: Design): Made =>
  formed(render(model, paper, texts, design), form);

function formed(picture: Picture, form: Form): Made {
  switch (form.as) {
    case "png":
      return bitmapToPng(picture);
    case "commands":
      return { commands: inOneBuffer(encodePaper(picture, form.profile)), sha256: picture.sha256 };
    case "job":
      return toBytes(encodeJob(picture, form.profile, "unknown"));
    default:
      return unreachable(form);
  }
}

// How this shop's receipts look: its template and its logo, read once when the unit is opened.
import type { Config } from "../config/config.ts";
import { readReceiptTemplate } from "../config/receipt-template.ts";
import { type Design, PLAIN } from "../drivers/raster/design.ts";
import { type Grey, readLogo } from "../drivers/raster/logo.ts";
import { violationsText } from "./commands/context.ts";
import { Fault, messageOf } from "./core/errors.ts";
import type { ReceiptTemplate } from "./core/receipt/template.ts";

/** The design of a configuration. @throws Fault `configuration` when template or logo cannot be used. */
export function receiptDesign({ receipt: { logo, template } }: Pick<Config, "receipt">): Design {
  return {
    template: template === undefined ? PLAIN.template : templateAt(template),
    ...(logo === undefined ? {} : { logo: logoAt(logo) }),
  };
}

function templateAt(path: string): ReceiptTemplate {
  const read = readReceiptTemplate(path);
  if (read.ok) return read.value;
  throw new Fault("configuration", `${path}\n${violationsText(read.error)}`);
}

function logoAt(path: string): Grey {
  try {
    return readLogo(path);
  } catch (cause) {
    const words = `الشعار receipt.logo غير صالح، والمطلوب ملف PNG / receipt.logo cannot be used, a PNG file is wanted`;
    throw new Fault("configuration", `${path}\n${words}: ${messageOf(cause)}`, { cause });
  }
}

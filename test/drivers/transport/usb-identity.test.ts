import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { usbIdentity } from "../../../drivers/transport/usb-identity.ts";

test("usbIdentity() finds what a printer says of itself, by whatever name it is called", () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-usb-"));
  mkdirSync(join(folder, "sys/lp3/device"), { recursive: true });
  writeFileSync(join(folder, "sys/lp3/device/ieee1284_id"), "MFG:EPSON;MDL:TM-T20III;\n");
  writeFileSync(join(folder, "lp3"), "");
  symlinkSync(join(folder, "lp3"), join(folder, "usb-printer"));
  expect(usbIdentity(join(folder, "usb-printer"), join(folder, "sys"))).toBe("MFG:EPSON;MDL:TM-T20III;");
  expect(usbIdentity(join(folder, "nothing"), join(folder, "sys"))).toBeUndefined();
});

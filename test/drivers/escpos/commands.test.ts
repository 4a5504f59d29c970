import { expect, test } from "vitest";
import * as commands from "../../../drivers/escpos/commands.ts";

const hex = ({ bytes }: commands.Command): string => Buffer.from(bytes).toString("hex");

test.each([
  [commands.initialise(), "1b40"],
  [commands.setDotUnits(203), "1d50cbcb"],
  [commands.disableRealTimeCommands(), "1d284405001401000200"],
  [commands.feed(7), "1b4a07"],
  [commands.rasterBand(2, Uint8Array.of(1, 2, 3, 4)), "1d7630000200020001020304"],
  [commands.cut("partial"), "1d564200"],
  [commands.cut("full"), "1d564100"],
  [commands.askWhenDone(), "1d7201"],
  [commands.askStatus(4), "100404"],
  [commands.recover(), "100502"],
  [commands.askProcess(42), "1d28480600303030303432"],
  [commands.leftMargin(300), "1d4c2c01"],
  [commands.rasterBand(1, Uint8Array.of(7), "two-high"), "1d7630020100010007"],
  [commands.rasterBand(1, Uint8Array.of(7), "two-by-two"), "1d7630030100010007"],
  [commands.openDrawer({ pin: 2, onMs: 50, offMs: 500 }), "1b700019fa"],
  [commands.openDrawer({ pin: 5, onMs: 50, offMs: 500 }), "1b700119fa"],
  [commands.fillUp(3), "000000"],
] as const)("$name has the bytes of the manual", (command, bytes) => expect(hex(command)).toBe(bytes));

test("feed() and rasterBand() refuse what the smallest printers cannot count", () => {
  expect(() => commands.feed(0)).toThrow(RangeError);
  expect(() => commands.feed(256)).toThrow(RangeError);
  expect(() => commands.rasterBand(2, new Uint8Array(3))).toThrow(RangeError);
  expect(() => commands.rasterBand(1, new Uint8Array(256))).toThrow(RangeError);
  expect(() => commands.rasterBand(72, new Uint8Array(0))).toThrow(RangeError);
});

test("toBytes() joins commands in order", () => {
  expect([...commands.toBytes([commands.initialise(), commands.feed(1)])]).toEqual([0x1b, 0x40, 0x1b, 0x4a, 1]);
});

import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { qrTextOf } from "../../../simulator/printer/read-qr.ts";
import { startPrinter } from "../../../simulator/printer/server.ts";
import { send } from "./client.ts";

const folder = (): string => join(mkdtempSync(join(tmpdir(), "khatm-printer-")), "pages");
const RECEIPT = Uint8Array.of(0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xf0, 0x0f, 0x1d, 0x56, 0x42, 0, 0x1d, 0x72, 1);

test("startPrinter() writes every cut page as a PNG and answers on the same line", async () => {
  const out = folder();
  const printer = await startPrinter({ port: 0, width: 384, out });
  expect(await send(printer.port, RECEIPT)).toEqual([0x00]);
  expect(await send(printer.port, RECEIPT)).toEqual([0x00]);
  expect(readdirSync(out)).toEqual(["receipt-0001.png", "receipt-0002.png"]);
  const { width, height, data } = decode(readFileSync(printer.pages[0]?.file ?? ""));
  expect({ width, height }).toEqual({ width: 384, height: 2 });
  expect([data[0], data[1], data[48]]).toEqual([0x0f, 0xff, 0xf0]);
  await printer.close();
});

test("startPrinter() keeps a half-sent band over a broken connection, as printers do", async () => {
  const printer = await startPrinter({ port: 0, width: 384, out: folder() });
  await send(printer.port, RECEIPT.subarray(0, 9));
  await send(printer.port, RECEIPT.subarray(9));
  expect(printer.pages.map(({ height }) => height)).toEqual([2]);
  await printer.close();
});

test("startPrinter() serves one sender at a time", async () => {
  const printer = await startPrinter({ port: 0, width: 384, out: folder() });
  const first = connect({ port: printer.port, host: "127.0.0.1" });
  await once(first, "connect");
  first.write(Uint8Array.of(0x10, 4, 1));
  await once(first, "data");
  const second = connect({ port: printer.port, host: "127.0.0.1" });
  second.on("error", () => undefined);
  await once(second, "close");
  first.end();
  await once(first, "close");
  await printer.close();
});

test("qrTextOf() finds nothing where there is no QR code", async () => {
  const printer = await startPrinter({ port: 0, width: 384, out: folder() });
  await send(printer.port, RECEIPT);
  expect(await qrTextOf(readFileSync(printer.pages[0]?.file ?? ""))).toBeUndefined();
  await printer.close();
});

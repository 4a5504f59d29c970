// A process of its own with a job that a printer does not take. Arguments: transport, device, and how it ends:
// `exit` in the middle of the write, or `alone` after the transport has given up.
import { setTimeout as sleep } from "node:timers/promises";
import { PATIENCE } from "../../../drivers/transport/link.ts";
import { serialTransport } from "../../../drivers/transport/serial.ts";
import { usbLpTransport } from "../../../drivers/transport/usb-lp.ts";

const [kind, path = "", ending] = process.argv.slice(2);
const patience = { ...PATIENCE, stallMs: ending === "exit" ? 60_000 : 300 };
const transport =
  kind === "serial"
    ? serialTransport({ path, baudRate: 115_200, flowControl: "rts-cts" }, patience)
    : usbLpTransport(path, patience);
const link = await transport.open();
const written = (async () => {
  for (let i = 0; i < 500; i++) await link.write(new Uint8Array(1024));
  return "all taken";
})().catch((thrown: unknown) => (thrown instanceof Error ? thrown.name : "?"));

if (ending === "exit") {
  process.stdout.write(await Promise.race([written, sleep(1_000, "stuck")]));
  process.exit(0);
}
process.stdout.write(await written);
await link.abandon();
await transport.close();

// A printer at the end of a serial line that can be torn out: two pseudo-terminals, real serialport, a virtual printer.
import { join } from "node:path";
import { type Printer, startPrinter } from "../../../simulator/printer/server.ts";
import { type Cable, noCable, plugCable } from "./cable-pty.ts";

export interface SerialStation {
  /** The agent's end. */
  readonly address: string;
  /** Rows that hang out of the printer, not cut yet. */
  hanging(): number;
  /** The line hangs up, and its name is gone. */
  pull(): Promise<void>;
  plug(): Promise<void>;
  /** The printer at the end now, and the same one before it was unplugged. */
  printers(): readonly Printer[];
  close(): Promise<void>;
}

/** Lays the line; undefined on a machine without pseudo-terminals. */
export async function serialStation(folder: string): Promise<SerialStation | undefined> {
  if (noCable !== undefined) return undefined;
  const cable: Cable = await plugCable();
  const printers = [await printerAt(cable, folder, 0)];
  const now = (): Printer | undefined => printers.at(-1);
  return {
    address: cable.agent,
    hanging: () => now()?.hanging().height ?? 0,
    pull: async () => {
      await now()?.close();
      await cable.pull();
    },
    plug: async () => {
      await cable.plug();
      printers.push(await printerAt(cable, folder, printers.length));
    },
    printers: () => printers,
    close: async () => {
      await now()?.close();
      await cable.pull();
    },
  };
}

const printerAt = (cable: Cable, folder: string, number: number): Promise<Printer> =>
  startPrinter({ device: cable.printer, width: 576, out: join(folder, `serial-${number}`) });

// The virtual printer on the network: port 9100 style, one sender at a time, every cut page a PNG file in a folder.
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { type Counters, Machine, type MachineOptions } from "./machine.ts";
import { pagePng } from "./page-png.ts";
import type { PageDots } from "./paper.ts";

export interface PrinterOptions extends MachineOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
  /** Where pages go: receipt-0001.png and so on; made when missing. */
  readonly out: string;
  readonly onPage?: (page: Page) => void;
}

export interface Page extends PageDots {
  readonly file: string;
}

export interface Printer {
  readonly port: number;
  /** Cut pages, oldest first; grows. */
  readonly pages: readonly Page[];
  counters(): Counters;
  /** Fits a roll of so many rows; 0 takes the paper out. */
  setPaper(rows: number): void;
  setCover(isOpen: boolean): void;
  close(): Promise<void>;
}

/** Starts a virtual printer on loopback. */
export async function startPrinter(options: PrinterOptions): Promise<Printer> {
  mkdirSync(options.out, { recursive: true });
  const pages: Page[] = [];
  let sender: Socket | undefined;
  const machine = new Machine(options, {
    answer: (bytes) => void sender?.write(bytes),
    page: (dots) => {
      const page = { ...dots, file: join(options.out, `receipt-${String(pages.length + 1).padStart(4, "0")}.png`) };
      writeFileSync(page.file, pagePng(page));
      pages.push(page);
      options.onPage?.(page);
    },
  });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (sender !== undefined) {
      socket.destroy();
      return;
    }
    sender = socket;
    serve(socket, machine, () => {
      sender = undefined;
      machine.tearOff();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    pages,
    counters: () => machine.counters(),
    setPaper: (rows) => machine.setPaper(rows),
    setCover: (isOpen) => machine.setCover(isOpen),
    close: () => {
      sender?.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Takes what one sender has to say. When it has ended, the printer hangs up after the last answer. */
function serve(socket: Socket, machine: Machine, gone: () => void): void {
  socket.setNoDelay(true);
  socket.on("data", (bytes) => machine.receive(bytes));
  socket.on("end", () => socket.end());
  socket.on("error", () => socket.destroy());
  socket.on("close", gone);
}

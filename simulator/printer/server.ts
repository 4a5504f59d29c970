// The virtual printer on a network port (9100 style, one sender at a time) or at the end of a device; every cut page
// becomes a PNG file in a folder, and every fault can be switched on and off while it works.
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { openDevice } from "./device.ts";
import { createLine, type Line } from "./line.ts";
import { type Counters, Machine, type MachineOptions, type Voice } from "./machine.ts";
import { pagePng } from "./page-png.ts";
import type { PageDots } from "./paper.ts";

export interface PrinterOptions extends Omit<MachineOptions, "takesTime"> {
  /** 0 for any free port; absent: not on the network. */
  readonly port?: number;
  readonly host?: string;
  /** A character device whose other end is the sender. */
  readonly device?: string;
  /** Millimetres a second; absent: everything is printed at once. */
  readonly speed?: number;
  /** No flow control: what does not fit the buffer is lost. */
  readonly losesOverflow?: boolean;
  /** Where pages go: receipt-0001.png and so on; made when missing. */
  readonly out: string;
  readonly onPage?: (page: Page) => void;
}

export interface Page extends PageDots {
  readonly file: string;
}

export interface Printer {
  /** 0 where it is not on the network. */
  readonly port: number;
  /** Cut pages, oldest first; grows. */
  readonly pages: readonly Page[];
  counters(): Counters & { readonly lost: number };
  /** What hangs out of it, not cut yet. */
  hanging(): PageDots;
  /** Fits a roll of so many rows; 0 takes the paper out. */
  setPaper(rows: number): void;
  setCover(isOpen: boolean): void;
  setCutter(isJammed: boolean): void;
  setHead(isHot: boolean): void;
  setVoice(voice: Voice): void;
  /** Off: the sender is cut off, nobody gets through, and what was received is forgotten. */
  setPower(isOn: boolean): void;
  /** Breaks the connection; the machine keeps what it has. */
  hangUp(): void;
  close(): Promise<void>;
}

const MM_PER_INCH = 25.4;
const TICK_MS = 10;

/** Switches a virtual printer on. @throws when its port is taken or its device cannot be opened */
export async function startPrinter(options: PrinterOptions): Promise<Printer> {
  mkdirSync(options.out, { recursive: true });
  const pages: Page[] = [];
  const machine: Machine = new Machine(
    { ...options, takesTime: options.speed !== undefined },
    {
      answer: (bytes) => line.answer(bytes),
      page: (dots) => pages.push(keep(dots, pages.length + 1, options)),
    },
  );
  const line = createLine(() => machine, options.losesOverflow === true);
  const socket = options.port === undefined ? undefined : await listen(options.port, options.host, line, machine);
  const device =
    options.device === undefined ? undefined : await openDevice(options.device, line, () => machine.tearOff());
  const clock = startClock(options, machine, line);
  const then = (act: () => void): void => {
    act();
    line.flow();
  };
  return {
    port: socket?.port ?? 0,
    pages,
    counters: () => ({ ...machine.counters(), lost: line.lost() }),
    hanging: () => machine.hanging(),
    setPaper: (rows) => then(() => machine.setPaper(rows)),
    setCover: (isOpen) => then(() => machine.setCover(isOpen)),
    setCutter: (cutterJam) => then(() => machine.setFault({ cutterJam })),
    setHead: (headHot) => then(() => machine.setFault({ headHot })),
    setVoice: (voice) => machine.setVoice(voice),
    setPower: (isOn) => {
      socket?.setPower(isOn);
      line.drop();
      machine.restart();
    },
    hangUp: () => socket?.hangUp(),
    close: async () => {
      clearInterval(clock);
      await Promise.all([socket?.close(), device?.close()]);
    },
  };
}

function keep(dots: PageDots, number: number, { out, onPage }: PrinterOptions): Page {
  const page = { ...dots, file: join(out, `receipt-${String(number).padStart(4, "0")}.png`) };
  writeFileSync(page.file, pagePng(page));
  onPage?.(page);
  return page;
}

/** Gives the head its time. */
function startClock({ speed, dotsPerInch = 203 }: PrinterOptions, machine: Machine, line: Line) {
  if (speed === undefined) return undefined;
  let last = performance.now();
  return setInterval(() => {
    const now = performance.now();
    machine.run(((now - last) / 1000) * (speed / MM_PER_INCH) * dotsPerInch);
    last = now;
    line.flow();
  }, TICK_MS);
}

interface Plug {
  readonly port: number;
  setPower(isOn: boolean): void;
  hangUp(): void;
  close(): Promise<void>;
}

async function listen(port: number, host: string | undefined, line: Line, machine: Machine): Promise<Plug> {
  let sender: Socket | undefined;
  let isOn = true;
  const leave = (socket: Socket): void => {
    if (sender !== socket) return;
    sender = undefined;
    if (!socket.readableEnded) line.drop();
    machine.tearOff();
  };
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    // Who is gone, or has said that nothing more comes, makes room for the next.
    if (sender?.destroyed || sender?.readableEnded) leave(sender);
    if (!isOn || sender !== undefined) {
      socket.destroy();
      return;
    }
    sender = socket;
    serve(socket, line, () => leave(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host ?? "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    setPower: (on) => {
      isOn = on;
      if (!on) sender?.destroy();
    },
    hangUp: () => sender?.destroy(),
    close: () => {
      sender?.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Takes what one sender has to say. When it has ended, the printer hangs up after the last answer. */
function serve(socket: Socket, line: Line, gone: () => void): void {
  const sender = {
    hold: (isHeld: boolean) => void (isHeld ? socket.pause() : socket.resume()),
    tell: (bytes: Uint8Array) => void socket.write(bytes),
  };
  socket.setNoDelay(true);
  socket.on("data", (bytes) => line.carry(bytes, sender));
  socket.on("end", () => socket.end());
  socket.on("error", () => socket.destroy());
  socket.on("close", gone);
}

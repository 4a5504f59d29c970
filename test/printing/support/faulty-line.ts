// A network line between an agent and a printer on which everything can go wrong, at a band of one's choice.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** What the line does with bytes. */
export interface Manner {
  /** From the agent: carried on, swallowed, or left untaken so that the agent cannot write on. */
  readonly out: "carries" | "swallows" | "jams";
  /** From the printer; undefined is lost. */
  readonly back: (answer: Buffer) => Buffer | undefined;
}

export interface FaultyLine extends AsyncDisposable {
  readonly port: number;
  /** Bands of dots that came through since the line was laid. */
  bands(): number;
  /** Does something as soon as so many more bands have come through, before anything behind them goes on. */
  atBand(count: number, act: () => void): void;
  behave(manner: Partial<Manner>): void;
  /** All is well again. */
  heal(): Promise<void>;
  /** Breaks what is open, by a reset or by hanging up. */
  cut(how: "reset" | "end"): void;
  /** Nobody gets through any more; what is open stays. */
  refuse(): Promise<void>;
}

const GOOD: Manner = { out: "carries", back: (answer) => answer };

/** Lays a line to a printer on this machine. */
export async function layLine(printerPort: number): Promise<FaultyLine> {
  const sockets = new Set<Socket>();
  const state = { manner: GOOD, bands: 0, alarmAt: Number.POSITIVE_INFINITY, alarm: (): void => undefined };
  const onBand = (): void => {
    state.bands += 1;
    if (state.bands < state.alarmAt) return;
    state.alarmAt = Number.POSITIVE_INFINITY;
    state.alarm();
  };
  const accept = (near: Socket): void => {
    const far = connect({ port: printerPort, host: "127.0.0.1", noDelay: true });
    join(near, far, sockets);
    near.on(
      "data",
      carrier(near, far, () => state.manner.out, onBand),
    );
    far.on("data", (answer: Buffer) => {
      const told = state.manner.back(answer);
      if (told !== undefined) near.write(told);
    });
  };
  let server: Server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
  const port = await listen(server, 0);
  const behave = (manner: Partial<Manner>): void => {
    state.manner = { ...state.manner, ...manner };
  };
  const refuse = async (): Promise<void> => {
    if (!server.listening) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  };
  return {
    port,
    bands: () => state.bands,
    atBand: (count, act) => {
      state.alarmAt = state.bands + count;
      state.alarm = act;
    },
    behave,
    heal: async () => {
      state.manner = GOOD;
      state.alarmAt = Number.POSITIVE_INFINITY;
      for (const socket of sockets) socket.resume();
      if (server.listening) return;
      server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
      await listen(server, port);
    },
    cut: (how) => {
      for (const socket of sockets) {
        if (how === "reset") socket.resetAndDestroy();
        else socket.end();
      }
    },
    refuse,
    [Symbol.asyncDispose]: refuse,
  };
}

/** Carries what the agent says, band by band; the manner may change behind each. */
function carrier(near: Socket, far: Socket, manner: () => Manner["out"], onBand: () => void): (chunk: Buffer) => void {
  const endsBand = createBandWatch();
  const carry = ({ bytes, isBand }: { readonly bytes: Buffer; readonly isBand: boolean }): void => {
    if (near.destroyed) return;
    if (manner() === "carries") far.write(bytes);
    if (isBand) onBand();
  };
  return (chunk) => {
    for (const part of splitAfter(chunk, endsBand)) carry(part);
    if (manner() === "jams") near.pause();
  };
}

function join(near: Socket, far: Socket, sockets: Set<Socket>): void {
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(socket);
    socket
      .on("error", () => undefined)
      .on("end", () => other.end())
      .on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const HEADER = [0x1d, 0x76, 0x30, 0x00] as const;
const HEADER_LENGTH = 8;

/** A chunk cut behind the last byte of each band, so that a fault strikes between two bands. */
function splitAfter(chunk: Buffer, endsBand: (byte: number) => boolean): readonly { bytes: Buffer; isBand: boolean }[] {
  const parts: { bytes: Buffer; isBand: boolean }[] = [];
  let start = 0;
  for (const [index, byte] of chunk.entries()) {
    if (!endsBand(byte)) continue;
    parts.push({ bytes: chunk.subarray(start, index + 1), isBand: true });
    start = index + 1;
  }
  return start < chunk.length ? [...parts, { bytes: chunk.subarray(start), isBand: false }] : parts;
}

/** Watches a stream for raster bands (GS v 0); true at the last byte of each. */
function createBandWatch(): (byte: number) => boolean {
  let header: readonly number[] = [];
  let left = 0;
  const head = (byte: number): void => {
    const fits = header.length >= HEADER.length || byte === HEADER[header.length];
    header = fits ? [...header, byte] : [byte].filter((first) => first === HEADER[0]);
    if (header.length < HEADER_LENGTH) return;
    const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = header;
    left = (xLow + xHigh * 256) * (yLow + yHigh * 256);
    header = [];
  };
  return (byte) => {
    if (left === 0) {
      head(byte);
      return false;
    }
    left -= 1;
    return left === 0;
  };
}

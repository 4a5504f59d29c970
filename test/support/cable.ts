// A network cable between a unit and the simulator, which a test can pull and plug in again: a plain TCP relay.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export interface Cable extends AsyncDisposable {
  /** Where the unit connects to. */
  readonly origin: string;
  /** Where the cable ends. */
  lead(origin: string): void;
  /** Connections break, new ones are refused. */
  pull(): void;
  plug(): Promise<void>;
  /** Changes what the unit sends, from now on; undefined leaves it as it is. */
  spoil(rewrite: ((sent: string) => string) | undefined): void;
}

/** Lays a cable that leads nowhere yet. */
export async function layCable(): Promise<Cable> {
  const sockets = new Set<Socket>();
  const end: FarEnd = { port: 0, rewrite: undefined };
  let server = relay(end, sockets);
  const port = await listen(server, 0);
  const pull = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    lead: (origin) => {
      end.port = Number(new URL(origin).port);
    },
    pull,
    spoil: (rewrite) => {
      end.rewrite = rewrite;
    },
    plug: async () => {
      server = relay(end, sockets);
      await listen(server, port);
    },
    [Symbol.asyncDispose]: () => {
      pull();
      return Promise.resolve();
    },
  };
}

interface FarEnd {
  port: number;
  rewrite: ((sent: string) => string) | undefined;
}

function relay(end: FarEnd, sockets: Set<Socket>): Server {
  return createServer((near) => {
    const far = connect(end.port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    near.on("data", (chunk: Buffer) => {
      far.write(end.rewrite === undefined ? chunk : Buffer.from(end.rewrite(chunk.toString("latin1")), "latin1"));
    });
    far.pipe(near);
  });
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

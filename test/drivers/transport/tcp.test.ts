import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { LinkLost, LinkStalled, PATIENCE } from "../../../drivers/transport/link.ts";
import { tcpTransport } from "../../../drivers/transport/tcp.ts";

const HASTY = { ...PATIENCE, connectMs: 1_000, stallMs: 300 };
const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A printer's network card that does with a connection what it is told to. */
async function listen(serve: (socket: Socket) => void, host = "127.0.0.1"): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    serve(socket);
  });
  servers.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  server.listen(0, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("tcpTransport() reads everything that is said, and ends in order so that no tail is lost", async () => {
  const heard: Buffer[] = [];
  const port = await listen((socket) => {
    socket.on("data", (bytes) => heard.push(bytes));
    socket.on("end", () => socket.end());
    socket.write(Uint8Array.of(0x12));
  });
  const link = await tcpTransport(`127.0.0.1:${port}`, HASTY).open();
  expect([...((await link.read(1_000)) ?? [])]).toEqual([0x12]);
  await link.write(new Uint8Array(200_000));
  await link.finish();
  expect(Buffer.concat(heard)).toHaveLength(200_000);
});

test("tcpTransport() gives up a printer that takes nothing any more", async () => {
  const port = await listen((socket) => void socket.pause());
  const link = await tcpTransport(`127.0.0.1:${port}`, HASTY).open();
  const job = (async () => {
    for (let i = 0; i < 10_000; i++) await link.write(new Uint8Array(65_536));
  })();
  await expect(job).rejects.toBeInstanceOf(LinkStalled);
  await link.abandon();
});

test("tcpTransport() notices a connection that breaks while it listens", async () => {
  const port = await listen((socket) => void socket.once("data", () => socket.resetAndDestroy()));
  const link = await tcpTransport(`127.0.0.1:${port}`, HASTY).open();
  await link.write(Uint8Array.of(1));
  await expect(link.read(2_000)).rejects.toBeInstanceOf(LinkLost);
  await expect(link.write(Uint8Array.of(1))).rejects.toBeInstanceOf(LinkLost);
});

test("tcpTransport() says where no printer is", async () => {
  const port = await listen(() => undefined);
  for (const server of servers.splice(0)) server.close();
  await expect(tcpTransport(`127.0.0.1:${port}`, HASTY).open()).rejects.toThrow(`no printer at 127.0.0.1:${port}`);
});

/** Keeps this process from doing anything else. */
function heldUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test("an answer that was there in time counts, however late a process that was held up looks at it", async () => {
  let speaks: Socket | undefined;
  const port = await listen((socket) => {
    speaks = socket;
    socket.once("data", () => undefined);
  });
  const link = await tcpTransport(`127.0.0.1:${port}`, { ...HASTY, stallMs: 20 }).open();
  await link.write(Uint8Array.of(1));
  const hears = link.read(20);
  speaks?.write(Uint8Array.of(0x12));
  heldUp(60);
  expect([...((await hears) ?? [])]).toEqual([0x12]);
  const writes = link.write(Uint8Array.of(1));
  heldUp(60);
  await writes;
  await link.abandon();
});

test("close() ends a session that is under way", async () => {
  const port = await listen(() => undefined);
  const transport = tcpTransport(`127.0.0.1:${port}`, HASTY);
  const link = await transport.open();
  const waiting = link.read(30_000);
  await transport.close();
  await expect(waiting).rejects.toBeInstanceOf(LinkLost);
});

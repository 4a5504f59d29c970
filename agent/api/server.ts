// The API's two doors: loopback TCP for tills, a Unix socket for the local operator's commands.
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo, ListenOptions } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { type AppOptions, createApp } from "./app.ts";

export interface ServerOptions extends Omit<AppOptions, "port"> {
  readonly host: string;
  readonly port: number;
  /** Path of the Unix socket; a stale one is removed, which is safe only behind the writer lock. */
  readonly socket: string;
}

export interface ApiServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Longer than a till rests between two sales of a rush: a connection closed under a new request looks like a fault. */
const KEEP_ALIVE_MS = 75_000;

/** Opens both doors. @throws Error when the port or the socket cannot be had. */
export async function startApi(options: ServerOptions): Promise<ApiServer> {
  const bound = { port: options.port };
  const app = createApp({ ...options, port: () => bound.port });
  const door = (local: boolean): Server =>
    createServer(
      { keepAliveTimeout: KEEP_ALIVE_MS },
      getRequestListener((request) => app.fetch(request, { local }), { overrideGlobalObjects: false }),
    );
  const tcp = door(false);
  const local = door(true);
  await listen(tcp, { host: options.host, port: options.port });
  bound.port = (tcp.address() as AddressInfo).port;
  rmSync(options.socket, { force: true });
  await listen(local, { path: options.socket });
  chmodSync(options.socket, 0o660);
  return {
    port: bound.port,
    close: async () => {
      await Promise.all([closed(tcp), closed(local)]);
    },
  };
}

function listen(server: Server, where: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Lets calls under way finish; idle connections are closed at once. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

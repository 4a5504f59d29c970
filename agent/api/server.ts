// The API's doors: loopback TCP for tills, a Unix socket for the local operator, and TLS for the shop's network if asked.
import { chmodSync, chownSync, readFileSync } from "node:fs";
import { createServer, type ServerOptions as HttpOptions, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, ListenOptions } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Bilingual } from "../core/bilingual.ts";
import { Fault } from "../core/errors.ts";
import { type AppOptions, createApp } from "./app.ts";
import type { Door } from "./environment.ts";
import { type CertificateFiles, ownCertificate, readCertificate } from "./lan-certificate.ts";
import { freeSocket } from "./local-socket.ts";

/** The door to the shop's network. */
export interface LanOptions {
  /** Where it listens, `0.0.0.0` for everywhere. */
  readonly host: string;
  readonly port: number;
  /** What tills call it: names and addresses. */
  readonly names: readonly string[];
  /** PEM files; without them the device makes its own in `folder`. */
  readonly files: CertificateFiles | undefined;
  readonly folder: string;
}

export interface ServerOptions extends Omit<AppOptions, "port" | "lan"> {
  readonly host: string;
  readonly port: number;
  /** Path of the Unix socket; a stale one is removed, which is safe only behind the writer lock. */
  readonly socket: string;
  /** The group that may use the socket beside the agent's own user. */
  readonly socketGroup?: string | undefined;
  readonly lan?: LanOptions | undefined;
}

export interface ApiServer {
  readonly port: number;
  /** Of the TLS door, where it is open. */
  readonly lanPort?: number;
  close(): Promise<void>;
}

/**
 * Kept alive longer than a till rests between two sales of a rush: a connection closed under a new request looks like a
 * fault. A request that drips is cut off.
 */
const HTTP: HttpOptions = { keepAliveTimeout: 75_000, headersTimeout: 10_000, requestTimeout: 30_000 };
const MOST_CONNECTIONS = 512;

/** Opens the doors. @throws Fault `address-unavailable` when another program has one of them, `configuration`. */
export async function startApi(options: ServerOptions): Promise<ApiServer> {
  const bound = { port: options.port, lan: options.lan?.port ?? 0 };
  const names = options.lan?.names ?? [];
  const app = createApp({
    ...options,
    port: () => bound.port,
    lan: () => ({ scheme: "https", names: names.map(hostName), port: bound.lan }),
  });
  const listener = (door: Door): RequestListener =>
    getRequestListener(
      (request, { incoming }) => app.fetch(request, { ...door, address: incoming.socket.remoteAddress ?? "" }),
      { overrideGlobalObjects: false },
    );
  await freeSocket(options.socket);
  const tcp = limited(createServer(HTTP, listener({ local: false })));
  const local = createServer(HTTP, listener({ local: true }));
  await listen(tcp, { host: options.host, port: options.port });
  bound.port = portOf(tcp);
  await listen(local, { path: options.socket });
  openToGroup(options.socket, options.socketGroup);
  const lan = options.lan === undefined ? undefined : await openLan(options.lan, listener({ local: false, lan: true }));
  if (lan !== undefined) bound.lan = portOf(lan);
  return {
    port: bound.port,
    ...(lan === undefined ? {} : { lanPort: bound.lan }),
    close: async () => {
      await Promise.all([tcp, local, ...(lan === undefined ? [] : [lan])].map(closed));
    },
  };
}

async function openLan({ host, port, names, files, folder }: LanOptions, listener: RequestListener): Promise<Server> {
  const certificate = files === undefined ? await ownCertificate(folder, names) : readCertificate(files);
  const server = limited(createTlsServer({ ...HTTP, ...certificate, minVersion: "TLSv1.2" }, listener));
  await listen(server, { host, port });
  return server;
}

/** An IPv6 address stands in brackets in `Host`. */
const hostName = (name: string): string => (name.includes(":") ? `[${name}]` : name);
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function limited(server: Server): Server {
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

/** Owner and group may use the socket, nobody else: who can open it is the local operator. */
function openToGroup(socket: string, group: string | undefined): void {
  if (group !== undefined) chownSync(socket, process.getuid?.() ?? 0, groupId(group));
  chmodSync(socket, 0o660);
}

function groupId(group: string): number {
  const line = readFileSync("/etc/group", "utf8")
    .split("\n")
    .find((text) => text.startsWith(`${group}:`));
  const id = line?.split(":")[2];
  if (id === undefined) throw new Fault("configuration", `api.socketGroup: this machine has no group ${group}`);
  return Number(id);
}

function listen(server: Server, where: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(addressFault(where, cause));
    server.once("error", refuse);
    server.listen(where, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

const UNAVAILABLE: Readonly<Record<string, Bilingual>> = {
  EADDRINUSE: {
    ar: "يستعمله برنامج آخر: أوقفه أو غيّر المنفذ في [api]",
    en: "another program has it: end that one, or set another port in [api]",
  },
  EADDRNOTAVAIL: {
    ar: "ليس لهذا الجهاز هذا العنوان الآن: افحص الشبكة أو host في [api]",
    en: "this machine does not have that address now: check the network, or host in [api]",
  },
};
const REFUSED: Bilingual = { ar: "راجع [api] في khatm.toml", en: "see [api] in khatm.toml" };

/** Another program may end and a network may come: whoever started this one tries again. */
function addressFault({ host, port, path }: ListenOptions, cause: NodeJS.ErrnoException): Fault {
  const { code = "" } = cause;
  const place = path ?? `${host}:${port}`;
  const { ar, en } = UNAVAILABLE[code] ?? REFUSED;
  const message = `cannot listen at ${place} (${code}): ${en}\nتعذر الاستماع على ${place}: ${ar}`;
  return new Fault(code in UNAVAILABLE ? "address-unavailable" : "configuration", message, { cause });
}

/** Lets calls under way finish; idle connections are closed at once. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

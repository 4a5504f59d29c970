// The doors: TLS for the shop's network with the device's own certificate, limits, events that go on where they broke off.
import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { createConnection } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApi } from "../../agent/api/server.ts";
import { testSale } from "../support/unit.ts";
import { type Answer, jsonOf, type OpenApi, openApiUnit } from "./door.ts";

let open: OpenApi;
let token: string;
beforeAll(async () => {
  open = await openApiUnit({
    api: { port: 0, lanHost: "127.0.0.1", lanPort: 0, lanNames: ["127.0.0.1", "till.shop"] },
  });
  token = open.unit.unit.terminal.pair("till-1");
});
afterAll(async () => await open[Symbol.asyncDispose]());

interface Over {
  readonly headers?: object;
  readonly body?: unknown;
  readonly trusted?: boolean;
}

const certificate = (): string => readFileSync(join(open.unit.config.state.folder, "lan", "lan.crt"), "utf8");

function overTls(method: string, path: string, { headers = {}, body, trusted = true }: Over = {}): Promise<Answer> {
  const { lanPort } = open.api;
  const ca = trusted ? { ca: certificate() } : {};
  const type = body === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const where = { host: "127.0.0.1", port: lanPort, method, path, agent: false, servername: "till.shop", ...ca };
    const call = httpsRequest({ ...where, headers: { ...type, ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    call.on("error", reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe("the door to the shop's network", () => {
  test("has a certificate the device made, for its names, with a key nobody else reads", () => {
    const made = new X509Certificate(certificate());
    expect([made.subjectAltName, made.ca]).toEqual(["IP Address:127.0.0.1, DNS:till.shop", false]);
    expect(made.verify(made.publicKey)).toBe(true);
    expect(statSync(join(open.unit.config.state.folder, "lan", "lan.key")).mode & 0o777).toBe(0o600);
  });

  test("serves a paired till over TLS, and nobody who does not trust it or has no token", async () => {
    const sold = await overTls("POST", "/v1/invoices", {
      headers: { authorization: `Bearer ${token}` },
      body: testSale("lan/1"),
    });
    expect(sold.status).toBe(201);
    expect((await overTls("GET", "/v1/status")).status).toBe(401);
    await expect(overTls("GET", "/healthz", { trusted: false })).rejects.toThrow("self-signed");
  });

  test("answers to its own names and no others", async () => {
    const port = open.api.lanPort;
    const statusOf = async (headers: object) => (await overTls("GET", "/healthz", { headers })).status;
    expect(await statusOf({ host: `till.shop:${port}` })).toBe(200);
    expect(await statusOf({ host: `evil.example:${port}` })).toBe(403);
    expect(await statusOf({ host: `127.0.0.1:${open.api.port}` })).toBe(403);
    expect(await statusOf({ origin: `https://till.shop:${port}` })).toBe(200);
    expect(await statusOf({ origin: `http://till.shop:${port}` })).toBe(403);
  });

  test("makes no first owner, and no operator of anybody", async () => {
    const body = { name: "eve", password: "three blind mice" };
    const made = await overTls("POST", "/v1/setup", { body });
    expect([made.status, jsonOf(made).code]).toEqual([403, "forbidden"]);
    expect((await overTls("GET", "/v1/me")).status).toBe(401);
  });

  test("sends its session's cookie over TLS only", async () => {
    const body = { name: "noor", password: "three blind mice" };
    await open.send("POST", "/v1/setup", { body });
    const login = await overTls("POST", "/v1/session", { body });
    expect([login.status, login.headers["set-cookie"]?.[0]]).toEqual([200, expect.stringContaining("; Secure")]);
  });

  test("keeps its certificate over a restart", async () => {
    const before = certificate();
    const { terminal, stuck } = open.unit.unit;
    const { lan, ...api } = open.unit.config.api;
    const again = await startApi({
      ...api,
      socket: `${api.socket}2`,
      lan,
      terminal,
      stuck,
      onBug: () => undefined,
      onFault: () => undefined,
    });
    await again.close();
    expect(certificate()).toBe(before);
  });
});

describe("limits", () => {
  test("slow down a stranger who tries tokens, and no paired till", async () => {
    const wrong = { authorization: "Bearer khatm_wrong" };
    const tries = Array.from({ length: 260 }, () => open.send("GET", "/v1/status", { headers: wrong }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const good = await open.send("GET", "/v1/status", { headers: { authorization: `Bearer ${token}` } });
    expect(good.status).toBe(200);
  });

  test("slow down who tries passwords from one place", async () => {
    await using strict = await openApiUnit({}, "as-in-a-shop");
    const attempt = () => strict.send("POST", "/v1/session", { body: { name: "nobody", password: "wrong password" } });
    const answers = await Promise.all(Array.from({ length: 20 }, attempt));
    const slowedDown = answers.filter(({ status }) => status !== 401);
    expect(answers.length - slowedDown.length).toBeGreaterThanOrEqual(12);
    expect(slowedDown.length).toBeGreaterThan(0);
    for (const { status, headers } of slowedDown)
      expect([status, headers["retry-after"]]).toEqual([429, expect.stringMatching(/^[1-5]$/)]);
  });
});

describe("GET /v1/events with Last-Event-ID", () => {
  /** Reads a stream until `enough`, over a raw connection. */
  function stream(lastId: string, enough: (text: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(open.unit.config.api.socket);
      let text = "";
      const head = `GET /v1/events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: ${lastId}\r\n\r\n`;
      socket.on("connect", () => socket.write(head));
      socket.on("error", reject);
      socket.on("data", (chunk) => {
        text += chunk.toString();
        if (enough(text)) {
          socket.destroy();
          resolve(text);
        }
      });
    });
  }

  test("tells what came between, once and in order", async () => {
    const sell = (reference: string) => open.unit.unit.terminal.issue(testSale(reference));
    const watched: number[] = [];
    const leave = open.unit.unit.terminal.listen(({ id }) => void watched.push(id));
    sell("resume/1");
    leave();
    const id = String(watched.at(-1));
    sell("resume/2");
    sell("resume/3");
    const text = await stream(id, (got) => (got.match(/event: issued/g) ?? []).length >= 2);
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, one]) => Number(one));
    expect(ids.every((one) => one > Number(id))).toBe(true);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(text).not.toContain("missed");
  });

  test("says missed to who comes from an earlier start", async () => {
    expect(await stream("17", (got) => got.includes("\ndata:"))).toContain("event: missed");
  });
});

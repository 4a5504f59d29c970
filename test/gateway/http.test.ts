// The HTTP client against real servers that misbehave in every way a network can.

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { type HttpOutcome, openHttp, type Timeouts } from "../../agent/gateway/http.ts";
import { rawServer, saying } from "./raw-server.ts";
import { certificateFor } from "./tls-certificate.ts";

const PATIENT: Timeouts = { connectMs: 20_000, answerMs: 20_000, bodyMs: 20_000, totalMs: 40_000 };
const REQUEST = { method: "POST", path: "/compliance", headers: { OTP: "123456" }, body: "{}" } as const;

async function sendTo(base: URL, timeouts: Partial<Timeouts> = {}, ca?: readonly string[]): Promise<HttpOutcome> {
  const http = openHttp({ base, timeouts: { ...PATIENT, ...timeouts }, ...(ca === undefined ? {} : { ca }) });
  try {
    return await http.send(REQUEST);
  } finally {
    await http.close();
  }
}

test("send() answers status, body and the headers that matter, under the base address's own path", async () => {
  const headers = { date: "Sat, 21 Nov 2026 10:00:00 GMT", "retry-after": "5", "x-other": "1" };
  await using server = await rawServer(saying(503, "عفوا", headers));
  expect(await sendTo(new URL("/e-invoicing/core", server.url))).toEqual({
    kind: "answer",
    raw: { status: 503, headers: { date: headers.date, "retry-after": "5" }, body: "عفوا" },
  });
  expect(server.seen).toMatchObject([{ method: "POST", path: "/e-invoicing/core/compliance", body: "{}" }]);
});

test("send() follows no redirect", async () => {
  await using server = await rawServer(saying(303, "elsewhere", { location: "/other" }));
  expect(await sendTo(server.url)).toMatchObject({ kind: "answer", raw: { status: 303 } });
  expect(server.seen).toHaveLength(1);
});

test("send() sends once, however the answer fails", async () => {
  await using server = await rawServer((response) => response.destroy());
  expect((await sendTo(server.url)).kind).toBe("unknown-outcome");
  expect(server.seen).toHaveLength(1);
});

test("send() says unreachable when nobody listens, and it was not sent", async () => {
  const closed = await rawServer(saying(200));
  const { url } = closed;
  await closed[Symbol.asyncDispose]();
  expect(await sendTo(url)).toEqual({ kind: "unreachable", because: "ECONNREFUSED" });
});

test("send() says unreachable when the name has no address", async () => {
  const outcome = await sendTo(new URL("http://no-such-host.invalid"));
  expect(outcome).toMatchObject({ kind: "unreachable", because: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
});

test("send() says unknown-outcome when the answer never comes", async () => {
  await using server = await rawServer(() => undefined);
  expect(await sendTo(server.url, { answerMs: 50 })).toEqual({
    kind: "unknown-outcome",
    because: "UND_ERR_HEADERS_TIMEOUT",
  });
  expect(await sendTo(server.url, { totalMs: 50 })).toMatchObject({ kind: "unknown-outcome" });
});

test("send() says unknown-outcome when the connection breaks in the middle of the answer", async () => {
  await using server = await rawServer((response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write('{"validationResults":', () => response.destroy());
  });
  expect((await sendTo(server.url)).kind).toBe("unknown-outcome");
});

test("send() gives up on an answer that drips, and on one that never stops growing", async () => {
  await using dripping = await rawServer((response) => {
    response.writeHead(200);
    response.write("x");
  });
  expect((await sendTo(dripping.url, { bodyMs: 50 })).kind).toBe("unknown-outcome");
  await using endless = await rawServer((response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  expect(await sendTo(endless.url)).toEqual({ kind: "unknown-outcome", because: "UND_ERR_RES_EXCEEDED_MAX_SIZE" });
});

test("send() says unknown-outcome when something answers that is not HTTP", async () => {
  const server = createServer((socket) => socket.resume().end("SSH-2.0-OpenSSH_9.2\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect((await sendTo(new URL(`http://127.0.0.1:${port}`))).kind).toBe("unknown-outcome");
  await new Promise((resolve) => server.close(resolve));
});

test("send() trusts the authority it is given, for the name it calls", async () => {
  const good = await certificateFor("127.0.0.1", 1);
  await using server = await rawServer(saying(200, "ok"), good);
  expect(await sendTo(server.url, {}, [good.cert])).toMatchObject({ kind: "answer", raw: { body: "ok" } });
});

test.each([
  ["nobody vouches for", "127.0.0.1", 1, false, /SELF_SIGNED|UNABLE_TO_VERIFY/],
  ["names another host", "gw-fatoora.example", 1, true, /ALTNAME/],
  ["has expired", "127.0.0.1", -1, true, /EXPIRED/],
])("send() refuses a certificate that %s, before anything is sent", async (_, host, days, isTrusted, code) => {
  const tls = await certificateFor(host, days);
  await using server = await rawServer(saying(200, "ok"), tls);
  const outcome = await sendTo(server.url, {}, isTrusted ? [tls.cert] : undefined);
  expect(outcome).toMatchObject({ kind: "unreachable", because: expect.stringMatching(code) });
  expect(server.seen).toHaveLength(0);
});

test("send() verifies TLS even where the environment asks not to", async () => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  await using server = await rawServer(saying(200, "ok"), await certificateFor("127.0.0.1", 1));
  expect((await sendTo(server.url)).kind).toBe("unreachable");
  vi.unstubAllEnvs();
});

test("send() refuses a server that offers nothing newer than TLS 1.1", async () => {
  const tls = await certificateFor("127.0.0.1", 1);
  const old = { ...tls, maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" } as const;
  await using server = await rawServer(saying(200, "ok"), old);
  expect((await sendTo(server.url, {}, [tls.cert])).kind).toBe("unreachable");
});

test("send() repeats no header or body in what it says of a failure", async () => {
  await using server = await rawServer((response) => response.destroy());
  expect(JSON.stringify(await sendTo(server.url))).not.toContain("123456");
});

async function reachable(base: URL, ca?: readonly string[], connectMs = PATIENT.connectMs): Promise<boolean> {
  const http = openHttp({ base, timeouts: { ...PATIENT, connectMs }, ...(ca === undefined ? {} : { ca }) });
  const answer = await http.isReachable();
  await http.close();
  return answer;
}

test("isReachable() connects, with TLS where there is any, and asks nothing", async () => {
  await using plain = await rawServer(saying(200));
  expect(await reachable(plain.url)).toBe(true);
  const tls = await certificateFor("127.0.0.1", 1);
  await using secure = await rawServer(saying(200), tls);
  expect(await reachable(secure.url, [tls.cert])).toBe(true);
  expect(await reachable(secure.url)).toBe(false);
  expect([...plain.seen, ...secure.seen]).toEqual([]);
});

test("isReachable() is false where nobody listens or no name leads", async () => {
  const closed = await rawServer(saying(200));
  await closed[Symbol.asyncDispose]();
  expect(await reachable(closed.url)).toBe(false);
  expect(await reachable(new URL("https://no-such-host.invalid"))).toBe(false);
});

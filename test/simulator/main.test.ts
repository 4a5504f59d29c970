// The simulator as a program: options, greeting, exit codes, and a real child process.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../simulator/main.ts";
import { csrReply } from "./device.ts";

const PROGRAM = join(import.meta.dirname, "../../simulator/main.ts");

/** Runs the program in this process until it has written what the pattern looks for. */
const runUntil = async (argv: readonly string[], pattern: RegExp, act: (text: string) => Promise<void>) => {
  const stop = new AbortController();
  let out = "";
  let err = "";
  const ended = run(argv, stop.signal, { out: (text) => (out += text), err: (text) => (err += text) });
  await expect.poll(() => out).toMatch(pattern);
  await act(out);
  stop.abort();
  return { code: await ended, out, err };
};

const runToEnd = async (argv: readonly string[]) => {
  let out = "";
  let err = "";
  const output = { out: (text: string) => (out += text), err: (text: string) => (err += text) };
  return { code: await run(argv, new AbortController().signal, output), out, err };
};

test("run() prints the base URL and a password that works, and ends with 0", async () => {
  const argv = ["--port", "0", "--vat", "311111111100003"];
  const { code, out } = await runUntil(argv, /password/, async (text) => {
    const [, url = "", otp = ""] = /gateway {3}(\S+)[\s\S]*password {2}(\d{6})/.exec(text) ?? [];
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/e-invoicing\/simulation$/);
    expect((await csrReply(url, otp)).status).toBe(200);
  });
  expect(code).toBe(0);
  expect(out).toMatch(/POST {2}\/e-invoicing\/simulation\/compliance 200 ISSUED/);
});

test("run() --json writes one JSON line and logs elsewhere", async () => {
  const argv = ["--port", "0", "--json", "--profile", "sandbox", "--fault", "503=1"];
  const { out, err } = await runUntil(argv, /\n/, async (text) => {
    const { url, otp } = JSON.parse(text);
    expect(url).toContain("/e-invoicing/developer-portal");
    expect(otp).toBeNull();
    expect((await csrReply(url, "123345")).status).toBe(503);
  });
  expect(out.trim().split("\n")).toHaveLength(1);
  expect(err).toContain("fault=503");
});

test("run() without --vat says how to make a password", async () => {
  const { out } = await runUntil(["--port", "0"], /password/, () => Promise.resolve());
  expect(out).toContain("/admin/otp");
});

test.each([
  [["--port", "http"], "--port takes a whole number"],
  [["--profile", "moon"], "--profile is one of"],
  [["--fault", "gremlin=1"], "--fault takes NAME=PROBABILITY"],
  [["--fault", "503=2"], "--fault takes NAME=PROBABILITY"],
  [["--colour"], "--colour"],
])("run() %j is bad usage", async (argv, message) => {
  const { code, err } = await runToEnd(argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).toContain("--schemas DIR");
});

test("run() --help explains and ends", async () => {
  const { code, out } = await runToEnd(["--help"]);
  expect(code).toBe(0);
  expect(out).toContain("timeout-after");
});

test("run() ends with 1 and the reason where it cannot start", async () => {
  const { code, err } = await runToEnd(["--port", "0", "--schemas", "/nowhere"]);
  expect(code).toBe(1);
  expect(err).toContain("/nowhere");
});

test("the program stops on SIGTERM", async () => {
  const child = spawn(process.execPath, [PROGRAM, "--port", "0", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const line = await new Promise<string>((done) => child.stdout.once("data", (data: Buffer) => done(data.toString())));
  expect(JSON.parse(line).url).toContain("/e-invoicing/simulation");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

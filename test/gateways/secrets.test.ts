// Scenario 10: no secret is anywhere but sealed. A scanner with the real values as canaries goes over every file, row, log
// line, answer, argument and environment of a shop that has been through everything; planted canaries prove it looks.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { writeConfig } from "../../config/write.ts";
import { startSimulator } from "../../simulator/server.ts";
import { root } from "../support/khatm.ts";
import { secretsOf } from "../support/sealed.ts";
import { type Canaries, leaks, type Places, placesBelow, placesOfProcess } from "../support/secret-scan.ts";
import { standardSale } from "../support/standard-sale.ts";
import { TEST_VAT, testAnswers, testSale } from "../support/unit.ts";
import { answersOf } from "./answers.ts";
import { openShop, type Shop } from "./shop.ts";

const merged = (...places: readonly Places[]): Places => new Map(places.flatMap((one) => [...one]));

test("leaks() finds a secret in every form, also in the middle of something longer", () => {
  const secret = Buffer.from("fbfffe2b2f3f3e7d7e0af31c", "hex");
  const canaries = new Map([["canary", secret]]);
  const carriers = [
    secret,
    ...[0, 1, 2].map((n) =>
      Buffer.from(Buffer.concat([Buffer.alloc(n, 65), secret, Buffer.from("z")]).toString("base64")),
    ),
    Buffer.from(secret.toString("base64url")),
    Buffer.from(secret.toString("hex")),
    Buffer.from(secret.toString("hex").toUpperCase()),
    Buffer.from(encodeURIComponent(secret.toString("latin1"))),
  ];
  for (const carrier of carriers) expect(leaks(canaries, new Map([["place", carrier]])).length).toBeGreaterThan(0);
  expect(leaks(canaries, new Map([["place", Buffer.from("nothing of it")]]))).toEqual([]);
});

test("leaks() finds a password of six digits, and not a longer number that contains it", () => {
  const canaries = new Map([["password", Buffer.from("271828")]]);
  const found = ['{"otp":"271828"}', "OTP: 271828", "--otp=271828", "1271828", "2718281", "0.271828"].map(
    (text) => leaks(canaries, new Map([["place", Buffer.from(text)]])).length,
  );
  expect(found).toEqual([1, 1, 1, 0, 0, 0]);
});

test("10: key, CSID secrets, one-time passwords and tokens are nowhere but sealed; a planted one is found", async () => {
  const outside = mkdtempSync(join(tmpdir(), "khatm-authority-"));
  const authority = join(outside, "authority.db");
  await using shop = await openShop({ map: "1100", simulator: { state: authority }, hasPlanted: true });
  const token = shop.terminal().pair("till-1");
  const renewalOtp = await liveThroughEverything(shop);
  const canaries = merged(canariesOf(shop, [...shop.otps, renewalOtp], token), secretsOfAuthority(authority));
  expect([...canaries.keys()].length).toBeGreaterThanOrEqual(8);
  const places = await placesOf(shop);
  const answered = [...places].filter(([place, bytes]) => place.startsWith("answer to") && bytes.includes("200\n"));
  expect(answered.length).toBeGreaterThan(5 * shop.documents().length);
  expect(leaks(canaries, places)).toEqual([]);
  const [name = "", secret = Buffer.alloc(0)] = [...canaries].find(([one]) => one.startsWith("CSID secret")) ?? [];
  await shop.sell(testSale("planted", { note: `${"x".repeat(60)} ${secret}`, irn: secret.toString("hex") }));
  await shop.settle(1);
  const found = leaks(new Map([[name, secret]]), await placesOf(shop)).join("\n");
  for (const place of [/ledger\.db/, /row \d+ of document\.packed, text \d/, /the log/, /answer to .*\/xml/]) {
    expect(found).toMatch(place);
  }
  rmSync(outside, { recursive: true });
});

test("10: the command line keeps them out of its output, its arguments, its environment and its files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-secret-"));
  const authority = join(folder, "authority", "authority.db");
  const own = join(folder, "unit");
  await using simulator = await disposable(authority);
  const otp = simulator.admin.otp(TEST_VAT);
  const answers = join(folder, "answers.toml");
  writeFileSync(answers, writeConfig(testAnswers(simulator.url)));
  const seen: Places[] = [];
  const run = async (args: readonly string[], input = ""): Promise<void> => {
    seen.push(await spied(["--config", join(own, "khatm.toml"), ...args], input));
  };
  await run(["init", "--from", answers]);
  await run(["onboard", "--otp-file", "-"], `${otp}\n`);
  await run(["issue"], JSON.stringify(testSale("cli/1")));
  for (const args of [["flush"], ["status"], ["doctor", "--json"], ["list", "--json"]]) await run(args);
  const renewal = simulator.admin.otp(TEST_VAT);
  await run(["renew", "--otp-file", "-"], `${renewal}\n`);
  const passwords = [otp, renewal].map((one, n) => [`password ${n + 1}`, Buffer.from(one)] as const);
  const canaries: Canaries = merged(secretsOfAuthority(authority), new Map(passwords));
  expect(canaries.size).toBeGreaterThanOrEqual(5);
  expect(seen.filter((places) => places.size < 4)).toEqual([]);
  expect(leaks(canaries, merged(...seen, placesBelow(own)))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("placesOfProcess() finds a secret planted in arguments and environment", async () => {
  const secret = "canary-in-the-coal-mine";
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000); console.log(1)", secret], {
    env: { PLANTED: secret },
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  const found = leaks(new Map([["planted", Buffer.from(secret)]]), placesOfProcess(child.pid ?? 0));
  child.kill();
  expect(found.map((line) => line.replace(/\d+$/, "N"))).toEqual(
    expect.arrayContaining(["planted as bytes in cmdline of process N", "planted as bytes in environ of process N"]),
  );
});

/** Sales, refusals, silence, renewal: whatever writes a line, a row or an answer. */
async function liveThroughEverything(shop: Shop): Promise<string> {
  await shop.sell(testSale("a/1"));
  await shop.sell(standardSale("a/2"));
  shop.simulator.admin.inject({ fault: "401", times: 1 });
  await shop.sell(testSale("a/3"));
  await shop.settle(1);
  shop.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  await shop.sell(testSale("a/4"));
  await shop.settle(0);
  shop.simulator.admin.turn({ clockOffsetSeconds: 0 });
  await shop.terminal().onboard("000000", () => undefined);
  const otp = shop.simulator.admin.otp(TEST_VAT);
  const renewed = await shop.terminal().renew(otp, () => undefined);
  expect(renewed.ok).toBe(true);
  await shop.sell(testSale("a/5"));
  await shop.settle(1);
  return otp;
}

/** The secrets of every CSID, from the authority's own record. */
function secretsOfAuthority(path: string): Canaries {
  const database = new Sqlite(path, { readonly: true });
  const secrets = database.prepare<[], { secret: string }>("SELECT secret FROM csid").all();
  database.close();
  return new Map(secrets.map(({ secret }, n) => [`CSID secret ${n + 1}`, Buffer.from(secret)] as const));
}

const canariesOf = ({ config }: Shop, otps: readonly string[], token: string): Canaries =>
  new Map([
    ...otps.map((otp, n) => [`one-time password ${n + 1}`, Buffer.from(otp)] as const),
    ...secretsOf(config),
    ["till's token", Buffer.from(token)] as const,
  ]);

/** Everything of a shop that somebody could read. */
async function placesOf(shop: Shop): Promise<Places> {
  return merged(
    placesBelow(shop.config.state.folder),
    await answersOf(shop),
    placesOfProcess(process.pid),
    new Map([
      ["the log", Buffer.from(shop.logged.join("\n"))],
      ["the environment now", Buffer.from(JSON.stringify(process.env))],
    ]),
  );
}

async function disposable(state: string) {
  mkdirSync(dirname(state), { recursive: true });
  const simulator = await startSimulator({ state });
  return { ...simulator, [Symbol.asyncDispose]: () => simulator.close() };
}

/** Runs one command to its end; answers what it wrote, and what could be read of it from outside. */
async function spied(args: readonly string[], input: string): Promise<Places> {
  const child = spawn(process.execPath, [join(root, "agent/main.ts"), ...args], { cwd: root });
  const written: Record<"output" | "notes", Buffer[]> = { output: [], notes: [] };
  child.stdout.on("data", (chunk: Buffer) => written.output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => written.notes.push(chunk));
  const outside = placesOfProcess(child.pid ?? 0);
  child.stdin.on("error", () => undefined).end(input);
  const [code] = (await once(child, "close")) as [number | null];
  const notes = Buffer.concat(written.notes);
  expect([args.at(2), code, notes.toString("utf8")]).toEqual([args.at(2), 0, expect.any(String)]);
  const of = ` of khatm ${args.slice(2).join(" ")}`;
  return merged(
    outside,
    new Map([
      [`output${of}`, Buffer.concat(written.output)],
      [`notes${of}`, notes],
    ]),
  );
}

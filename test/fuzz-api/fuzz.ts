// Hostile requests against a real agent on loopback: `npm run test:api-fuzz -- --requests 10000 --seed 1`.
// It fails on a 500, on a call that is not answered, on an agent that no longer sells, and on a ledger that does not verify.
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startApi } from "../../agent/api/server.ts";
import { openReadOnly } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import { auditLedger } from "../../agent/work/audit-ledger.ts";
import { randomOf } from "../faults/random.ts";
import { openTestUnit, testSale } from "../support/unit.ts";
import { type HostileRequest, hostileRequest, operationsOf } from "./hostile.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "10000" }, seed: { type: "string", default: String(Date.now()) } },
});
const REQUESTS = Number(values.requests);
/** As many as a busy shop has tills. */
const AT_ONCE = 8;
/** An answer that takes longer hangs; a machine under load is slow for a long while. */
const ANSWER_MS = 180_000;
/** None that a request tries: it would change it. */
const PASSWORD = "a long day at the till";

const unit = await openTestUnit();
const bugs: unknown[] = [];
const wide = { perSecond: 1e6, burst: 1e6 };
const api = await startApi({
  ...unit.config.api,
  ...unit.unit,
  onBug: (thrown) => void bugs.push(thrown),
  onFault: () => undefined,
  limits: { calls: wide, strangers: wide, passwords: wide },
});
unit.unit.start();
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly cookie: string | undefined;
}

/** One request; an answer that does not come is an error. */
function send({ method, path, headers, body }: HostileRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sizes = body === undefined || "transfer-encoding" in headers ? {} : { "content-length": String(body.length) };
    const where = { host: "127.0.0.1", port: api.port, method, path, agent, timeout: ANSWER_MS };
    const call = request({ ...where, headers: { ...headers, ...sizes } }, (answer) => {
      const done = (text: string): void =>
        resolve({ status: answer.statusCode ?? 0, text, cookie: answer.headers["set-cookie"]?.[0]?.split(";")[0] });
      if (answer.headers["content-type"] === "text/event-stream") {
        done("");
        answer.destroy();
        return;
      }
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => done(Buffer.concat(chunks).toString("utf8")));
      answer.on("error", reject);
    });
    call.on("timeout", () => call.destroy(new Error("no answer: it hangs")));
    call.on("error", reject);
    call.end(body);
  });
}

const JSON_TYPE = { "content-type": "application/json" };
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const token = { authorization: `Bearer ${unit.unit.terminal.pair("fuzz till")}` };

/** Callers of every kind; the owner's session is renewed when a request has ended it. */
async function credentialsNow(): Promise<readonly Readonly<Record<string, string>>[]> {
  const body = json({ name: "owner", password: PASSWORD });
  // Wrong passwords of the requests before have locked the name, as they should.
  await unit.unit.terminal.people.change("owner", { unlock: true }, "fuzz");
  const path = unit.unit.terminal.people.needsOwner() ? "/v1/setup" : "/v1/session";
  const { cookie = "" } = await send({ method: "POST", path, headers: JSON_TYPE, body });
  if (cookie === "") throw new Error("the owner cannot log in");
  const own = { cookie, origin: `http://127.0.0.1:${api.port}`, "x-khatm-request": "fuzz" };
  return [token, token, token, own, own, own, own, { cookie }, { authorization: "Bearer khatm_x" }, {}];
}

const tally = new Map<number, number>();
const broken: string[] = [];

/** A connection that is cut under a request is an answer too, where the request was none: not HTTP, or far too long. */
const isCut = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && (thrown.code === "ECONNRESET" || thrown.code === "EPIPE");

/** Behind a body that it refused unread the agent closes the connection, under the next request on it: once more. */
const sendAgain = (hostile: HostileRequest): Promise<Answer> =>
  send(hostile).catch((thrown: unknown) => {
    if (isCut(thrown)) return send(hostile);
    throw thrown;
  });

async function fire(hostile: HostileRequest, name: string): Promise<void> {
  try {
    const { status } = await sendAgain(hostile);
    tally.set(status, (tally.get(status) ?? 0) + 1);
    if (status === 500) broken.push(`${name}: 500 on ${hostile.method} ${hostile.path.slice(0, 200)}`);
  } catch (thrown) {
    if (isCut(thrown) && (hostile.body?.length ?? 0) > 256 * 1024) return;
    // Node's own client refuses some of it before it is sent.
    if (thrown instanceof TypeError) return void tally.set(0, (tally.get(0) ?? 0) + 1);
    broken.push(`${name}: ${String(thrown)} on ${hostile.method} ${hostile.path.slice(0, 200)}`);
  }
}

const described = await send({ method: "GET", path: "/v1/openapi.json", headers: token, body: undefined });
const description = JSON.parse(described.text);
const operations = operationsOf(description);
/** Sales are what it is about; and who logs out every other moment reaches little. */
const SHARES: Readonly<Record<string, number>> = {
  "POST /v1/invoices": 12,
  "POST /v1/quote": 6,
  "DELETE /v1/session": 0,
  // An owner who confirms it ends the unit, and rightly so.
  "POST /v1/decommission": 0,
};
const aims = operations.flatMap((one) => Array.from({ length: SHARES[`${one.method} ${one.path}`] ?? 1 }, () => one));
const resolve = (ref: string) =>
  ref
    .slice(2)
    .split("/")
    .reduce((at, step) => at[step], description);

const start = performance.now();
let credentials = await credentialsNow();
for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
  if (sent % (AT_ONCE * 25) === 0) credentials = await credentialsNow();
  const batch = Array.from({ length: Math.min(AT_ONCE, REQUESTS - sent) }, (_, i) => {
    const random = randomOf(values.seed, "fuzz", sent + i);
    return fire(hostileRequest(random, random.pick(aims), resolve, credentials), `request ${sent + i}`);
  });
  await Promise.all(batch);
}
const seconds = (performance.now() - start) / 1000;

const last = await send({
  method: "POST",
  path: "/v1/invoices",
  headers: { ...token, ...JSON_TYPE },
  body: json(testSale("fuzz/last")),
});
if (last.status !== 201) broken.push(`a good sale is answered ${last.status}: ${last.text.slice(0, 300)}`);
const health = await send({ method: "GET", path: "/healthz", headers: {}, body: undefined });
if (health.status !== 200) broken.push(`healthz: ${health.text}`);
agent.destroy();
await api.close();
const { folder } = unit.config.state;
const database = openReadOnly(join(folder, "ledger.db"));
const audit = auditLedger(createLedger(database));
database.close();
await unit[Symbol.asyncDispose]();
rmSync(folder, { recursive: true, force: true });
if (audit.broken !== undefined) broken.push(`the ledger is broken: ${JSON.stringify(audit.broken)}`);
for (const thrown of bugs) broken.push(`bug: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);

const documents = audit.chains.reduce((sum, chain) => sum + chain.documents, 0);
const statuses = [...tally].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
process.stdout.write(
  `${REQUESTS} hostile requests on ${operations.length} operations in ${seconds.toFixed(0)} s, seed ${values.seed}\n` +
    `answers ${statuses.join(", ")}\n${documents} documents, the ledger ${audit.broken === undefined ? "verifies" : "is broken"}\n`,
);
for (const line of broken.slice(0, 20)) process.stdout.write(`BROKEN ${line}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;

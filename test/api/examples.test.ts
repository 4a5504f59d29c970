// The published examples against a real agent: they sell, survive a lost answer, and show why a sale is refused.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKhatm, type Document, type KhatmProblem, type Sale } from "../../client/client.ts";
import { testSale } from "../support/unit.ts";
import { type OpenApi, openApiUnit } from "./door.ts";

const EXAMPLES = join(import.meta.dirname, "../../docs/examples");

let open: OpenApi;
let folder: string;
let tokenFile: string;
let url: string;
beforeAll(async () => {
  open = await openApiUnit();
  folder = mkdtempSync(join(tmpdir(), "khatm-examples-"));
  tokenFile = join(folder, "till.token");
  writeFileSync(tokenFile, `${open.unit.unit.terminal.pair("example")}\n`, { mode: 0o600 });
  url = `http://127.0.0.1:${open.api.port}`;
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess = spawn(program, args, {
    cwd: EXAMPLES,
    env: { PATH: process.env["PATH"], PYTHONDONTWRITEBYTECODE: "1", ...env },
  });
  const [out, notes]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => notes.push(chunk));
  const [code] = await once(child, "close");
  return { code, out: Buffer.concat(out).toString(), notes: Buffer.concat(notes).toString() };
}

/** Stands before the agent and loses the first answers to a sale, after the agent has given them. */
async function losing(count: number): Promise<{ readonly url: string; readonly close: () => void }> {
  let lost = 0;
  const server: Server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host: `127.0.0.1:${open.api.port}` };
    const where = { host: "127.0.0.1", port: open.api.port, method: incoming.method, path: incoming.url };
    const onward = request({ ...where, headers }, (answer) => {
      const isSale = incoming.method === "POST" && incoming.url === "/v1/invoices";
      if (isSale && lost < count) {
        lost += 1;
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

const countOf = (search: string): number => open.unit.unit.terminal.list({ search, limit: 100 }).length;
const python = (file: string, address: string, ...args: readonly string[]) =>
  run("python3", [join(EXAMPLES, file), "--url", address, "--token-file", tokenFile, ...args]);

test("till.py sells", async () => {
  const { code, out } = await python("till.py", url);
  expect(out).toContain("to pay: 51.00 SAR, VAT 6.65");
  expect(out).toContain("change: 9.00");
  expect(code).toBe(0);
});

test("till.py sends the same reference again after lost answers, and makes one document", async () => {
  const sale = join(folder, "lost.json");
  writeFileSync(sale, JSON.stringify(testSale("python/lost")));
  const proxy = await losing(2);
  const { code, out, notes } = await python("till.py", proxy.url, sale);
  proxy.close();
  expect(notes.match(/no answer/g)).toHaveLength(2);
  expect(out).toMatch(/stored before: \S+ after 3 attempt/);
  expect([code, countOf("python/lost")]).toEqual([0, 1]);
});

test("till.py shows why a sale is refused, in both languages, and what to do", async () => {
  const sale = join(folder, "wrong.json");
  writeFileSync(sale, JSON.stringify(testSale("python/wrong", { payments: [{ means: "card", amount: 32 }] })));
  const { code, out } = await python("till.py", url, sale);
  expect(out).toContain("payments[0].amount");
  expect(out).toContain("decimals are sent as text");
  expect(out).toMatch(/\p{Script=Arabic}/u);
  expect([code, countOf("python/wrong")]).toEqual([1, 0]);
});

test("erp-batch.py makes each order one document, however often it runs", async () => {
  const [orders, results] = [join(folder, "orders.csv"), join(folder, "results.csv")];
  const rows = [
    "order,name,quantity,price,vat,means",
    "SO1,Desk,1,575.00,S,transfer",
    "SO1,Lamp,2,46.00,S,transfer",
    "SO2,Chair,4,115.00,S,card",
    "SO3,Broken,1,abc,S,card",
  ];
  writeFileSync(orders, rows.join("\n"));
  const outcomes = async (): Promise<readonly string[]> => {
    const { code } = await python("erp-batch.py", url, orders, results);
    expect(code).toBe(1);
    const [, ...lines] = readFileSync(results, "utf8").trim().split("\r\n");
    return lines.map((line) => line.split(",").slice(0, 2).join(" "));
  };
  expect(await outcomes()).toEqual(["SO1 issued", "SO2 issued", "SO3 refused"]);
  expect(await outcomes()).toEqual(["SO1 repeated", "SO2 repeated", "SO3 refused"]);
  expect(countOf("erp/")).toBe(2);
});

test("till.mjs sells", async () => {
  const { code, out } = await run(process.execPath, ["till.mjs", url, tokenFile]);
  expect(out).toMatch(/^issued \S+: 9.00 SAR, VAT 1.17/);
  expect(code).toBe(0);
});

const MCS = "/usr/bin/mcs";

test.skipIf(!existsSync(MCS))(
  "Till.cs compiles and sells through a lost answer (skipped without mono-mcs)",
  async () => {
    const program = join(folder, "Till.exe");
    const made = await run(MCS, [
      "-r:System.Net.Http",
      "-r:System.Runtime.Serialization",
      `-out:${program}`,
      "Till.cs",
    ]);
    expect(made.code, made.out + made.notes).toBe(0);
    const proxy = await losing(1);
    const { code, out, notes } = await run("mono", [program, proxy.url, tokenFile]);
    expect(notes).toContain("sending it again");
    expect(out).toMatch(/^issued INV-\d+: 16\.00/);
    expect(code).toBe(0);
    expect(countOf("csharp/")).toBe(1);
    proxy.close();
  },
);

test("curl.sh quotes, sells, is refused and lists", async () => {
  const { code, out } = await run("sh", ["curl.sh"], { KHATM_URL: url, KHATM_TOKEN_FILE: tokenFile });
  expect(code).toBe(0);
  const parts = out.split(/^--- \w+\n/m).slice(1);
  const [, quoted, sold, refused, listed] = parts.map((text) => JSON.parse(text));
  expect([quoted.totals.payable, sold.reference, refused.code]).toEqual(["80.30", "curl/000001", "refused"]);
  expect(listed.documents[0].reference).toBe("curl/000001");
});

test("createKhatm() sells through lost answers, reads, pages and closes the day", async () => {
  const proxy = await losing(1);
  const khatm = createKhatm({ url: proxy.url, token: readFileSync(tokenFile, "utf8").trim(), pauseMs: 10 });
  const lines: Sale["lines"] = [{ name: "Flat white", quantity: "2", price: "16.00", vat: "S" }];
  expect((await khatm.quote({ lines })).totals.payable).toBe("32.00");
  const sold = await khatm.sell({
    reference: "client/1",
    lines,
    payments: [{ means: "card", amount: "32.00" }],
  });
  expect(sold.kind).toBe("repeated");
  const refused = await khatm.sell({ reference: "client/2", lines: [] }).catch((thrown: KhatmProblem) => thrown);
  expect(refused).toMatchObject({ name: "KhatmProblem", problem: { code: "refused" } });
  const found: Document[] = [];
  for await (const one of khatm.documents({ search: "client/" })) found.push(one);
  expect(found.map(({ reference }) => reference)).toEqual(["client/1"]);
  const irn = found[0]?.irn ?? "";
  expect((await khatm.document(irn)).irn).toBe(irn);
  expect(await khatm.xml(irn)).toContain(irn);
  expect([...(await khatm.picture(irn)).slice(1, 4)]).toEqual([...Buffer.from("PNG")]);
  await khatm.reprint(irn);
  const status = await khatm.status();
  expect(status.ready).toBe(true);
  const day = await khatm.dayReport(found[0]?.issuedAt.slice(0, 10) ?? "");
  expect(day.documents.counted).toBe(open.unit.unit.terminal.list({ limit: 500 }).length);
  proxy.close();
});

// The command line as a user meets it: right and wrong input, beside an agent and alone, and what each exit code says.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeConfig } from "../../config/write.ts";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { khatm, startKhatm } from "../support/khatm.ts";
import { TEST_VAT, testAnswers, testSale } from "../support/unit.ts";

let folder: string;
let simulator: Simulator;
let config: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "khatm-cli-"));
  simulator = await startSimulator();
  config = join(folder, "khatm.toml");
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const unit = (args: readonly string[], input?: string) =>
  khatm(["--config", config, ...args], input === undefined ? {} : { input });
const sale = (reference: string, changes: object = {}) => JSON.stringify(testSale(reference, { ...changes }));

describe("khatm", () => {
  test("helps, and says what is wrong with a command nobody knows", async () => {
    const help = await khatm(["--help"]);
    expect([help.code, help.out]).toEqual([0, expect.stringContaining("onboard")]);
    const wrong = await khatm(["isue"]);
    expect([wrong.code, wrong.notes]).toEqual([2, expect.stringContaining("issue")]);
    expect((await khatm(["show"])).code).toBe(2);
  });

  test("ends with 78 and every mistake when the configuration is wrong", async () => {
    const bad = join(folder, "bad.toml");
    writeFileSync(bad, '[unit]\nenvironment = "moon"\ncolour = "red"\n');
    const { code, notes } = await khatm(["--config", bad, "status"]);
    expect(code).toBe(78);
    expect(notes).toMatch(/unit\.environment/);
    expect(notes).toMatch(/unit\.colour/);
    expect((await khatm(["--config", join(folder, "none.toml"), "status"])).code).toBe(78);
  });
});

test("a fault is JSON where JSON was asked for", async () => {
  const { code, out } = await khatm(["--config", join(folder, "nope.toml"), "status", "--json"]);
  expect(code).toBe(78);
  expect(JSON.parse(out)).toMatchObject({ problem: { code: "configuration" }, error: { ar: expect.any(String) } });
});

describe("the life of a unit", () => {
  test("init writes configuration, state folder and wrapping key, and never overwrites them", async () => {
    const answers = join(folder, "answers.toml");
    writeFileSync(answers, writeConfig(testAnswers(simulator.url)));
    const first = await unit(["init", "--from", answers]);
    expect(first).toMatchObject({ code: 0 });
    const written = readFileSync(config);
    expect((await unit(["init", "--from", answers])).code).toBe(1);
    expect(readFileSync(config)).toEqual(written);
  });

  test("issue before onboarding is refused in both languages and stores nothing", async () => {
    const { code, notes } = await unit(["issue"], sale("early"));
    expect([code, notes]).toEqual([1, expect.stringMatching(/not onboarded[\s\S]*غير مسجل/)]);
    expect((await unit(["list"])).out).toContain("no documents");
  });

  test("csr prints a request that stays the same until it is used", async () => {
    const [first, second] = [await unit(["csr"]), await unit(["csr"])];
    expect(first.out).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/);
    expect(second.out).toBe(first.out);
  });

  test("onboard refuses a wrong password with what to do, and goes through with a right one", async () => {
    const wrong = await unit(["onboard", "--otp-file", "-"], "000000");
    expect([wrong.code, wrong.notes]).toEqual([1, expect.stringMatching(/→[\s\S]*←/)]);
    const right = await unit(["onboard", "--otp-file", "-"], simulator.admin.otp(TEST_VAT));
    expect(right).toMatchObject({ code: 0, notes: expect.stringContaining("الجهاز جاهز") });
    expect((await unit(["status"])).code).toBe(0);
  });

  test("issue, show, list, print, flush and verify work without an agent", async () => {
    const issued = await unit(["issue", "--json"], sale("cli/1"));
    const { irn, qr } = JSON.parse(issued.out) as { irn: string; qr: string };
    expect((await unit(["show", irn, "--qr"])).out.trim()).toBe(qr);
    const picture = join(folder, "receipt.png");
    await unit(["show", irn, "--receipt", picture]);
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe("PNG");
    expect((await unit(["print", irn])).code).toBe(0);
    expect((await unit(["flush"])).out).toContain("accepted 1");
    expect((await unit(["list", "--state", "reported"])).out).toContain(irn);
    const xml = join(folder, "one.xml");
    writeFileSync(xml, (await unit(["show", irn, "--xml"])).out);
    expect((await khatm(["verify", xml])).code).toBe(0);
    writeFileSync(xml, readFileSync(xml, "utf8").replace("Flat white", "Flat black"));
    const tampered = await khatm(["verify", xml]);
    expect([tampered.code, tampered.out]).toEqual([1, expect.stringContaining("invoice-hash does not hold")]);
    expect(await unit(["verify"])).toMatchObject({ code: 0, out: expect.stringContaining("intact: 1 documents") });
  });

  test("a file that cannot be read or written is told without a stack", async () => {
    const missing = await unit(["onboard", "--otp-file", join(folder, "nofile")]);
    expect(missing).toMatchObject({ code: 2, notes: expect.stringContaining("تعذّر الوصول") });
    expect(missing.notes).not.toContain("    at ");
  });

  test("show --xml gives the archived bytes exactly", async () => {
    const first = await unit(["show", "INV-000001", "--xml"]);
    expect(first.out.endsWith("</Invoice>")).toBe(true);
  });

  test.each([
    ["no JSON", "{", 2],
    ["an empty sale", "{}", 1],
    ["a member that stands twice", '{ "lines": [], "lines": [] }', 1],
  ])("issue ends with its code for %s", async (_what, input, code) => {
    expect((await unit(["issue"], input)).code).toBe(code);
  });

  test("flush ends with 75 while the gateway is away, and keeps the document", async () => {
    await unit(["issue"], sale("cli/away"));
    simulator.admin.turn({ gateway: "down" });
    expect((await unit(["flush"])).code).toBe(75);
    simulator.admin.turn({ gateway: "up" });
    expect((await unit(["flush"])).code).toBe(0);
  });
});

describe("beside a running agent", () => {
  test("commands go through its socket, a second agent does not start, and it stops gracefully", async () => {
    await using agent = await startKhatm(["--config", config, "run", "--json"]);
    const issued = await unit(["issue", "--json"], sale("cli/beside"));
    expect(issued.code).toBe(0);
    expect((await unit(["run"])).code).toBe(75);
    const { out: token } = await unit(["user", "pair", "till"]);
    const answer = await fetch(`${agent.ready["url"]}/v1/status`, {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    expect(answer.status).toBe(200);
    agent.child.kill("SIGTERM");
    const [code] = await new Promise<[number | null]>((resolve) => agent.child.once("exit", (c) => resolve([c])));
    expect(code).toBe(0);
    expect((await unit(["verify"])).code).toBe(0);
  });

  test("a mistake in the file stops no sale: the agent goes on with what it started with", async () => {
    await using _agent = await startKhatm(["--config", config, "run", "--json"]);
    const right = readFileSync(config, "utf8");
    writeFileSync(config, `${right}\n[recipt]\nwidth = "80mm"\n`);
    try {
      expect((await unit(["issue"], sale("cli/mistake"))).code).toBe(0);
      expect((await unit(["run"])).code).toBe(78);
      expect((await unit(["doctor"])).code).toBe(78);
    } finally {
      writeFileSync(config, right);
    }
  });

  test("a killed agent leaves a ledger that is whole and free", async () => {
    const agent = await startKhatm(["--config", config, "run", "--json"]);
    await unit(["issue"], sale("cli/killed"));
    agent.child.kill("SIGKILL");
    await new Promise((resolve) => agent.child.once("exit", resolve));
    expect(existsSync(join(folder, "state/khatm.sock"))).toBe(true);
    expect((await unit(["issue"], sale("cli/killed"))).out).toContain("issued before");
    expect((await unit(["verify"])).code).toBe(0);
  });
});

test("nothing in the state folder is open to others", async () => {
  const { code } = await unit(["status"]);
  expect(code).toBe(0);
  chmodSync(join(folder, "wrapping/khatm.key"), 0o644);
  const open = await unit(["status"]);
  expect([open.code, open.notes]).toEqual([1, expect.stringContaining("key-unavailable")]);
});

// Where a command finds its unit: a misspelt folder begins none, a folder has one owner, a socket may be somebody else's.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeConfig } from "../../config/write.ts";
import { type Finished, khatm } from "../support/khatm.ts";
import { testAnswers } from "../support/unit.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-places-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const GATEWAY = "http://127.0.0.1:9/e-invoicing/simulation";

/** Answers of a unit, in a file of their own. */
function answersOf(name: string, changes: Readonly<Record<string, object>> = {}): string {
  const file = join(folder, `${name}.answers.toml`);
  writeFileSync(file, writeConfig(testAnswers(GATEWAY, { unit: { name }, ...changes })));
  return file;
}

const init = (config: string, ...rest: readonly string[]): Promise<Finished> =>
  khatm(["--config", join(folder, config), ...rest.slice(1), "init", "--from", rest[0] ?? ""]);

describe("a folder without a unit", () => {
  let config: string;
  beforeAll(async () => {
    expect((await init("typo.toml", answersOf("TYPO", { state: { folder: "typo" } }))).code).toBe(0);
    config = join(folder, "typo.toml");
  });

  test.each([
    [["list"]],
    [["show", "INV-000001"]],
    [["status", "--json"]],
    [["verify"]],
    [["report"]],
    [["backup", "--out", "none.db"]],
    [["export", "--out", "none"]],
    [["roll-back"]],
    [["renew", "--otp-file", "-"]],
  ])("%j ends with 78, says so in both languages, and makes nothing", async (command) => {
    const elsewhere = join(folder, "misspelt");
    const { code, notes } = await khatm(["--config", config, "--data", elsewhere, ...command], { input: "123456" });
    expect([code, notes]).toEqual([78, expect.stringMatching(/holds no unit[\s\S]*لا وحدة في/)]);
    expect(existsSync(elsewhere)).toBe(false);
  });

  test("one that holds other things is left as it is", async () => {
    const { code } = await khatm(["--config", config, "--data", folder, "list"]);
    expect([code, existsSync(join(folder, "ledger.db"))]).toEqual([78, false]);
  });

  test("a ledger that is gone from beside its keys is not begun anew, least of all from the first number", async () => {
    const own = join(folder, "gone");
    mkdirSync(join(own, "keys"), { recursive: true });
    const { code, notes } = await khatm(["--config", config, "--data", own, "list"]);
    expect([code, notes]).toEqual([78, expect.stringMatching(/is gone.*khatm restore[\s\S]*ضاع سجل/)]);
    expect(readdirSync(own)).toEqual(["keys"]);
  });

  test("a unit that only khatm init made is there: nothing was sold yet", async () => {
    expect(await khatm(["--config", config, "list"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("no documents"),
    });
  });
});

describe("khatm init", () => {
  test("gives no folder to a second unit, neither before nor after the first has a ledger", async () => {
    const state = { state: { folder: "shared" } };
    expect((await init("first.toml", answersOf("FIRST", state))).code).toBe(0);
    const early = await init("second.toml", answersOf("SECOND", state));
    expect([early.code, early.notes]).toEqual([
      1,
      expect.stringMatching(/another unit \(FIRST, .*first\.toml\)[\s\S]*لوحدة أخرى/),
    ]);
    await khatm(["--config", join(folder, "first.toml"), "status"]);
    rmSync(join(folder, "shared/unit.json"));
    expect((await init("second.toml", answersOf("SECOND", state))).code).toBe(1);
    expect(existsSync(join(folder, "second.toml"))).toBe(false);
  });

  test("guesses no owner where the mark cannot be read", async () => {
    mkdirSync(join(folder, "torn"));
    writeFileSync(join(folder, "torn/unit.json"), "{");
    const torn = await init("torn.toml", answersOf("TORN", { state: { folder: "torn" } }));
    expect([torn.code, torn.notes]).toEqual([78, expect.stringMatching(/unit\.json cannot be read[\s\S]*تعذرت/)]);
  });

  test("writes a lost configuration again beside the unit's own ledger", async () => {
    const answers = answersOf("LOST", { state: { folder: "lost" } });
    await init("lost.toml", answers);
    await khatm(["--config", join(folder, "lost.toml"), "status"]);
    rmSync(join(folder, "lost.toml"));
    expect((await init("lost.toml", answers)).code).toBe(0);
  });

  test("writes a folder named by --data into the configuration: later commands find it", async () => {
    const own = join(folder, "named");
    expect((await init("named.toml", answersOf("NAMED", {}), "--data", own)).code).toBe(0);
    expect(readFileSync(join(folder, "named.toml"), "utf8")).toContain(`folder = "${own}"`);
    await khatm(["--config", join(folder, "named.toml"), "list"]);
    expect(readdirSync(own)).toContain("ledger.db");
  });
});

describe("a folder that cannot be made", () => {
  test.each([[["export", "--out", "/proc/khatm/archive"]], [["run", "--data", "/proc/khatm"]]])(
    "%j ends with 2 and names it",
    async (command) => {
      await init("proc.toml", answersOf("PROC", { state: { folder: "proc" } }));
      const { code, notes } = await khatm(["--config", join(folder, "proc.toml"), ...command]);
      expect([code, notes]).toEqual([2, expect.stringMatching(/\/proc\/khatm[\s\S]*تعذّر الوصول/)]);
      expect(notes).not.toContain("    at ");
    },
  );
});

describe("another program at the agent's socket", () => {
  const STRANGERS: readonly (readonly [string, () => Server])[] = [
    ["an HTTP server", () => createHttpServer((_call, answer) => answer.end("<html>hello</html>"))],
    [
      "a server of something else",
      () =>
        createServer((line) =>
          line
            .on("error", () => undefined)
            .resume()
            .end("220 mail\r\n"),
        ),
    ],
  ];

  test.each(STRANGERS)("%s is told from an agent, and no sale is called sold", async (what, start) => {
    const own = join(folder, what.replaceAll(" ", "-"));
    mkdirSync(own);
    const config = join(own, "khatm.toml");
    writeFileSync(config, writeConfig(testAnswers(GATEWAY)));
    mkdirSync(join(own, "state"));
    const stranger = start();
    await new Promise<void>((resolve) => stranger.listen(join(own, "state/khatm.sock"), resolve));
    try {
      for (const command of [["status"], ["show", "INV-000001", "--xml"], ["issue"], ["flush"]]) {
        const { code, out, notes } = await khatm(["--config", config, ...command], { input: "{}" });
        expect([code, out, notes]).toEqual([75, "", expect.stringMatching(/another program answers[\s\S]*برنامج آخر/)]);
      }
    } finally {
      await new Promise((resolve) => stranger.close(resolve));
    }
  });
});

// khatm user and khatm report as a user has them: child processes, alone and beside an agent.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { wrappingKeyOf } from "../../agent/wire.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { khatm, startKhatm } from "../support/khatm.ts";
import { testAnswers } from "../support/unit.ts";

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-user-"));
  file = join(folder, "khatm.toml");
  const text = writeConfig(testAnswers("http://127.0.0.1:9"));
  writeFileSync(file, text);
  const config = parseConfig(text, { file });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  mkdirSync(join(folder, "wrapping"));
  makeWrappingKey(wrappingKeyOf(config.value, undefined));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], input = "") => khatm(["--config", file, ...args], { input });
const PASSWORD = ["--password-file", "-"];

describe("khatm user", () => {
  test("adds people whose password comes from standard input, and lists them", async () => {
    const added = await run(["user", "add", "salma", "--role", "owner", ...PASSWORD], "three blind mice\n");
    expect([added.code, added.out]).toEqual([0, expect.stringContaining("added salma, owner")]);
    const { code, out } = await run(["user", "list", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      users: [{ name: "salma", role: "owner", mustChangePassword: true, createdBy: "local operator" }],
      tokens: [],
    });
    expect(out).not.toMatch(/scrypt|blind mice/);
  });

  test("says why a password is not good enough, in both languages", async () => {
    const { code, notes } = await run(["user", "add", "omar", "--role", "cashier", ...PASSWORD], "short\n");
    expect(code).toBe(1);
    expect(notes).toContain("shorter than 10 characters");
    expect(notes).toContain("أقل من 10");
  });

  test("keeps the last owner, and knows who is unknown", async () => {
    expect((await run(["user", "disable", "salma"])).notes).toContain("one owner must remain");
    expect((await run(["user", "unlock", "nobody"])).code).toBe(1);
    expect((await run(["user", "fly", "salma"])).code).toBe(2);
  });

  test("beside a running agent pairs a token that works at once, and takes it back", async () => {
    await using agent = await startKhatm(["--config", file, "run", "--json"]);
    const { out: token } = await run(["user", "pair", "till 1"]);
    const statusOf = async () =>
      (await fetch(`${agent.ready["url"]}/v1/me`, { headers: { authorization: `Bearer ${token.trim()}` } })).status;
    expect(await statusOf()).toBe(200);
    expect((await run(["user", "revoke", "till 1"])).code).toBe(0);
    expect(await statusOf()).toBe(401);
  });
});

describe("khatm report", () => {
  test("prints a day, as text and as JSON, and refuses what is no day", async () => {
    const text = await run(["report", "--day", "2026-11-21"]);
    expect([text.code, text.out]).toEqual([0, expect.stringContaining("X REPORT")]);
    const { out } = await run(["report", "--day", "2026-11-21", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ date: "2026-11-21", documents: { counted: 0 } });
    expect((await run(["report", "--day", "yesterday"])).code).toBe(1);
  });
});

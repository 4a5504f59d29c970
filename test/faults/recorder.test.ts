// The recorder under a real process: everything it does to a folder is seen, in order, and can be stopped or refused.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { filesBelow } from "./folders.ts";
import { buildRecorder, type Control, createControl, FILE_KINDS, type Orders, watched } from "./recorder.ts";
import { readRecording } from "./recording.ts";
import { assertComplete } from "./replay.ts";

const shop = realpathSync(mkdtempSync(join(tmpdir(), "khatm-recorder-")));
const library = buildRecorder(shop);
afterAll(() => rmSync(shop, { recursive: true }));

const PROGRAM = `
import * as fs from "node:fs";
import { Worker } from "node:worker_threads";
process.chdir(process.argv[1]);
fs.writeFileSync("a", "one");
const file = fs.openSync(process.argv[1] + "/a", "r+");
fs.writeSync(file, "two", 3);
fs.writevSync(file, [Buffer.from("th"), Buffer.from("ree")], 6);
fs.fsyncSync(file);
fs.ftruncateSync(file, 4);
fs.closeSync(file);
fs.appendFileSync("a", "!");
fs.mkdirSync("sub");
fs.renameSync("a", "sub/b");
fs.writeFileSync("c", "gone");
fs.linkSync("c", "d");
fs.rmSync("c");
fs.copyFileSync("sub/b", "e");
const folder = fs.openSync(".", "r");
fs.fsyncSync(folder);
await new Promise((done) => new Worker('import("node:fs").then((fs) => fs.writeFileSync("w", "thread"))', { eval: true }).once("exit", done));
fs.writeSync(1, "said " + Date.now());
`;

interface Run {
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
let control: Control;
let log: string;

beforeEach(() => {
  const place = mkdtempSync(join(shop, "run-"));
  folder = join(place, "watched");
  mkdirSync(folder);
  control = createControl(join(place, "control"));
  log = join(place, "log");
});

function run(orders: Orders = {}): Run {
  control.order(orders);
  const env = watched({ library: library ?? "", folder, control, log });
  return spawnSync(process.execPath, ["--input-type=module", "-e", PROGRAM, folder], { env, encoding: "utf8" });
}

describe.skipIf(library === undefined)("the recorder", () => {
  test("sees every change, from threads too, and what leaves by a pipe", () => {
    expect(run().stderr).toBe("");
    const operations = readRecording(log);
    const told = operations.flatMap((one) => (one.kind === "message" ? [] : [`${one.kind} ${one.path}`]));
    expect(told).toEqual([
      "create a",
      "write a",
      "write a",
      "write a",
      "sync a",
      "truncate a",
      "write a",
      "folder sub",
      "rename a",
      "create c",
      "write c",
      "link c",
      "remove c",
      "create e",
      "truncate e",
      "write e",
      "sync ",
      "create w",
      "write w",
    ]);
    expect(operations.at(-1)).toMatchObject({ kind: "message", data: expect.any(Buffer) });
    assertComplete({ name: "test", files: new Map(), operations, witnessed: [] }, filesBelow(folder));
    expect(filesBelow(folder)).toEqual(
      new Map([
        ["d", Buffer.from("gone")],
        ["e", Buffer.from("onet!")],
        ["sub/b", Buffer.from("onet!")],
        ["w", Buffer.from("thread")],
      ]),
    );
  });

  test("kills before the operation it is told, with half of it down where it is told so", () => {
    expect(run({ killAt: 3, kinds: FILE_KINDS }).signal).toBe("SIGKILL");
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("one");
    expect(readRecording(log).filter(({ kind }) => kind !== "message")).toHaveLength(2);
    rmSync(join(folder, "a"));
    expect(run({ killAt: control.operations() + 2, kinds: FILE_KINDS, half: true }).signal).toBe("SIGKILL");
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("o");
  });

  test("answers the error it is told, from one operation to another", () => {
    const { stderr } = run({ fail: { from: 5, to: 5, errno: constants.errno.EIO }, kinds: FILE_KINDS });
    expect(stderr).toContain("EIO");
    expect(stderr).toContain("fsync");
    expect(control.failures()).toBe(1);
    expect(readRecording(log).filter(({ kind }) => kind === "sync-failed")).toHaveLength(1);
  });

  test("sets the wall clock wrong", () => {
    const { stdout } = run({ clockMs: -86_400_000 });
    const off = Number(stdout.replace("said ", "")) - Date.now();
    expect(Math.round(off / 60_000)).toBe(-1440);
  });

  test("refuses a recording of what it cannot follow", () => {
    writeFileSync(join(folder, "x"), "");
    const env = watched({ library: library ?? "", folder, control, log });
    spawnSync(process.execPath, ["-e", `require("node:fs").symlinkSync("x", ${JSON.stringify(join(folder, "y"))})`], {
      env,
    });
    expect(() => readRecording(log)).toThrow("nothing can rebuild");
  });
});

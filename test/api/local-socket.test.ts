// The name of the agent's socket: taken from who is gone, never from who is there, and nothing else is removed for it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freeSocket } from "../../agent/api/local-socket.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khatm-socket-"));
  path = join(folder, "khatm.sock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a name nobody has is free", async () => {
  await expect(freeSocket(path)).resolves.toBeUndefined();
});

test("what an ended process left is taken away", async () => {
  const listen = `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`;
  spawnSync(process.execPath, ["-e", listen, path]);
  expect(existsSync(path)).toBe(true);
  await freeSocket(path);
  expect(existsSync(path)).toBe(false);
});

test("a living agent keeps its own", async () => {
  const agent = createServer();
  await new Promise<void>((resolve) => agent.listen(path, resolve));
  await expect(freeSocket(path)).rejects.toThrow(expect.objectContaining({ code: "address-unavailable" }));
  expect(existsSync(path)).toBe(true);
  await new Promise((resolve) => agent.close(resolve));
});

test("a file or a folder of that name is left alone", async () => {
  writeFileSync(path, "precious");
  await expect(freeSocket(path)).rejects.toThrow(expect.objectContaining({ code: "configuration" }));
  expect(readFileSync(path, "utf8")).toBe("precious");
  mkdirSync(join(folder, "folder"));
  await expect(freeSocket(join(folder, "folder"))).rejects.toThrow(expect.objectContaining({ code: "configuration" }));
});

import { expect, test } from "vitest";
import { tellServiceManager } from "../../agent/service-manager.ts";

test("tellServiceManager() is ready once, gives signs of life while there is a watchdog, and says when it stops", async () => {
  const said: string[] = [];
  let because: string | undefined;
  const say = (words: readonly string[]): void => void said.push(words.join(" "));
  const stopping = tellServiceManager({ watchdogMs: 30, say }, "ready: here", () => because);
  expect(said).toEqual(["READY=1 STATUS=ready: here"]);
  await expect.poll(() => said).toContain("WATCHDOG=1 STATUS=ready: here");
  because = "the ledger is being opened anew";
  await expect.poll(() => said).toContain("WATCHDOG=1 STATUS=the ledger is being opened anew");
  stopping();
  const count = said.length;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect([said.length, said.at(-1)]).toEqual([count, "STOPPING=1"]);
});

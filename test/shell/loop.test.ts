// The loop: one turn at a time, woken and stopped between two turns, and stopped for good by what a turn throws.
import { expect, test } from "vitest";
import { createLoop } from "../../agent/work/loop.ts";

const LONG_MS = 3_600_000;
const WATCH = { name: "test", limitMs: 60_000, monotonicMs: () => 0 };

test("once() takes one turn; who asks meanwhile joins it", async () => {
  let turns = 0;
  const loop = createLoop(() => Promise.resolve(++turns * LONG_MS), WATCH);
  await Promise.all([loop.once(), loop.once()]);
  expect(turns).toBe(1);
});

test("wake() in the middle of a turn brings one more right after it", async () => {
  let turns = 0;
  const loop = createLoop(async () => {
    turns += 1;
    if (turns === 1) for (let n = 0; n < 3; n++) loop.wake();
    await Promise.resolve();
    return LONG_MS;
  }, WATCH);
  loop.start();
  await loop.once();
  expect(turns).toBe(2);
  await loop.stop();
});

test.each([
  ["by itself", (loop: ReturnType<typeof createLoop>) => loop.start()],
  ["for who asked", (loop: ReturnType<typeof createLoop>) => void loop.once().catch(() => undefined)],
])("what a turn throws %s stops the loop for good, and stuck() says why", async (_, begin) => {
  let turns = 0;
  const loop = createLoop(() => {
    turns += 1;
    return Promise.reject(new Error("the disk is gone"));
  }, WATCH);
  begin(loop);
  await expect.poll(loop.stuck).toBe("the disk is gone");
  loop.start();
  loop.wake();
  await Promise.resolve();
  expect(turns).toBe(1);
  await loop.stop();
});

test("hanging() names the loop whose turn shows no progress beyond its limit, until it goes on", async () => {
  let now = 1_000;
  let end = (): void => undefined;
  const turn = (): Promise<number> =>
    new Promise((resolve) => {
      end = () => resolve(LONG_MS);
    });
  const loop = createLoop(turn, { ...WATCH, monotonicMs: () => now });
  now += 2 * WATCH.limitMs;
  expect(loop.hanging()).toBeUndefined();
  const ended = loop.once();
  await Promise.resolve();
  now += WATCH.limitMs;
  expect(loop.hanging()).toBeUndefined();
  now += 1_000;
  expect(loop.hanging()).toBe("the loop of the test has hung in a turn for 61 seconds");
  loop.alive();
  expect(loop.hanging()).toBeUndefined();
  now += 2 * WATCH.limitMs;
  expect(loop.hanging()).toBeDefined();
  end();
  await ended;
  expect(loop.hanging()).toBeUndefined();
});

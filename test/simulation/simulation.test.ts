// The simulation itself: a seed is one history and no other, and a unit that is wrong is found out.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface Ended {
  readonly code: number;
  readonly output: string;
}

const simulation = (...argv: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const program = join(import.meta.dirname, "main.ts");
    execFile(process.execPath, [program, "--workers", "1", ...argv], { maxBuffer: 1 << 26 }, (failure, output) =>
      resolve({ code: failure === null ? 0 : Number(failure.code), output }),
    );
  });

const eventsOf = ({ output }: Ended): readonly string[] => output.split("\n").filter((line) => /^20\d\d-/.test(line));

/** Programs of their own, on whatever machine: nothing here is about time. */
const PATIENT_MS = 1_800_000;

describe("simulation", { timeout: PATIENT_MS }, () => {
  it("simulation() tells the same history twice when the seed is the same", async () => {
    const [once, again] = [await simulation("--only", "3"), await simulation("--only", "3")];
    expect(eventsOf(once).length).toBeGreaterThan(30);
    expect(eventsOf(again)).toEqual(eventsOf(once));
    expect(/^trace (.*)$/m.exec(again.output)?.[1]).toBe(/^trace (.*)$/m.exec(once.output)?.[1]);
    expect(once).toMatchObject({ code: 0 });
  });

  it.each([
    ["believes-lazy-commits", /I6: .* began 2 times as an original/],
    ["tells-before-flush", /I1: .* was acknowledged as .* and is not in the ledger/],
    ["settles-before-answer", /I5: .* was never told to the gateway/],
    ["forgets-references", /till: .* should be conflict and was|liveness: \d+ (?:held sales|sales)/],
    ["sends-other-bytes", /I1: .* was sent with other bytes/],
    ["forgets-asking", /F13: the gateway holds \d CSIDs that nobody has, and \d alarms told of it/],
  ])("simulation() finds a unit that %s, and says how to repeat the seed", async (broken, finding) => {
    const { code, output } = await simulation("--seeds", "200", "--broken", broken, "--first");
    expect(code).toBe(1);
    expect(output).toMatch(finding);
    expect(output).toContain(`--broken ${broken}\n`);
    expect(output).toMatch(
      /its last events:\n(?: {4}20\d\d-.*\n){30} {2}repeat it: npm run test:simulation -- --only \d+/,
    );
  });
});

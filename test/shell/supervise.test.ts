// A unit that met a storage fault is closed and opened anew, and the till's next call finds the truth on disk.
import { expect, test } from "vitest";
import { Fault } from "../../agent/core/errors.ts";
import { superviseUnit } from "../../agent/supervise.ts";
import { openUnit } from "../../agent/wire.ts";
import { openTestUnit, testSale } from "../support/unit.ts";

test("onFault() opens the ledger anew after an unknown outcome; meanwhile nothing is issued", async () => {
  await using bench = await openTestUnit();
  await bench.unit.close();
  let opened = 0;
  const log: string[] = [];
  const supervised = superviseUnit(
    () => {
      opened += 1;
      if (opened === 2) throw new Fault("storage-failed", "the disk is not back yet");
      return openUnit(bench.config, { log: () => undefined, credentials: undefined });
    },
    (event) => log.push(event),
  );
  const { terminal } = supervised;
  supervised.start();
  const first = await terminal.issue(testSale("supervised/1"));
  expect(first.kind).toBe("issued");

  supervised.onFault(new Fault("outcome-unknown", "storage failed in the act"));
  expect(() => terminal.issue(testSale("supervised/2"))).toThrow(expect.objectContaining({ code: "storage-failed" }));
  expect(supervised.stuck()).toBeDefined();
  await expect.poll(supervised.stuck).toBeUndefined();

  expect(opened).toBe(3);
  expect(log).toEqual(["reopening", "open-failed", "reopened"]);
  const again = await terminal.issue(testSale("supervised/1"));
  const next = await terminal.issue(testSale("supervised/2"));
  expect([again.kind, next.kind]).toEqual(["repeated", "issued"]);
  expect(next).toMatchObject({ document: { link: { icv: 2 } } });
  await supervised.close();
});

test("onFault() leaves the unit alone after any other fault", async () => {
  await using bench = await openTestUnit();
  await bench.unit.close();
  const supervised = superviseUnit(
    () => openUnit(bench.config, { log: () => undefined, credentials: undefined }),
    () => undefined,
  );
  supervised.onFault(new Fault("storage-full", "full"));
  expect(supervised.stuck()).toBeUndefined();
  await supervised.close();
});

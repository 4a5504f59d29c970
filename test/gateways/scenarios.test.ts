// The acceptance scenarios of the gateway, over real HTTP (reference: simulator E5, 1 to 9; the tenth is secrets.test.ts).

import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import type { JourneyState } from "../../agent/core/onboarding/journey.ts";
import type { Finding } from "../../agent/terminal.ts";
import { MACHINE_CHECKS } from "../../agent/work/doctor-machine.ts";
import { standardSale } from "../support/standard-sale.ts";
import { TEST_VAT, testSale } from "../support/unit.ts";
import { received, reckon } from "./record.ts";
import { openShop, type Shop, withPatience } from "./shop.ts";

const HOUR_MS = 3_600_000;

const alarms = ({ logged }: Shop): readonly string[] =>
  logged
    .filter((line) => line.includes('"event":"alarm"'))
    .map((line) => (JSON.parse(line) as { alarm: string }).alarm);

async function issued(shop: Shop, sale: unknown) {
  const outcome = await shop.sell(sale);
  if (outcome.kind !== "issued") throw new Error(JSON.stringify(outcome));
  return outcome.document;
}

test("1: a fresh unit 0100 onboards, sells 50 times offline, and all is accepted without a warning", async () => {
  await using shop = await openShop();
  expect(received(shop, "compliance-check")).toHaveLength(3);
  shop.cable.pull();
  for (let n = 0; n < 50; n++) await issued(shop, testSale(`s1/${n}`));
  await shop.cable.plug();
  await shop.settle(1);
  expect(new Set(shop.documents().map(({ state }) => state))).toEqual(new Set(["reported"]));
  expect(new Set(received(shop, "reporting").map(({ status }) => status))).toEqual(new Set([200]));
  expect(reckon(shop).wrong).toEqual([]);
});

test("2: a unit 1100 whose debit note was skipped is told which, and repeats only that", async () => {
  await using shop = await openShop({ map: "1100", isOnboarded: false });
  shop.simulator.admin.inject({ fault: "403-html", calls: ["compliance-check"], times: 1 });
  const otp = shop.simulator.admin.otp(TEST_VAT);
  expect((await shop.terminal().onboard(otp, () => undefined)).ok).toBe(false);
  changeState(shop, skipDebitNote);
  await shop.restart();
  const told: string[] = [];
  expect((await shop.terminal().onboard(undefined, ({ en }) => told.push(en))).ok).toBe(true);
  const passed = told.filter((line) => line.startsWith("compliance document passed"));
  expect(passed).toHaveLength(6);
  expect(passed.at(-1)).toContain("standard-debit-note-compliant");
});

/** As if the program had lost one step: the gateway knows better. */
function skipDebitNote(state: JourneyState): JourneyState {
  if (state.stage !== "onboarding" || state.enrolment.step !== "checking") throw new Error("not checking");
  const [first, ...rest] = state.enrolment.outstanding.filter((step) => step !== "standard-debit-note-compliant");
  if (first === undefined) throw new Error("nothing left to check");
  return { ...state, enrolment: { ...state.enrolment, outstanding: [first, ...rest] } };
}

function changeState({ config }: Shop, change: (state: JourneyState) => JourneyState): void {
  const database = new Sqlite(join(config.state.folder, "ledger.db"));
  const row = database.prepare<[], { state: string }>("SELECT state FROM unit").get();
  database.prepare("UPDATE unit SET state = ?").run(JSON.stringify(change(JSON.parse(row?.state ?? "{}"))));
  database.close();
}

test("3: the program ends between sending and the answer: one document there, no gap here", async () => {
  await using shop = await openShop();
  await shop.restart((config) => withPatience(config, 500));
  shop.simulator.admin.inject({ fault: "timeout-after", calls: ["reporting"], times: 1 });
  await issued(shop, testSale("s3/1"));
  await Promise.all([shop.terminal().flush(), shop.restart()]);
  await issued(shop, testSale("s3/2"));
  await shop.settle(1);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 2, mostReceived: 2 });
  expect(shop.documents().map(({ link }) => link.icv)).toEqual([1, 2]);
});

test("4: a rejected sale is made again at the chain's end; the rejected one stays a link", async () => {
  await using shop = await openShop();
  shop.simulator.admin.turn({ clockOffsetSeconds: -90_000 });
  const first = await issued(shop, testSale("s4/1"));
  await shop.settle(0);
  shop.simulator.admin.turn({ clockOffsetSeconds: 0 });
  const second = await issued(shop, testSale("s4/2"));
  const again = await shop.terminal().correct(first.link.irn, false);
  await shop.settle(1);
  if (again?.kind !== "issued") throw new Error(JSON.stringify(again));
  expect(second.link.pih).toBe(first.hash);
  expect(again.document.link).toMatchObject({ irn: first.link.irn, icv: 3, pih: second.hash });
  expect(again.document.link.uuid).not.toBe(first.link.uuid);
  expect(again.document.totals).toEqual(first.totals);
  expect(reckon(shop).wrong).toEqual([]);
  expect(alarms(shop)).toContain("document-rejected");
});

test("5: after 30 hours offline all is accepted with warning 98, and the list shows them", async () => {
  await using shop = await openShop();
  shop.cable.pull();
  for (let n = 0; n < 5; n++) await issued(shop, testSale(`s5/${n}`));
  shop.clock.pass(30 * HOUR_MS);
  await shop.settle(0);
  expect(shop.terminal().status().outbox).toMatchObject({ late: 5, lateness: "late" });
  await shop.cable.plug();
  await shop.settle(1);
  expect(shop.terminal().list({ state: "reported-with-warnings", limit: 9 })).toHaveLength(5);
  const codes = received(shop, "reporting").flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === "WARNING").map(({ code }) => code),
  );
  expect(codes).toEqual(Array(5).fill("BR-KSA-98"));
});

test.each([428, 200] as const)(
  "6: renewal by %i with documents of the old certificate queued: all accepted, the new chain begins at 1",
  async (renewal) => {
    await using shop = await openShop();
    shop.simulator.admin.turn({ renewal });
    shop.cable.pull();
    await issued(shop, testSale("s6/1"));
    await issued(shop, testSale("s6/2"));
    await shop.cable.plug();
    const renewed = await shop.terminal().renew(shop.simulator.admin.otp(TEST_VAT), () => undefined);
    expect(renewed.ok).toBe(true);
    const third = await issued(shop, testSale("s6/3"));
    expect(third.link.icv).toBe(1);
    await shop.settle(1);
    expect(reckon(shop)).toMatchObject({ wrong: [], documents: 3 });
  },
);

test("6b: a predecessor the gateway refuses is not asked again: its documents go with the new one", async () => {
  await using shop = await openShop();
  shop.cable.pull();
  await issued(shop, testSale("s6b/1"));
  await issued(shop, testSale("s6b/2"));
  await shop.cable.plug();
  await shop.terminal().renew(shop.simulator.admin.otp(TEST_VAT), () => undefined);
  shop.simulator.admin.inject({ fault: "401", calls: ["reporting"], times: 1 });
  await shop.settle(1);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 2 });
  expect(new Set(shop.documents().map(({ state }) => state))).toEqual(new Set(["reported-with-warnings"]));
  expect(alarms(shop)).toContain("predecessor-refused");
});

const SPOILS: readonly (readonly [string, (sent: string) => string, string])[] = [
  [
    "a token encoded twice",
    (sent) =>
      sent.replace(/(authorization: Basic )(\S+)/i, (_, name, value) => name + Buffer.from(value).toString("base64")),
    "credentials",
  ],
  ["Accept-Version v2", (sent) => sent.replace(/(accept-version: )V2/i, "$1v2"), "api-version"],
  ["another environment", (sent) => sent.replace("/e-invoicing/simulation/", "/e-invoicing/core/"), "credentials"],
  ["a wrong path", (sent) => sent.replace("/e-invoicing/simulation/", "/e-invoicing/nowhere/"), "configuration"],
];

test.each(SPOILS)("7: %s pauses the queue with an alarm, and nothing is rejected", async (_name, spoil, because) => {
  await using shop = await openShop();
  shop.cable.spoil(spoil);
  await issued(shop, testSale("s7/1"));
  await issued(shop, testSale("s7/2"));
  await shop.settle(0);
  expect(shop.terminal().status().outbox).toMatchObject({ pending: 2, rejected: 0 });
  expect(shop.terminal().status().outbox.paused?.en).toBeDefined();
  expect(alarms(shop)).toContain("outbox-paused");
  expect(shop.logged.join("\n")).toContain(`"subject":"${because}"`);
  const tries = shop.logged.filter((line) => line.includes('"call":"reporting"')).length;
  await shop.settle(0);
  expect(shop.logged.filter((line) => line.includes('"call":"reporting"'))).toHaveLength(tries);
  shop.cable.spoil(undefined);
  await shop.settle(2);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 2 });
  expect(shop.terminal().status().outbox.paused).toBeUndefined();
});

test("8: a credit note for an invoice not yet reported, both offline; both are accepted", async () => {
  await using shop = await openShop();
  shop.cable.pull();
  const invoice = await issued(shop, testSale("s8/1"));
  await issued(
    shop,
    testSale("s8/2", { type: "credit-note", originals: [{ irn: invoice.link.irn }], reason: "returned" }),
  );
  await shop.cable.plug();
  await shop.settle(1);
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 2 });
  const types = received(shop, "reporting").map(({ typeCode }) => typeCode);
  expect(types.sort()).toEqual(["381", "388"]);
});

test("9: standard sales: 200, 208, 303, 400 and no network, each as it must", async () => {
  await using shop = await openShop({ map: "1100" });
  const { admin } = shop.simulator;
  expect((await issued(shop, standardSale("s9/200"))).state).toBe("cleared");
  admin.inject({ fault: "reset-after", calls: ["clearance"], times: 1 });
  expect((await shop.sell(standardSale("s9/208"))).kind).toBe("awaiting");
  await shop.settle(1);
  admin.turn({ clearance: false });
  expect((await issued(shop, standardSale("s9/303"))).state).toBe("reported");
  admin.turn({ clearance: true, clockOffsetSeconds: -90_000 });
  expect((await shop.sell(standardSale("s9/400"))).kind).toBe("rejected");
  admin.turn({ clockOffsetSeconds: 0 });
  shop.cable.pull();
  expect((await shop.sell(standardSale("s9/offline"))).kind).toBe("held");
  expect(shop.documents().map(({ state }) => state)).toEqual(["cleared", "cleared", "reported", "rejected"]);
  await shop.cable.plug();
  await shop.settle(1);
  expect(
    shop
      .documents()
      .map(({ state }) => state)
      .at(-1),
  ).toBe("cleared");
  expect(reckon(shop).wrong).toEqual([]);
});

test("the end of a unit: it signs no more, tells what waits, and its key is gone", async () => {
  await using shop = await openShop();
  shop.cable.pull();
  await issued(shop, testSale("end/1"));
  expect((await shop.terminal().decommission()).kind).toBe("waiting");
  expect(() => shop.terminal().issue(testSale("end/2"))).toThrow("no production CSID");
  await shop.cable.plug();
  expect(await shop.terminal().decommission()).toEqual({ kind: "done", rejected: 0 });
  expect(reckon(shop)).toMatchObject({ wrong: [], documents: 1 });
  expect(shop.terminal().status().csid.stage).toBe("decommissioned");
});

/** What is not good and not of the machine the suite runs on, which has no battery clock to show. */
const isOfTheUnit = ({ check, state }: Finding): boolean =>
  state !== "good" && MACHINE_CHECKS.every((own) => own.check !== check);

test("doctor() finds nothing bad on a healthy unit, and says what is bad with a remedy in both languages", async () => {
  await using shop = await openShop({ changes: { state: { secondCopy: "wrapping/second-copy.khatm" } } });
  expect((await shop.terminal().doctor()).filter(isOfTheUnit)).toEqual([]);
  shop.cable.pull();
  await issued(shop, testSale("doctor/1"));
  shop.clock.pass(13 * HOUR_MS);
  await shop.settle(0);
  const bad = (await shop.terminal().doctor()).filter(isOfTheUnit);
  expect(bad.map(({ check, state }) => [check, state])).toEqual([
    ["backup", "warning"],
    ["gateway", "warning"],
    ["outbox", "bad"],
  ]);
  for (const { found, remedy } of bad) {
    expect([found.ar, remedy?.ar]).toEqual([
      expect.stringMatching(/\p{Script=Arabic}/u),
      expect.stringMatching(/\p{Script=Arabic}.{10}/u),
    ]);
  }
  expect(
    shop
      .terminal()
      .goLive()
      .map(({ check, state }) => [check, state]),
  ).toEqual([
    ["all-kinds-compliant", "good"],
    ["validated", "bad"],
    ["production-credentials", "bad"],
    ["live-csid", "bad"],
  ]);
});

test("doctor() names a key that an interruption left behind, and onboarding a ready unit destroys it", async () => {
  await using shop = await openShop();
  const keys = join(shop.config.state.folder, "keys");
  const [own = ""] = readdirSync(keys).filter((name) => name.endsWith(".key"));
  copyFileSync(join(keys, own), join(keys, "egs-left-behind.key"));
  const spare = (await shop.terminal().doctor()).find(({ check }) => check === "spare-keys");
  expect(spare).toMatchObject({
    state: "warning",
    found: { ar: "1: egs-left-behind" },
    remedy: { ar: expect.any(String) },
  });
  expect((await shop.terminal().onboard(undefined, () => undefined)).ok).toBe(true);
  expect(readdirSync(keys).filter((name) => name.endsWith(".key"))).toEqual([own]);
  expect((await shop.terminal().doctor()).find(({ check }) => check === "spare-keys")?.state).toBe("good");
  await issued(shop, testSale("after"));
});

// Renewal against the simulator: both answers, every refusal, a death at every step, and the switch.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReadyState } from "../../agent/core/onboarding/journey.ts";
import { factsOf } from "../../agent/work/active-csid.ts";
import { onboardUnit } from "../../agent/work/onboard-unit.ts";
import { renewCsid } from "../../agent/work/renew-csid.ts";
import { spareKeys } from "../../agent/work/spare-keys.ts";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { egsUnit, Killed, type Machine, machine, VAT } from "./egs-unit.ts";

const silent = (): void => undefined;

async function onboarded(own: Machine, gateway: Simulator): Promise<ReadyState> {
  await using start = own.start(gateway.url);
  const result = await onboardUnit(start.ports, egsUnit(), gateway.admin.otp(VAT), silent);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function renew(own: Machine, gateway: Simulator, otp: string | undefined, unit = egsUnit()) {
  await using start = own.start(gateway.url);
  const result = await renewCsid(start.ports, unit, otp, silent);
  return { result, state: start.state() };
}

const keyFile = (own: Machine, name: string): string => join(own.folder, "keys", `${name}.key`);

test.each([428, 200] as const)(
  "renewCsid() by %i switches to a new key and CSID with a chain of its own",
  async (renewal) => {
    using own = machine();
    await using gateway = await startSimulator({ switches: { renewal } });
    const before = await onboarded(own, gateway);
    const { result, state } = await renew(own, gateway, gateway.admin.otp(VAT));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const { active, retired } = result.value;
    expect(state).toEqual(result.value);
    expect(active.production.keyName).not.toBe(before.active.production.keyName);
    expect(active.production.id).not.toBe(before.active.production.id);
    expect(retired).toEqual([before.active.production]);
    expect(existsSync(keyFile(own, active.production.keyName))).toBe(true);
    expect(existsSync(keyFile(own, before.active.production.keyName))).toBe(false);
    expect(gateway.admin.chains().flatMap(({ findings }) => findings)).toEqual([]);
  },
);

test("renewCsid() takes the 428 answer wrapped in value too", async () => {
  using own = machine();
  await using gateway = await startSimulator({ switches: { renewalWrapped: true, longRequestIds: true } });
  await onboarded(own, gateway);
  expect((await renew(own, gateway, gateway.admin.otp(VAT))).result.ok).toBe(true);
});

test("renewCsid() leaves the old key at work until the new CSID is stored", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const before = await onboarded(own, gateway);
  gateway.admin.inject({ fault: "503", calls: ["production-csid"], times: 4 });
  const { result, state } = await renew(own, gateway, gateway.admin.otp(VAT));
  expect(result).toMatchObject({ ok: false, error: { code: "gateway-away" } });
  expect(state).toMatchObject({ stage: "ready", active: before.active, renewal: { step: "requesting" } });
  await using start = own.start(gateway.url);
  expect(start.ports.vault.signing(before.active.production.keyName)(Buffer.from("x")).length).toBeGreaterThan(60);
  expect((await renew(own, gateway, undefined)).result.ok).toBe(true);
});

test("renewCsid() asks for a first CSID once the present one has ended: that one opens no door any more", async () => {
  using own = machine();
  await using gateway = await startSimulator({ switches: { renewal: 200 } });
  const before = await onboarded(own, gateway);
  gateway.admin.inject({ fault: "503", calls: ["renewal"], times: 100 });
  await using start = own.start(gateway.url);
  const late = { ...start.ports, now: () => factsOf(before.active.production).notAfter };
  const result = await renewCsid(late, egsUnit(), gateway.admin.otp(VAT), silent);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  expect(result.value.retired).toEqual([before.active.production]);
  expect(result.value.active.compliance).not.toEqual(before.active.compliance);
  expect(existsSync(keyFile(own, before.active.production.keyName))).toBe(false);
});

test("renewCsid() renews twice, and remembers both predecessors", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const first = await onboarded(own, gateway);
  const second = await renew(own, gateway, gateway.admin.otp(VAT));
  const third = await renew(own, gateway, gateway.admin.otp(VAT));
  if (!second.result.ok || !third.result.ok) throw new Error("not renewed");
  expect(third.result.value.retired).toEqual([second.result.value.active.production, first.active.production]);
  expect(readdirSync(join(own.folder, "keys"))).toHaveLength(2);
});

test("renewCsid() on the sandbox keeps the compliance key that signs there", async () => {
  // The canned certificate's own taxpayer: a renewal is for the VAT number of the certificate that asks for it.
  const vat = "399999999900003";
  using own = machine(vat);
  await using gateway = await startSimulator({ profile: "sandbox", switches: { renewal: 200 } });
  const unit = egsUnit({ vat }, "sandbox");
  await using start = own.start(gateway.url);
  const first = await onboardUnit(start.ports, unit, "123456", silent);
  if (!first.ok) throw new Error(JSON.stringify(first.error));
  const renewed = await renewCsid(start.ports, unit, "123456", silent);
  if (!renewed.ok) throw new Error(JSON.stringify(renewed.error));
  expect(renewed.value.active.compliance).toEqual(first.value.active.compliance);
  expect(existsSync(keyFile(own, first.value.active.compliance.keyName))).toBe(true);
});

test("renewCsid() explains what stops it, and the unit stays as it is", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  expect((await renew(own, gateway, "123456")).result).toEqual({ ok: false, error: { code: "not-onboarded" } });
  const before = await onboarded(own, gateway);
  const moved = await renew(own, gateway, "123456", egsUnit({}, "production"));
  expect(moved.result).toEqual({ ok: false, error: { code: "configuration-changed" } });
  const unknown = await renew(own, gateway, "000000");
  expect(unknown.result).toMatchObject({ ok: false, error: { code: "otp-invalid" } });
  expect(unknown.state).toMatchObject({ stage: "ready", active: before.active });
  gateway.admin.inject({ fault: "401", calls: ["renewal"] });
  const refused = await renew(own, gateway, gateway.admin.otp(VAT));
  expect(refused.result).toMatchObject({ ok: false, error: { code: "credentials" } });
});

let gateway: Simulator;
let onboardedMachine: Machine;
let before: ReadyState;

beforeAll(async () => {
  gateway = await startSimulator();
  onboardedMachine = machine();
  before = await onboarded(onboardedMachine, gateway);
});
afterAll(async () => {
  onboardedMachine[Symbol.dispose]();
  await gateway.close();
});

/** A renewal with a death at one save; the start after it has no password, the one after that has. */
async function surviving(save: number, when: "before" | "after"): Promise<string> {
  using own = onboardedMachine.copy();
  {
    await using start = own.start(gateway.url, { save, when });
    const run = renewCsid(start.ports, egsUnit(), gateway.admin.otp(VAT), silent);
    const died = await run.then(
      () => false,
      (thrown: unknown) => thrown instanceof Killed,
    );
    if (!died) return "no death";
  }
  {
    await using start = own.start(gateway.url);
    const state = start.state();
    if (state?.stage !== "ready") throw new Error("the unit was not ready any more");
    // Whatever happened, what signs has its key.
    start.ports.vault.signing(state.active.production.keyName)(Buffer.from("x"));
    if (state.active.production.id !== before.active.production.id) {
      expect(spareKeys(start.ports)).toEqual([before.active.production.keyName]);
      expect(await keysOf(own)).toEqual({ spare: [], files: 2 });
      return "renewed";
    }
  }
  const again = await renew(own, gateway, undefined);
  if (!again.result.ok) expect((await renew(own, gateway, gateway.admin.otp(VAT))).result.ok).toBe(true);
  expect(await keysOf(own)).toEqual({ spare: [], files: 2 });
  return again.result.ok ? "nothing" : again.result.error.code;
}

/** What the vault holds after a look at the finished unit: one key, and the proof of the wrapping key. */
async function keysOf(own: Machine) {
  await using start = own.start(gateway.url);
  expect((await onboardUnit(start.ports, egsUnit(), undefined, silent)).ok).toBe(true);
  return { spare: spareKeys(start.ports), files: readdirSync(join(own.folder, "keys")).length };
}

test.each([
  [1, "otp-needed", "otp-needed"],
  [2, "otp-needed", "otp-unsure"],
  [3, "otp-unsure", "nothing"],
  [4, "nothing", "nothing"],
  [5, "nothing", "nothing"],
  [6, "nothing", "nothing"],
  [7, "nothing", "nothing"],
  [8, "nothing", "nothing"],
  [9, "nothing", "nothing"],
  [10, "nothing", "nothing"],
  [11, "nothing", "renewed"],
  [12, "no death", "no death"],
])("renewCsid() killed before or after store %i still signs, goes on and needs %s or %s", async (save, early, late) => {
  expect([await surviving(save, "before"), await surviving(save, "after")]).toEqual([early, late]);
});

// Onboarding against the simulator: the whole way, every refusal, and a death at every step.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Bilingual } from "../../agent/core/bilingual.ts";
import { certificateText } from "../../agent/core/onboarding/csid.ts";
import { explain } from "../../agent/core/onboarding/trouble.ts";
import type { Answer } from "../../agent/core/reporting/answer.ts";
import { certificateFacts } from "../../agent/core/stamp/certificate.ts";
import { onboardUnit } from "../../agent/work/onboard-unit.ts";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { egsUnit, Killed, type Machine, machine, VAT } from "./egs-unit.ts";

const silent = (): void => undefined;

async function onboard(own: Machine, gateway: Simulator, otp: string | undefined, unit = egsUnit()) {
  await using start = own.start(gateway.url);
  const progress: Bilingual[] = [];
  const result = await onboardUnit(start.ports, unit, otp, (line) => progress.push(line));
  return { result, state: start.state(), waits: start.waits, alarms: start.alarms, progress };
}

async function ready(own: Machine, gateway: Simulator, unit = egsUnit()) {
  const { result } = await onboard(own, gateway, gateway.admin.otp(VAT), unit);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const checks = (gateway: Simulator) => gateway.admin.documents().filter(({ call }) => call === "compliance-check");

test.each([
  ["0100", 3],
  ["1000", 3],
  ["1100", 6],
])(
  "onboardUnit() with map %s sends %i documents, each in its place of one chain, and gets a CSID",
  async (map, count) => {
    using own = machine();
    await using gateway = await startSimulator();
    const state = await ready(own, gateway, egsUnit({ functionalityMap: map }));
    expect(state.active.production.keyName).toBe(state.active.compliance.keyName);
    expect(checks(gateway).map(({ icv }) => Number(icv))).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(gateway.admin.chains().flatMap(({ findings }) => findings)).toEqual([]);
    const findings = checks(gateway).flatMap((document) => document.findings);
    expect(findings.filter(({ severity }) => severity !== "INFO")).toEqual([]);
    const kinds = gateway.admin.csids().map(({ kind }) => kind);
    expect(kinds).toEqual(["compliance", "production"]);
  },
);

test("onboardUnit() keeps the secret sealed: it is nowhere in the stored state", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  await using start = own.start(gateway.url);
  const secrets: string[] = [];
  const spying = {
    ...start.ports,
    vault: {
      ...start.ports.vault,
      seal: (secret: string) => {
        secrets.push(secret);
        return start.ports.vault.seal(secret);
      },
    },
  };
  const otp = gateway.admin.otp(VAT);
  const told: Bilingual[] = [];
  const result = await onboardUnit(spying, egsUnit(), otp, (line) => told.push(line));
  expect(result.ok).toBe(true);
  expect(secrets).toHaveLength(2);
  const visible = JSON.stringify([start.state(), told, result]);
  for (const secret of [...secrets, otp]) expect(visible).not.toContain(secret);
});

test("onboardUnit() is done at once when the unit is ready, and sends nothing", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const first = await ready(own, gateway);
  const sent = gateway.admin.documents().length;
  const again = await onboard(own, gateway, undefined);
  expect(again.result).toEqual({ ok: true, value: first });
  expect(gateway.admin.documents()).toHaveLength(sent);
});

test("onboardUnit() on the sandbox takes the canned certificate, which is not for our key", async () => {
  using own = machine();
  await using gateway = await startSimulator({ profile: "sandbox" });
  const { result } = await onboard(own, gateway, "123456", egsUnit({}, "sandbox"));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const keys = [result.value.active.compliance, result.value.active.production].map((csid) => {
    const facts = certificateFacts(certificateText(csid));
    return facts.ok ? facts.value.publicKey : "";
  });
  expect(new Set(keys).size).toBe(2);
});

test("onboardUnit() elsewhere refuses a certificate that is not for our key", async () => {
  using own = machine();
  await using gateway = await startSimulator({ profile: "sandbox" });
  const { result } = await onboard(own, gateway, "123456", egsUnit({}, "local"));
  expect(result).toMatchObject({ ok: false, error: { code: "certificate-foreign" } });
});

test("onboardUnit() asks for a one-time password when it has none, after making the key", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const { result, state } = await onboard(own, gateway, undefined);
  expect(result).toMatchObject({ ok: false, error: { code: "otp-needed" } });
  expect(state).toMatchObject({ stage: "onboarding", enrolment: { step: "key-made", otpSent: false } });
});

test("onboardUnit() explains a wrong one-time password, and goes on with the same key and a right one", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const wrong = await onboard(own, gateway, "000000");
  if (wrong.result.ok) throw new Error("expected a refusal");
  expect(wrong.result.error.code).toBe("otp-invalid");
  expect(explain(wrong.result.error).fix.en).toContain("make a new OTP");
  const keys = readdirSync(join(own.folder, "keys"));
  const right = await onboard(own, gateway, gateway.admin.otp(VAT));
  expect(right.result.ok).toBe(true);
  expect(readdirSync(join(own.folder, "keys"))).toEqual(keys);
});

test("onboardUnit() explains a template of another environment", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const { result } = await onboard(own, gateway, gateway.admin.otp(VAT), egsUnit({}, "production"));
  expect(result).toMatchObject({ ok: false, error: { code: "wrong-template" } });
});

test("onboardUnit() makes no key for fields the authority would refuse, and names them", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  const { result } = await onboard(own, gateway, gateway.admin.otp(VAT), egsUnit({ name: "TILL_7", industry: "" }));
  expect(result).toEqual({ ok: false, error: { code: "fields-invalid", detail: "unit.industry, unit.name" } });
  expect(readdirSync(join(own.folder, "keys"))).toEqual(["wrapping-key.proof"]);
});

test("onboardUnit() sends only the documents the gateway misses", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  await using start = own.start(gateway.url);
  const { checkCompliance } = start.ports.gateway;
  let calls = 0;
  // A proxy that swallowed the second document and answered in the gateway's place.
  const swallowing = async (...call: Parameters<typeof checkCompliance>): Promise<Answer> => {
    calls += 1;
    if (calls !== 2) return await checkCompliance(...call);
    return { kind: "accepted", duplicate: false, warnings: [], status: 200, body: "" };
  };
  const ports = { ...start.ports, gateway: { ...start.ports.gateway, checkCompliance: swallowing } };
  const result = await onboardUnit(ports, egsUnit(), gateway.admin.otp(VAT), silent);
  expect(result.ok).toBe(true);
  expect(checks(gateway).map(({ typeCode, icv }) => [typeCode, icv])).toEqual([
    ["388", "1"],
    ["383", "3"],
    ["381", "4"],
  ]);
});

test.each(["503", "504-after", "reset-before", "reset-after", "cut", "429-retry-after", "400-null"])(
  "onboardUnit() comes through one %s in every call without another password",
  async (fault) => {
    using own = machine();
    await using gateway = await startSimulator();
    gateway.admin.inject({ fault, calls: ["compliance-check"], times: 2 });
    // Null messages are a shape of document answers only.
    if (fault !== "400-null") gateway.admin.inject({ fault, calls: ["production-csid"] });
    const { result, waits } = await onboard(own, gateway, gateway.admin.otp(VAT));
    expect(result.ok).toBe(true);
    expect(waits.length).toBeGreaterThanOrEqual(2);
    expect(gateway.admin.chains().flatMap(({ findings }) => findings)).toEqual([]);
  },
);

test("onboardUnit() gives up on a gateway that stays away, and goes on later where it stopped", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  gateway.admin.inject({ fault: "503", calls: ["production-csid"], times: 4 });
  const away = await onboard(own, gateway, gateway.admin.otp(VAT));
  expect(away.result).toMatchObject({ ok: false, error: { code: "gateway-away" } });
  expect(away.state).toMatchObject({ enrolment: { step: "requesting", trouble: { code: "gateway-away" } } });
  const sent = checks(gateway).length;
  const back = await onboard(own, gateway, undefined);
  expect(back.result.ok).toBe(true);
  expect(checks(gateway)).toHaveLength(sent);
});

test("onboardUnit() tells why a document was refused; its place stays used, and the next start makes a new one", async () => {
  using own = machine();
  // A gateway whose day has not come yet: today's documents are of the future (BR-KSA-04).
  await using gateway = await startSimulator({ switches: { clockOffsetSeconds: -2 * 86_400 } });
  const refused = await onboard(own, gateway, gateway.admin.otp(VAT));
  expect(refused.result).toMatchObject({
    ok: false,
    error: { code: "document-refused", detail: expect.stringMatching(/^simplified-compliant: .*BR-KSA-04/) },
  });
  gateway.admin.turn({ clockOffsetSeconds: 0 });
  const mended = await onboard(own, gateway, undefined);
  expect(mended.result.ok).toBe(true);
  expect(checks(gateway).map(({ icv }) => icv)).toEqual(["1", "2", "3", "4"]);
  expect(gateway.admin.chains().flatMap(({ findings }) => findings)).toEqual([]);
});

test("onboardUnit() takes a lost compliance CSID for lost: it asks for a new password and keeps the key", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  gateway.admin.inject({ fault: "csid-revoked", calls: ["production-csid"] });
  const lost = await onboard(own, gateway, gateway.admin.otp(VAT));
  expect(lost.result).toMatchObject({ ok: false, error: { code: "credentials" } });
  expect(lost.state).toMatchObject({ enrolment: { step: "key-made", otpSent: false } });
  expect((await onboard(own, gateway, gateway.admin.otp(VAT))).result.ok).toBe(true);
});

test("onboardUnit() notices a configuration changed under way: back to the old data, or anew with a password", async () => {
  using own = machine();
  await using gateway = await startSimulator();
  gateway.admin.inject({ fault: "503", calls: ["production-csid"], times: 4 });
  await onboard(own, gateway, gateway.admin.otp(VAT));
  const changed = egsUnit({ serial: "20000000a1b2c3d4" });
  const refused = await onboard(own, gateway, undefined, changed);
  expect(refused.result).toEqual({ ok: false, error: { code: "configuration-changed" } });
  const anew = await onboard(own, gateway, gateway.admin.otp(VAT), changed);
  expect(anew.result.ok).toBe(true);
  expect(readdirSync(join(own.folder, "keys"))).toHaveLength(2);
});

/** Runs with a death at one save. Answers whether it came, and what the start after it, without a password, needs. */
async function surviving(save: number, when: "before" | "after"): Promise<string> {
  using own = machine();
  await using gateway = await startSimulator();
  {
    await using start = own.start(gateway.url, { save, when });
    const run = onboardUnit(start.ports, egsUnit(), gateway.admin.otp(VAT), silent);
    const died = await run.then(
      () => false,
      (thrown: unknown) => thrown instanceof Killed,
    );
    if (!died) return "no death";
  }
  const again = await onboard(own, gateway, undefined);
  const last = again.result.ok ? again : await onboard(own, gateway, gateway.admin.otp(VAT));
  expect(last.result.ok).toBe(true);
  expect(gateway.admin.chains().flatMap(({ findings }) => findings)).toEqual([]);
  if (last.state?.stage !== "ready") throw new Error("not ready");
  expect(gateway.admin.csids().map(({ requestId }) => requestId)).toContain(last.state.active.production.requestId);
  return again.result.ok ? "nothing" : again.result.error.code;
}

test.each([
  // key-made: nothing was sent yet.
  [1, "otp-needed", "otp-needed"],
  // otp-sent: stored just before the call.
  [2, "otp-needed", "otp-unsure"],
  // compliance-issued: lost with the power where it was not stored.
  [3, "otp-unsure", "nothing"],
  // Three documents, made and passed, then the production CSID, asked for and stored.
  [4, "nothing", "nothing"],
  [5, "nothing", "nothing"],
  [6, "nothing", "nothing"],
  [7, "nothing", "nothing"],
  [8, "nothing", "nothing"],
  [9, "nothing", "nothing"],
  [10, "nothing", "nothing"],
  [11, "nothing", "nothing"],
  [12, "no death", "no death"],
])("onboardUnit() killed before or after store %i goes on and needs %s or %s", async (save, before, after) => {
  expect([await surviving(save, "before"), await surviving(save, "after")]).toEqual([before, after]);
});

test.each([
  [3, "the compliance CSID", "csid-unanswered compliance"],
  [11, "the production CSID", "csid-unanswered production"],
])("onboardUnit() killed before store %i says that the gateway may hold %s nobody has", async (save, _csid, alarm) => {
  using own = machine();
  await using gateway = await startSimulator();
  {
    await using start = own.start(gateway.url, { save, when: "before" });
    await expect(onboardUnit(start.ports, egsUnit(), gateway.admin.otp(VAT), silent)).rejects.toThrow(Killed);
  }
  const again = await onboard(own, gateway, gateway.admin.otp(VAT));
  expect(again.result.ok).toBe(true);
  expect(again.alarms).toEqual([alarm]);
});

// Reporting and clearance against the simulator, and every way its network and its service can fail.
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIRST_PIH } from "../../agent/core/ids.ts";
import { complianceSale } from "../../agent/core/onboarding/compliance-documents.ts";
import { openedCsid } from "../../agent/core/onboarding/csid.ts";
import type { ReadyState } from "../../agent/core/onboarding/journey.ts";
import { nextStep } from "../../agent/core/reporting/policy.ts";
import { openFatoora } from "../../agent/gateway/fatoora.ts";
import type { Submission } from "../../agent/ports/gateway.ts";
import { onboardUnit } from "../../agent/work/onboard-unit.ts";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { egsUnit, type Machine, machine, PATIENT, type Start, VAT } from "./egs-unit.ts";

let gateway: Simulator;
let own: Machine;
let start: Start;
let ready: ReadyState;

beforeAll(async () => {
  gateway = await startSimulator();
  own = machine();
  start = own.start(gateway.url);
  const unit = egsUnit({ functionalityMap: "1100" });
  const result = await onboardUnit(start.ports, unit, gateway.admin.otp(VAT), () => undefined);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  ready = result.value;
});
afterAll(async () => {
  await start[Symbol.asyncDispose]();
  own[Symbol.dispose]();
  await gateway.close();
});

/** A document stamped with the production CSID. */
const make = (profile: "simplified" | "standard"): Submission =>
  start.ports.makeDocument(
    complianceSale(`${profile}-compliant`),
    { ...ready.active.production, kind: "compliance" },
    { icv: 1, pih: FIRST_PIH },
  );
const csid = () => openedCsid(ready.active.production, start.ports.vault.open);

test("report() is accepted once, and a second time as a duplicate", async () => {
  const document = make("simplified");
  expect(await start.ports.gateway.report(csid(), document)).toMatchObject({ kind: "accepted", duplicate: false });
  expect(await start.ports.gateway.report(csid(), document)).toMatchObject({ kind: "accepted", duplicate: true });
});

test("clear() answers the authority's own document, and again on a duplicate", async () => {
  const document = make("standard");
  const first = await start.ports.gateway.clear(csid(), document);
  if (first.kind !== "accepted") throw new Error(JSON.stringify(first));
  const xml = Buffer.from(first.clearedXml ?? "", "base64").toString("utf8");
  expect(xml).toContain(document.uuid);
  expect(await start.ports.gateway.clear(csid(), document)).toMatchObject({ kind: "accepted", duplicate: true });
});

test("clear() says when clearance is switched off, and the same document is reported then", async () => {
  gateway.admin.turn({ clearance: false });
  const document = make("standard");
  expect((await start.ports.gateway.clear(csid(), document)).kind).toBe("clearance-off");
  expect((await start.ports.gateway.report(csid(), document)).kind).toBe("accepted");
  gateway.admin.turn({ clearance: true });
});

test("report() tells a token encoded twice by the answer the authority gives", async () => {
  const twice = { ...csid(), token: Buffer.from(csid().token).toString("base64") };
  expect((await start.ports.gateway.report(twice, make("simplified"))).kind).toBe("unauthorized");
});

test("report() of a changed document is rejected with the gateway's findings", async () => {
  const document = make("simplified");
  const xml = Buffer.from(Buffer.from(document.xml).toString("utf8").replace("قهوة", "شاي"), "utf8");
  const answer = await start.ports.gateway.report(csid(), { ...document, xml });
  expect(answer).toMatchObject({ kind: "rejected" });
  if (answer.kind === "rejected")
    expect(answer.errors.map(({ category }) => category)).toContain("INVOICE_HASHING_ERRORS");
});

const attempts = { count: 1, sameKind: 1, jitter: 0 };
const aDay = { secondsLeft: 86_400 };

test.each(["timeout-before", "timeout-after"])(
  "report() under %s is unknown-outcome, and then accepted",
  async (fault) => {
    gateway.admin.inject({ fault, calls: ["reporting"] });
    const document = make("simplified");
    const timeouts = { ...PATIENT, answerMs: 100 };
    const impatient = openFatoora({ base: new URL(gateway.url), timeouts, language: "ar", observe: () => undefined });
    expect((await impatient.report(csid(), document)).kind).toBe("unknown-outcome");
    await impatient.close();
    const duplicate = fault === "timeout-after";
    expect(await start.ports.gateway.report(csid(), document)).toMatchObject({ kind: "accepted", duplicate });
  },
);

test.each([
  ["reset-before", "unknown-outcome", "retry"],
  ["reset-after", "unknown-outcome", "retry"],
  ["cut", "unknown-outcome", "retry"],
  ["drip", "accepted", "close"],
  ["500", "unavailable", "retry"],
  ["502", "unavailable", "retry"],
  ["503", "unavailable", "retry"],
  ["503-empty", "unavailable", "retry"],
  ["504", "unavailable", "retry"],
  ["504-after", "unavailable", "retry"],
  ["429", "too-many", "retry"],
  ["429-retry-after", "too-many", "retry"],
  ["413", "too-large", "retry"],
  ["400-null", "hiccup", "retry"],
  ["400-html", "not-a-verdict", "pause"],
  ["403-html", "misconfigured", "pause"],
  ["401", "unauthorized", "pause"],
  ["401-empty", "unauthorized", "pause"],
  ["200-not-reported", "not-a-verdict", "pause"],
  ["200-empty", "not-a-verdict", "pause"],
  ["info-object", "accepted", "close"],
  ["lists-outside", "accepted", "close"],
  ["erro-messages", "accepted", "close"],
] as const)(
  "report() under %s is %s, the outbox does %s, and the next attempt is accepted",
  async (fault, kind, does) => {
    gateway.admin.inject({ fault, calls: ["reporting"] });
    const document = make("simplified");
    const answer = await start.ports.gateway.report(csid(), document);
    expect(answer.kind).toBe(kind);
    expect(nextStep(answer, attempts, aDay).do).toBe(does);
    expect((await start.ports.gateway.report(csid(), document)).kind).toBe("accepted");
    const stored = gateway.admin.documents().filter(({ uuid }) => uuid === document.uuid);
    expect(stored.filter(({ isAccepted }) => isAccepted)).toHaveLength(1);
  },
);

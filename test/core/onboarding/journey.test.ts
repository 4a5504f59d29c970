// The state machine alone: every way through it, and what it refuses.
import { expect, test } from "vitest";
import { FIRST_PIH, type InvoiceHash, invoiceHashOf, parseUuid, type Uuid } from "../../../agent/core/ids.ts";
import type { CsidKind, StoredCsid } from "../../../agent/core/onboarding/csid.ts";
import type { Candidate, ComplianceStep, PendingDocument } from "../../../agent/core/onboarding/enrolment.ts";
import {
  enrolmentOf,
  type JourneyEvent,
  type JourneyState,
  journey,
  todoOf,
} from "../../../agent/core/onboarding/journey.ts";

const candidate = (keyName: string): Candidate => ({
  keyName,
  csrPem: `csr of ${keyName}`,
  environment: "simulation",
  needed: ["simplified-compliant", "simplified-credit-note-compliant"],
  identity: "identity",
});
const csid = <K extends CsidKind>(kind: K, keyName: string): StoredCsid<K> => ({
  kind,
  id: `${kind} ${keyName}`,
  requestId: "1",
  token: "dG9rZW4=",
  keyName,
  sealedSecret: "khatm1.…",
});
const hash = (n: number): InvoiceHash => invoiceHashOf(new Uint8Array(32).fill(n));
const uuid = parseUuid("8d487816-70b8-4ade-a618-9d620b73814a") as Uuid;
const pending = (step: ComplianceStep, n: number): PendingDocument => ({
  step,
  uuid,
  invoiceHash: hash(n),
  xml: "PD8=",
});

const keyMade = (keyName: string): JourneyEvent => ({ kind: "key-made", candidate: candidate(keyName) });
const document = (step: ComplianceStep, n: number): JourneyEvent => ({
  kind: "document-made",
  document: pending(step, n),
});
const passed: JourneyEvent = { kind: "document-passed" };
const trouble = { code: "gateway-away" } as const;

const NEW: JourneyState = { stage: "new" };
const after = (state: JourneyState, ...events: readonly JourneyEvent[]): JourneyState =>
  events.reduce((at, event) => journey(at, event).state, state);

const toChecking = (key: string): readonly JourneyEvent[] => [
  keyMade(key),
  { kind: "otp-sent" },
  { kind: "compliance-issued", csid: csid("compliance", key) },
];
const toReady = (key: string): readonly JourneyEvent[] => [
  ...toChecking(key),
  document("simplified-compliant", 1),
  passed,
  document("simplified-credit-note-compliant", 2),
  passed,
  { kind: "production-issued", csid: csid("production", key) },
];
const READY = after(NEW, ...toReady("a"));

test("journey() leads from new to ready, and says at each step what to do", () => {
  const todos = toReady("a").reduce<{ state: JourneyState; done: string[] }>(
    ({ state, done }, event) => {
      const next = journey(state, event);
      return { state: next.state, done: [...done, next.todo.do] };
    },
    { state: NEW, done: [todoOf(NEW).do] },
  );
  expect(todos.done).toEqual([
    "make-key",
    "request-csid",
    "request-csid",
    "check",
    "check",
    "check",
    "check",
    "request-production",
    "nothing",
  ]);
  expect(READY).toEqual({
    stage: "ready",
    active: { environment: "simulation", production: csid("production", "a"), compliance: csid("compliance", "a") },
    retired: [],
  });
});

test("every state survives JSON unchanged", () => {
  toReady("a").reduce<JourneyState>((state, event) => {
    const next = journey(state, event).state;
    expect(JSON.parse(JSON.stringify(next))).toEqual(next);
    return next;
  }, NEW);
});

test("journey() gives the compliance documents a chain of their own, from the first PIH", () => {
  const checking = after(NEW, ...toChecking("a"));
  expect(todoOf(checking)).toMatchObject({ step: "simplified-compliant", link: { icv: 1, pih: FIRST_PIH } });
  const second = after(checking, document("simplified-compliant", 7), passed);
  expect(todoOf(second)).toMatchObject({
    step: "simplified-credit-note-compliant",
    link: { icv: 2, pih: hash(7) },
  });
});

test("journey() sends a document again that was made but not answered, in its own place", () => {
  const made = after(NEW, ...toChecking("a"), document("simplified-compliant", 7));
  const expected = { do: "check", link: { icv: 1, pih: FIRST_PIH }, pending: pending("simplified-compliant", 7) };
  expect(todoOf(made)).toMatchObject(expected);
  expect(todoOf(after(made, { kind: "failed", trouble }))).toMatchObject(expected);
});

test("journey() uses up the place of a refused document and makes a new one for the same step", () => {
  const refused = after(NEW, ...toChecking("a"), document("simplified-compliant", 7), {
    kind: "document-refused",
    trouble: { code: "document-refused" },
  });
  const todo = todoOf(refused);
  expect(todo).toMatchObject({ do: "check", step: "simplified-compliant", link: { icv: 2, pih: hash(7) } });
  expect(todo).not.toHaveProperty("pending");
  expect(enrolmentOf(refused)?.trouble).toEqual({ code: "document-refused" });
});

test("journey() repeats only the steps the gateway misses", () => {
  const missing: JourneyEvent = { kind: "steps-missing", steps: ["simplified-credit-note-compliant"] };
  const asked = after(NEW, ...toReady("a").slice(0, -1), missing);
  expect(todoOf(asked)).toMatchObject({ step: "simplified-credit-note-compliant", link: { icv: 3, pih: hash(2) } });
  expect(todoOf(after(asked, document("simplified-credit-note-compliant", 3), passed)).do).toBe("request-production");
});

test("journey() forgets a trouble as soon as something went well", () => {
  const failed = after(NEW, keyMade("a"), { kind: "failed", trouble });
  expect(enrolmentOf(failed)?.trouble).toEqual(trouble);
  expect(enrolmentOf(after(failed, { kind: "otp-sent" }))).not.toHaveProperty("trouble");
});

test("journey() goes back to the password when the compliance CSID is lost, with the same key", () => {
  const lost: JourneyEvent = { kind: "compliance-lost", trouble: { code: "credentials" } };
  const back = after(NEW, ...toChecking("a"), lost);
  expect(back).toEqual({
    stage: "onboarding",
    enrolment: { ...candidate("a"), step: "key-made", otpSent: false, trouble: { code: "credentials" } },
  });
});

test("journey() begins anew with another key at any point before ready", () => {
  for (const events of [toChecking("a"), toReady("a").slice(0, -1)]) {
    expect(todoOf(after(NEW, ...events, keyMade("b")))).toMatchObject({ do: "request-csid", keyName: "b" });
  }
});

test("journey() renews by 428: the active CSID stays until the new one arrives, and then is a predecessor", () => {
  const events = toReady("b");
  events.slice(0, -1).reduce<JourneyState>((state, event) => {
    const next = journey(state, event).state;
    expect(next).toMatchObject({ stage: "ready", active: { production: csid("production", "a") } });
    return next;
  }, READY);
  expect(todoOf(after(READY, keyMade("b")))).toMatchObject({ renewing: csid("production", "a"), keyName: "b" });
  expect(after(READY, ...events)).toEqual({
    stage: "ready",
    active: { environment: "simulation", production: csid("production", "b"), compliance: csid("compliance", "b") },
    retired: [csid("production", "a")],
  });
});

test("journey() renews by 200: the new production CSID at once, the compliance CSID stays the old one", () => {
  const issued: JourneyEvent = { kind: "production-issued", csid: csid("production", "b") };
  expect(after(READY, keyMade("b"), { kind: "otp-sent" }, issued)).toMatchObject({
    active: { production: csid("production", "b"), compliance: csid("compliance", "a") },
    retired: [csid("production", "a")],
  });
});

test("journey() closes: no more signing, reports go on, then the key's name is all that is left", () => {
  const closing = after(READY, { kind: "closing" });
  expect(closing).toMatchObject({ stage: "closing", active: { production: csid("production", "a") } });
  expect(todoOf(closing)).toEqual({ do: "nothing" });
  expect(after(closing, { kind: "decommissioned" })).toEqual({ stage: "decommissioned", keyName: "a" });
});

const issuedProduction: JourneyEvent = { kind: "production-issued", csid: csid("production", "a") };
const CLOSED = after(READY, { kind: "closing" }, { kind: "decommissioned" });

test.each<[string, JourneyState, JourneyEvent]>([
  ["a password before a key", NEW, { kind: "otp-sent" }],
  ["a production CSID before the documents", after(NEW, ...toChecking("a")), issuedProduction],
  ["a production CSID before the password", after(NEW, keyMade("a")), issuedProduction],
  ["a production CSID out of nowhere", READY, issuedProduction],
  ["a document before the compliance CSID", after(NEW, keyMade("a")), document("simplified-compliant", 1)],
  ["a pass of no document", after(NEW, ...toChecking("a")), passed],
  ["a second password while checking", after(NEW, ...toChecking("a")), { kind: "otp-sent" }],
  ["closing while onboarding", after(NEW, keyMade("a")), { kind: "closing" }],
  ["destroying without closing", READY, { kind: "decommissioned" }],
  ["a new key after the end", CLOSED, keyMade("b")],
  ["a renewal while closing", after(READY, { kind: "closing" }), keyMade("b")],
])("journey() refuses %s", (_, state, event) => {
  expect(() => journey(state, event)).toThrow(`onboarding: ${event.kind} cannot happen at`);
});

test("a compliance CSID is no production CSID", () => {
  const use = (given: StoredCsid<"production">): string => given.id;
  // @ts-expect-error the kinds are different types
  expect(use(csid("compliance", "a"))).toBe("compliance a");
});

// Lateness, duplicates, compliance steps and clearance (checks D23 to D25), over real HTTP.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readInvoice } from "../../simulator/fatoora/invoice.ts";
import { foreignHash } from "../support/foreign-stamper.ts";
import { type Bench, bare, NOW, openBench } from "./bench.ts";
import { basic, call, codesIn, type Device, messagesIn, requestCompliance, stampedBy, stampKey } from "./device.ts";

const HOUR = 3_600_000;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
afterEach(() => bench.setTime(NOW));

test("LATENESS_CHECKS warn after 24 hours, and not on clearance (D23)", async () => {
  const [inTime, late, cleared] = [bench.simplified(), bench.simplified(), bench.standard()];
  bench.setTime(NOW + 24 * HOUR);
  const first = await bench.report(inTime);
  bench.setTime(NOW + 24 * HOUR + 1000);
  const second = await bench.report(late);
  const third = await bench.clear(cleared);
  expect([first.status, second.status, third.status]).toEqual([200, 202, 200]);
  expect(messagesIn(second, "warningMessages")).toEqual([
    {
      type: "WARNING",
      code: "BR-KSA-98",
      category: "KSA",
      message: "[BR-KSA-98] - The simplified invoice should be submitted within 24 hours of issuing the invoice.",
      status: "WARNING",
    },
  ]);
});

test("submit() answers 409 to a document reported within 24 hours, in the live shape (D24)", async () => {
  const document = bench.simplified();
  const first = await bench.report(document);
  bench.setTime(NOW + 24 * HOUR - 1);
  const again = await bench.report(document);
  bench.setTime(NOW + 24 * HOUR);
  const nextDay = await bench.report(document);
  expect([first.status, again.status, nextDay.status]).toEqual([200, 409, 200]);
  const message = {
    type: "ERROR",
    code: "Invoice-Errors",
    category: "Duplicate-Invoice",
    message: "Invoice was already Reported successfully earlier.",
    status: "ERROR",
  };
  expect(again.json).toEqual({
    validationResults: { infoMessages: [], warningMessages: [], errorMessages: [message], status: "ERROR" },
    reportingStatus: "NOT_REPORTED",
  });
});

test("submit() answers 208 to a document cleared within 24 hours, with the cleared form again (D24)", async () => {
  const document = bench.standard();
  const first = await bench.clear(document);
  const again = await bench.clear(document);
  expect([first.status, again.status]).toEqual([200, 208]);
  expect(again.json).toEqual(first.json);
});

test("submit() judges a rejected document again when it comes again (D24)", async () => {
  const bad = bench.simplified({ sellerVat: "399999999900003" });
  const statuses = [(await bench.report(bad)).status, (await bench.report(bad)).status];
  const received = bench.simulator.admin.documents().filter(({ hash }) => hash === bad.hash);
  expect(statuses).toEqual([400, 400]);
  expect(received).toMatchObject([{ attempts: 2, isAccepted: false, verdict: "ERROR" }]);
});

const byCompliance = () => bench.stamped(bench.unstamped(), { key: stampKey(bench.device, bench.device.compliance) });

test("submit() repeats compliance checks without a duplicate answer (D24)", async () => {
  const document = byCompliance();
  expect([(await bench.check(document)).status, (await bench.check(document)).status]).toEqual([200, 200]);
});

test("submit() marks no step for a document that failed its check (D25)", async () => {
  const { reply: _, ...fresh } = await requestCompliance(bench.simulator);
  const half: Device = { ...fresh, production: fresh.compliance };
  const reply = await bench.check(stampedBy(half, NOW, { sellerVat: "399999999900003" }), half);
  const asked = await call(`${bench.simulator.url}/production/csids`, {
    headers: basic(half.compliance),
    body: { compliance_request_id: half.compliance.requestId },
  });
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({ reportingStatus: "NOT_REPORTED", clearanceStatus: null, qrSellertStatus: null });
  expect(asked.text).toContain("simplified-compliant");
});

test("submit() answers a compliance check with warnings by 200, or 202 where the switch says so", async () => {
  const key = stampKey(bench.device, bench.device.compliance);
  const document = bench.stamped(bench.unstamped(), { key, issuer: "CN=Somebody" });
  const usual = await bench.check(document);
  bench.simulator.admin.turn({ complianceWarningStatus: 202 });
  const switched = await bench.check(document);
  bench.simulator.admin.turn({ complianceWarningStatus: 200 });
  expect([usual.status, switched.status]).toEqual([200, 202]);
  expect(codesIn(usual, "warningMessages")).toEqual(["certificate-issuer-name"]);
  expect(usual.json).toMatchObject({ validationResults: { status: "WARNING" }, reportingStatus: "REPORTED" });
});

test("clear() stamps a standard document with the gateway's own seal and eight tags, and keeps its hash", async () => {
  for (const document of [bench.standard(), bare(bench.unstamped({ subtype: "0100000" }))]) {
    const reply = await bench.clear(document);
    expect(reply.json).toMatchObject({ clearanceStatus: "CLEARED" });
    const cleared = Buffer.from(JSON.parse(reply.text).clearedInvoice, "base64");
    expect(foreignHash(cleared)).toBe(document.hash);
    const reading = readInvoice(cleared);
    if (typeof reading === "string") throw new Error(reading);
    expect(reading.schemaFaults).toEqual([]);
    expect(Array.isArray(reading.qr) && reading.qr.map(({ tag }) => tag)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(reading.stamp?.digest).toBe(document.hash);
    expect(reading.stamp?.certificateText).not.toBe(stampKey(bench.device).certificate);
  }
});

test("clear() makes a form that passes every check of a stamp itself", async () => {
  const reply = await bench.clear(bench.standard());
  const cleared = Buffer.from(JSON.parse(reply.text).clearedInvoice, "base64");
  const checked = await bench.check({ xml: cleared, hash: foreignHash(cleared) });
  expect(codesIn(checked)).toEqual(["invalid-signing-certificate"]); // the seal is not the device's certificate
});

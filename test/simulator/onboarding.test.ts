// The three certificate calls (O1 to O13), over real HTTP, with requests that are wrong in one way each.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { Pkcs10CertificateRequestGenerator } from "@peculiar/x509";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import { hasShared, shared } from "../support/shared.ts";
import { type CsrFields, csrBody, makeCsr, newKeyPair } from "./csr-maker.ts";
import { basic, call, credentialIn, onboard, passCompliance, type Reply, requestCompliance } from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const VAT = "311111111100003";
const GROUP_VAT = "311111111110003";

let simulator: Simulator;
let now = NOW;

beforeAll(async () => {
  simulator = await startSimulator({ clock: () => now });
});
afterAll(() => simulator.close());

const ask = (otp: string, body: unknown, url = simulator.url): Promise<Reply> =>
  call(`${url}/compliance`, { headers: { otp }, body });

const listed = (code: string, message: string) => ({ errors: [{ code, message }] });
const INVALID_OTP = listed("Invalid-OTP", "The provided OTP is invalid");
const INVALID_CSR = {
  errorCode: "400",
  errorCategory: "Invalid-CSR",
  errorMessage: "The provided Certificate Signing Request (CSR) is invalid.",
};

test("complianceCsid() asks for a password (O1)", async () => {
  const reply = await call(`${simulator.url}/compliance`, { body: csrBody(await makeCsr()) });
  expect(reply.status).toBe(400);
  expect(reply.json).toEqual(listed("Missing-OTP", "OTP is required field"));
});

test("complianceCsid() refuses an unknown password and another taxpayer's (O2)", async () => {
  const body = csrBody(await makeCsr());
  const unknown = await ask("000000", body);
  const foreign = await ask(simulator.admin.otp("399999999900003"), body);
  expect([unknown.status, foreign.status]).toEqual([400, 400]);
  expect([unknown.json, foreign.json]).toEqual([INVALID_OTP, INVALID_OTP]);
});

test("complianceCsid() takes a password once and for one hour (O2)", async () => {
  const body = csrBody(await makeCsr());
  const once = simulator.admin.otp(VAT);
  const late = simulator.admin.otp(VAT);
  const last = simulator.admin.otp(VAT);
  expect((await ask(once, body)).status).toBe(200);
  expect((await ask(once, body)).json).toEqual(INVALID_OTP);
  now = NOW + 3_599_999;
  const inTime = await ask(last, body);
  now = NOW + 3_600_000;
  const tooLate = await ask(late, body);
  now = NOW;
  expect([inTime.status, tooLate.status]).toEqual([200, 400]);
});

test("complianceCsid() gives one certificate for one password even to two calls at once (O2)", async () => {
  const body = csrBody(await makeCsr());
  const otp = simulator.admin.otp(VAT);
  const replies = await Promise.all([ask(otp, body), ask(otp, body)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test("complianceCsid() does not spend a password on a refused request (O2)", async () => {
  const otp = simulator.admin.otp(VAT);
  expect((await ask(otp, csrBody(await makeCsr({ invoiceTypes: "0000" })))).status).toBe(400);
  expect((await ask(otp, csrBody(await makeCsr()))).status).toBe(200);
});

test.each([{}, { csr: "" }, { csr: 7 }])("complianceCsid() asks for a request: %j (O3)", async (body) => {
  const reply = await ask(simulator.admin.otp(VAT), body);
  expect(reply.status).toBe(400);
  expect(reply.json).toEqual(listed("Missing-CSR", "CSR is required field"));
});

const pemWith = (change: (der: Buffer) => Buffer) => async (): Promise<string> => {
  const pem = await makeCsr();
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return `-----BEGIN CERTIFICATE REQUEST-----\n${change(der).toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
};

const withLastByteFlipped = (der: Buffer): Buffer => {
  const changed = Buffer.from(der);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  return changed;
};

test.each<[string, () => Promise<string>]>([
  ["text that is no base64", async () => "%%%"],
  ["the PEM itself, not encoded", () => makeCsr()],
  ["DER instead of PEM", async () => (await makeCsr()).replace(/-----[^-]+-----|\s/g, "")],
  ["an encoded certificate's PEM label", async () => csrBody((await makeCsr()).replaceAll(" REQUEST", "")).csr],
  ["garbage inside the PEM", async () => csrBody(await pemWith(() => Buffer.from("hello world"))()).csr],
  ["a broken signature", async () => csrBody(await pemWith(withLastByteFlipped)()).csr],
])("readCsr() refuses %s (O4)", async (_, make) => {
  const reply = await ask(simulator.admin.otp(VAT), { csr: await make() });
  expect(reply.status).toBe(400);
  expect(reply.json).toEqual(INVALID_CSR);
});

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};

test.each([
  ["an RSA key", RSA],
  ["a key on another curve", { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }],
])("readCsr() refuses %s (O4)", async (_, algorithm) => {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const name = "C=SA, OU=a, O=b, CN=c";
  const request = await Pkcs10CertificateRequestGenerator.create(
    { name, keys, signingAlgorithm: algorithm },
    webcrypto,
  );
  const reply = await ask(simulator.admin.otp(VAT), csrBody(request.toString("pem")));
  expect(reply.json).toEqual(INVALID_CSR);
});

test("readCsr() takes a request with Windows line ends (O4)", async () => {
  const pem = (await makeCsr()).replaceAll("\n", "\r\n");
  expect((await ask(simulator.admin.otp(VAT), csrBody(pem))).status).toBe(200);
});

const subject = (text: string): Partial<CsrFields> => ({ subject: text });
const alternative = (...value: readonly string[]): Partial<CsrFields> => ({
  alternativeNames: value.map((one) => ({ type: "dn", value: one })),
});
const SAN = `SN=1-a|2-b|3-c, 0.9.2342.19200300.100.1.1=${VAT}, T=0100, 2.5.4.26=RRRD2929, 2.5.4.15=Food`;

test.each<[string, string, Partial<CsrFields>]>([
  ["O5", "a subject without OU", subject("C=SA, O=b, CN=c")],
  ["O5", "a subject with the VAT number in it", subject(`C=SA, OU=a, O=b, CN=c, 2.5.4.97=${VAT}`)],
  ["O5", "a subject that names the unit twice", subject("C=SA, OU=a, OU=a, O=b, CN=c")],
  ["O5", "another country", { country: "AE" }],
  ["O5", "an empty organisation", { organisation: " " }],
  ["O6", "no directory name", { alternativeNames: [{ type: "dns", value: "khatm.example" }] }],
  ["O6", "two directory names", alternative(SAN, SAN)],
  [
    "O6",
    "a directory name beside another kind",
    {
      alternativeNames: [
        { type: "dn", value: SAN },
        { type: "dns", value: "a.b" },
      ],
    },
  ],
  ["O6", "serialNumber in the place of surname", alternative(SAN.replace("SN=", "2.5.4.5="))],
  ["O6", "a missing address", alternative(SAN.replace("2.5.4.26=RRRD2929, ", ""))],
  ["O6", "one attribute too many", alternative(`${SAN}, L=Riyadh`)],
  ["O6", "a serial number without its parts", { serial: "Khatm-Pi-0001" }],
  ["O6", "a serial number with an empty part", { serial: "1-|2-Pi|3-0001" }],
  ["O6", "a VAT number of 14 digits", alternative(SAN.replace(VAT, "31111111110003"))],
  ["O6", "a VAT number that does not begin with 3", alternative(SAN.replace(VAT, "211111111100003"))],
  ["O6", "the map 0000", { invoiceTypes: "0000" }],
  ["O6", "a map that uses a reserved place", { invoiceTypes: "0110" }],
  ["O6", "a map of words", { invoiceTypes: "TSCZ" }],
  ["O6", "a VAT group whose unit is no TIN", { vat: GROUP_VAT }],
  ["O6", "a forbidden character in the name", { commonName: "till_1" }],
  ["O6", "a forbidden character in the category", { category: "Food & drink" }],
])("judgeCsr() refuses (%s) %s", async (_, __, fields) => {
  const reply = await ask(simulator.admin.otp(fields.vat ?? VAT), csrBody(await makeCsr(fields)));
  expect(reply.status).toBe(400);
  expect(reply.json).toEqual(INVALID_CSR);
});

test.each<[string, Partial<CsrFields>, string]>([
  ["a common name", { commonName: "x".repeat(65) }, "CN should be less than or equal to 64"],
  ["a serial number", { serial: `1-a|2-b|3-${"x".repeat(60)}` }, "Serial Number should be less than or equal to 64"],
])("judgeCsr() refuses %s past 64 characters in its own shape (O5, O6)", async (_, fields, message) => {
  const reply = await ask(simulator.admin.otp(VAT), csrBody(await makeCsr(fields)));
  expect(reply.status).toBe(400);
  expect(reply.json).toEqual({ type: "ERROR", code: "EXCEED_CHARACTER_LIMIT", category: "CSR_VALIDATION", message });
});

test.each<[string, Partial<CsrFields>]>([
  ["64 characters", { commonName: "x".repeat(64), serial: `1-a|2-b|3-${"x".repeat(54)}` }],
  ["a VAT group whose unit is the member's TIN", { vat: GROUP_VAT, unit: "3111111111" }],
  ["the template as a PrintableString", { templateTag: 0x13 }],
  ["commas in the organisation", { organisation: "Ahmad, Sons + Co" }],
])("judgeCsr() takes %s", async (_, fields) => {
  const reply = await ask(simulator.admin.otp(fields.vat ?? VAT), csrBody(await makeCsr(fields)));
  expect(reply.text).toContain("ISSUED");
  expect(reply.status).toBe(200);
});

test.each<[string, Partial<CsrFields>]>([
  ["a missing template", { withoutTemplate: true }],
  ["the template of another environment", { template: "ZATCA-Code-Signing" }],
  ["the template as a BMPString", { templateTag: 0x1e }],
])("judgeCsr() has the authority deny %s (O7)", async (_, fields) => {
  const reply = await ask(simulator.admin.otp(VAT), csrBody(await makeCsr(fields)));
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({
    requestID: -2,
    dispositionMessage: "NOT_COMPLIANT",
    binarySecurityToken: null,
    errors: [expect.stringContaining("Denied by Policy Module 0x80094800")],
  });
});

test("judgeCsr() asks each environment's own template (O7)", async () => {
  const url = simulator.urls["production-model"];
  const [wrong, right] = [await makeCsr(), await makeCsr({ template: "ZATCA-Code-Signing" })];
  const otp = simulator.admin.otp(VAT, "production-model");
  expect((await ask(otp, csrBody(wrong), url)).status).toBe(400);
  expect((await ask(otp, csrBody(right), url)).status).toBe(200);
});

test.skipIf(!hasShared)("complianceCsid() takes the authority's own sample request on the sandbox", async () => {
  const pem = readFileSync(shared("samples/csr/sample-sandbox.csr.pem"), "utf8");
  const reply = await ask("123345", csrBody(pem), simulator.urls.sandbox);
  expect(reply.status).toBe(200);
  expect(credentialIn(reply).requestId).toBe("1234567890123");
});

test("complianceCsid() knows the sandbox's fixed passwords (O2)", async () => {
  const url = simulator.urls.sandbox;
  const body = csrBody(await makeCsr());
  const statuses = await Promise.all(["111111", "222222", "123345", "98765", ""].map((otp) => ask(otp, body, url)));
  expect(statuses.map(({ status }) => status)).toEqual([400, 400, 200, 400, 400]);
});

test("complianceCsid() writes request identifiers beyond 2^53 where the switch says so (O8)", async () => {
  simulator.admin.turn({ longRequestIds: true });
  const { compliance, reply } = await requestCompliance(simulator);
  simulator.admin.turn({ longRequestIds: false });
  expect(compliance.requestId).toMatch(/^9\d{18}$/);
  expect(String((reply.json as { requestID: number }).requestID)).not.toBe(compliance.requestId);
});

const production = (credential: { token: string; secret: string }, id: unknown): Promise<Reply> =>
  call(`${simulator.url}/production/csids`, { headers: basic(credential), body: { compliance_request_id: id } });

test.each(["1234567890124", "", undefined, null])(
  "productionCsid() refuses the request identifier %j (O9)",
  async (id) => {
    const { compliance } = await requestCompliance(simulator);
    const reply = await production(compliance, id);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ code: "Invalid-ComplianceRequestId" });
  },
);

test("productionCsid() names the compliance steps still to pass (O10, D25)", async () => {
  const device = await requestCompliance(simulator, { invoiceTypes: "1100" });
  await passCompliance(simulator, device, "0100", NOW);
  const half = await production(device.compliance, device.compliance.requestId);
  await passCompliance(simulator, device, "1000", NOW);
  const whole = await production(device.compliance, device.compliance.requestId);
  expect(half.status).toBe(400);
  expect(half.json).toEqual({
    code: "Missing-ComplianceSteps",
    message:
      "Compliance steps for this CSID are not yet complete " +
      "[standard-compliant,standard-credit-note-compliant,standard-debit-note-compliant]",
  });
  expect(whole.status).toBe(200);
});

test("productionCsid() takes the request identifier as a number too (O9)", async () => {
  const device = await requestCompliance(simulator);
  await passCompliance(simulator, device, "0100", NOW);
  expect((await production(device.compliance, Number(device.compliance.requestId))).status).toBe(200);
});

test("productionCsid() gives everybody the same canned certificate on the sandbox, without a gate", async () => {
  const body = csrBody(await makeCsr());
  const url = simulator.urls.sandbox;
  const tokens: string[] = [];
  for (const otp of ["123345", "654321"]) {
    const compliance = credentialIn(await ask(otp, body, url));
    const reply = await call(`${url}/production/csids`, {
      headers: basic(compliance),
      body: { compliance_request_id: compliance.requestId },
    });
    tokens.push(credentialIn(reply).token);
  }
  expect(tokens[0]).toMatch(/^TUlJ/);
  expect(tokens[0]).toBe(tokens[1]);
});

const renew = async (headers: Readonly<Record<string, string>>, fields: Partial<CsrFields> = {}): Promise<Reply> =>
  call(`${simulator.url}/production/csids`, {
    method: "PATCH",
    headers: { ...headers, otp: simulator.admin.otp(fields.vat ?? VAT) },
    body: csrBody(await makeCsr(fields, newKeyPair())),
  });

test("renewal() refuses the compliance credential (O12)", async () => {
  const device = await onboard(simulator, NOW);
  expect((await renew(basic(device.compliance))).status).toBe(401);
});

test("renewal() begins with 428 and a compliance certificate that leads to a production one (O13)", async () => {
  const device = await onboard(simulator, NOW);
  const keys = newKeyPair();
  const reply = await call(`${simulator.url}/production/csids`, {
    method: "PATCH",
    headers: { ...basic(device.production), otp: simulator.admin.otp(VAT) },
    body: csrBody(await makeCsr({}, keys)),
  });
  expect(reply.status).toBe(428);
  expect(reply.json).toMatchObject({ tokenType: null, dispositionMessage: "NOT_COMPLIANT", errors: null });
  const compliance = credentialIn(reply);
  const early = await production(compliance, compliance.requestId);
  await passCompliance(simulator, { vat: VAT, privateKey: keys.privateKey, compliance }, "0100", NOW);
  const done = await production(compliance, compliance.requestId);
  expect([early.status, done.status]).toEqual([400, 200]);
});

test("renewal() answers 200, or wraps its 428, where the switches say so (O13)", async () => {
  const device = await onboard(simulator, NOW);
  simulator.admin.turn({ renewalWrapped: true });
  const wrapped = await renew(basic(device.production));
  simulator.admin.turn({ renewal: 200, renewalWrapped: false });
  const direct = await renew(basic(device.production));
  simulator.admin.turn({ renewal: 428 });
  expect(wrapped.json).toEqual({ value: expect.objectContaining({ dispositionMessage: "NOT_COMPLIANT" }) });
  expect(direct.status).toBe(200);
  expect(direct.json).toMatchObject({ dispositionMessage: "ISSUED" });
});

test("renewal() asks for a password and refuses another taxpayer's request", async () => {
  const device = await onboard(simulator, NOW);
  const without = await call(`${simulator.url}/production/csids`, {
    method: "PATCH",
    headers: basic(device.production),
    body: csrBody(await makeCsr()),
  });
  const foreign = await renew(basic(device.production), { vat: "399999999900003" });
  expect(without.json).toEqual(listed("Missing-OTP", "OTP is required field"));
  expect(foreign.json).toEqual(INVALID_CSR);
});

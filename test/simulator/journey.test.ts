// The way of a fresh device through the simulator, and the credentials it is given (checks O8, O11).
import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { startSimulator } from "../../simulator/server.ts";
import { certificateIn, codesIn, onboard, passCompliance, requestCompliance, send, stampedBy } from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const clock = (): number => NOW;

test("startSimulator() leads a fresh device from its password to a reported document", async () => {
  await using simulator = await startSimulator({ clock });
  const device = await onboard(simulator, NOW);
  const reply = await send(simulator, device, "reporting", stampedBy(device, NOW));
  expect(reply.text).toBe(
    '{"validationResults":{"infoMessages":[{"type":"INFO","code":"XSD_ZATCA_VALID","category":"XSD validation",' +
      '"message":"Complied with UBL 2.1 standards in line with ZATCA specifications","status":"PASS"}],' +
      '"warningMessages":[],"errorMessages":[],"status":"PASS"},"reportingStatus":"REPORTED"}',
  );
  expect(reply.status).toBe(200);
});

test("complianceCsid() issues a certificate of the request's key and names under a one-part issuer", async () => {
  await using simulator = await startSimulator({ clock });
  const { compliance, privateKey, reply } = await requestCompliance(simulator);
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({
    tokenType: "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3",
    dispositionMessage: "ISSUED",
    errors: null,
  });
  expect(Buffer.from(compliance.secret, "base64")).toHaveLength(32);
  expect(compliance.requestId).toMatch(/^1\d{12}$/);
  const certificate = new X509Certificate(Buffer.from(certificateIn(compliance.token), "base64"));
  expect(certificate.issuer).toBe("CN=eInvoicing");
  expect(certificate.checkPrivateKey(privateKey)).toBe(true);
  expect(certificate.subjectAltName).toContain("UID=311111111100003");
  expect(certificate.subject).toBe("C=SA\nOU=Riyadh Branch\nO=مقهى الاختبار\nCN=TST-886431145-311111111100003");
});

test("productionCsid() issues under a four-part issuer with a serial number of 19 bytes", async () => {
  await using simulator = await startSimulator({ clock });
  const { production } = await onboard(simulator, NOW);
  const certificate = new X509Certificate(Buffer.from(certificateIn(production.token), "base64"));
  expect(certificate.issuer).toBe("DC=local\nDC=gov\nDC=extgazt\nCN=PRZEINVOICESCA4-CA");
  expect(certificate.serialNumber).toHaveLength(38);
  expect(Date.parse(certificate.validFrom)).toBe(NOW);
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.2"]);
});

test("submit() answers compliance checks in the live shape, misspelt names and all", async () => {
  await using simulator = await startSimulator({ clock });
  const device = await requestCompliance(simulator, { invoiceTypes: "1100" });
  const replies = await passCompliance(simulator, device, "1100", NOW);
  expect(replies.map((reply) => codesIn(reply))).toEqual([[], [], [], [], [], []]);
  const results = { infoMessages: [expect.anything()], warningMessages: [], errorMessages: [], status: "PASS" };
  expect(replies[0]?.json).toEqual({
    validationResults: results,
    reportingStatus: null,
    clearanceStatus: "CLEARED",
    qrSellertStatus: null,
    qrBuyertStatus: null,
  });
  expect(replies[3]?.json).toEqual({
    validationResults: results,
    reportingStatus: "REPORTED",
    clearanceStatus: null,
    qrSellertStatus: null,
    qrBuyertStatus: null,
  });
});

test("the sandbox reports documents signed by the compliance certificate under its canned credential, with a warning", async () => {
  await using simulator = await startSimulator({ clock, profile: "sandbox" });
  const device = await onboard(simulator, NOW, { vat: "399999999900003" });
  const reply = await send(simulator, device, "reporting", stampedBy(device, NOW, {}, device.compliance));
  expect(reply.status).toBe(202);
  expect(codesIn(reply, "warningMessages")).toEqual(["invalid-signing-certificate"]);
});

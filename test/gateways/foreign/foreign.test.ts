// The same six calls by a client that others wrote: a published library onboards, reports, clears and renews against
// `khatm simulate`, so that the simulator is not merely what our own client takes for granted.
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type ForeignClient, type ForeignLibrary, foreignLibrary, type Outcome } from "./library.ts";
import { type SimulatorProgram, startProgram } from "./program.ts";

const library = await foreignLibrary();
const VAT = "399999999900003";

const ADDRESS = {
  street: "King Fahd Road",
  buildingNumber: "7391",
  citySubdivision: "Olaya",
  city: "Riyadh",
  postalCode: "12214",
  country: "SA",
};

const UNIT = {
  branchName: "Riyadh branch",
  branchIndustry: "Retail",
  location: "RRRD2929",
  commonName: "FOREIGN-1",
  organizationName: "Foreign LTD",
  countryCode: "SA",
  vatNumber: VAT,
  invoiceType: "1100",
};

const SIMPLIFIED = "0200000";
const STANDARD = "0100000";
const KINDS = [STANDARD, SIMPLIFIED].flatMap((subType) =>
  ["388", "381", "383"].map((code) => [subType, code] as const),
);

interface Received {
  readonly call: string;
  readonly isAccepted: boolean;
  readonly hash: string;
}

describe.skipIf(library === undefined)("a published client of the gateway", () => {
  test("onboards with all six documents, reports, clears, and its chain has no gap", async () => {
    await using gateway = await startProgram();
    const client = clientOf(gateway);
    done(await client.startOnboarding(await gateway.otp(VAT)));
    expect((await client.finishOnboarding()).success).toBe(false);
    await passChecks(client);
    done(await client.finishOnboarding());
    const hashes = [await sell(client, SIMPLIFIED), await sell(client, STANDARD), await sell(client, SIMPLIFIED)];
    const received = await gateway.admin<readonly Received[]>("/documents");
    const live = received.filter(({ call }) => call === "reporting" || call === "clearance");
    expect(live.map(({ call, isAccepted }) => [call, isAccepted])).toEqual([
      ["reporting", true],
      ["clearance", true],
      ["reporting", true],
    ]);
    expect(live.map(({ hash }) => hash)).toEqual(hashes);
    const chains = await gateway.admin<readonly { kind: string; findings: readonly unknown[] }[]>("/chains");
    expect(chains.filter(({ kind }) => kind === "production")).toMatchObject([{ findings: [] }]);
  });

  test("is refused with the code and the status of the real gateway", async () => {
    await using gateway = await startProgram();
    const client = clientOf(gateway);
    const refused = await client.startOnboarding("111111");
    expect(refused).toMatchObject({ success: false, error: { statusCode: 400 } });
    expect(JSON.stringify(refused)).toContain("Invalid-OTP");
  });

  test("renews by 200 and reports on; 428 it takes for a refusal, and its CSID goes on working", async () => {
    await using gateway = await startProgram();
    const client = clientOf(gateway);
    done(await client.startOnboarding(await gateway.otp(VAT)));
    await passChecks(client);
    const first = done(await client.finishOnboarding());
    const notCompliant = await client.renewCertificate(await gateway.otp(VAT));
    expect(notCompliant.success).toBe(false);
    await sell(client, SIMPLIFIED);
    await gateway.admin("/switches", { renewal: 200 }, "PATCH");
    const renewed = done(await client.renewCertificate(await gateway.otp(VAT)));
    expect(renewed.binarySecurityToken).not.toBe(first.binarySecurityToken);
    await sell(client, SIMPLIFIED);
    await sell(client, STANDARD);
  });
});

function clientOf({ url }: SimulatorProgram): ForeignClient {
  const { ZATCAClient, ZATCA_URLS }: ForeignLibrary = library ?? missing();
  ZATCA_URLS.simulation = url;
  return new ZATCAClient({ env: "simulation", egsUnit: { ...UNIT, uuid: randomUUID() }, solutionName: "Foreign" });
}

function missing(): never {
  throw new Error("the foreign client is not installed");
}

async function passChecks(client: ForeignClient): Promise<void> {
  for (const [subType, code] of KINDS) {
    const findings = done(await client.checkInvoiceCompliance(invoice(subType, code)));
    expect([subType, code, findings.status, findings.warningMessages]).toEqual([subType, code, "PASS", []]);
  }
}

/** Submits an invoice that must be accepted without a warning; answers its hash. */
async function sell(client: ForeignClient, subType: string): Promise<string> {
  const { accepted, response, clearedXml, signedInvoice } = done(await client.submitInvoice(invoice(subType, "388")));
  expect([accepted, response?.validationResults?.status]).toEqual([true, "PASS"]);
  expect(clearedXml?.includes("<Invoice") ?? false).toBe(subType === STANDARD);
  return signedInvoice.invoiceHash;
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.success) throw outcome.error;
  return outcome.data;
}

/** An invoice of 115.00 in the library's own model. */
function invoice(invoiceSubType: string, invoiceTypeCode: string): object {
  const [issueDate = "", time = ""] = new Date(Date.now() + 3 * 3_600_000).toISOString().split("T");
  const isStandard = invoiceSubType === STANDARD;
  const note = { billingReference: { invoiceId: "F-0" }, creditDebitReason: "returned" };
  const buyer = { registrationName: "Samples LTD", vatNumber: "399999999800003", address: ADDRESS };
  return {
    id: `F-${randomUUID().slice(0, 8)}`,
    uuid: randomUUID(),
    issueDate,
    issueTime: time.slice(0, 8),
    invoiceTypeCode,
    invoiceSubType,
    documentCurrency: "SAR",
    taxCurrency: "SAR",
    ...(invoiceTypeCode === "388" ? {} : note),
    // Nothing here: the library counts and chains by itself.
    invoiceCounterValue: 0,
    previousInvoiceHash: "",
    seller: {
      registrationName: "Foreign LTD",
      vatNumber: VAT,
      identification: { schemeId: "CRN", value: "1010183482" },
      address: ADDRESS,
    },
    ...(isStandard ? { buyer, actualDeliveryDate: issueDate } : {}),
    paymentMeansCode: "10",
    lineExtensionAmount: 100,
    taxExclusiveAmount: 100,
    taxInclusiveAmount: 115,
    taxAmount: 15,
    payableAmount: 115,
    taxTotal: 15,
    taxSubtotals: [{ taxableAmount: 100, taxAmount: 15, taxCategory: "S", taxPercent: 15 }],
    lines: [
      {
        id: "1",
        name: "Widget",
        quantity: 2,
        unitCode: "PCE",
        unitPrice: 50,
        lineTotal: 100,
        vatCategory: "S",
        vatPercent: 15,
        vatAmount: 15,
      },
    ],
  };
}

// The request against the authority's own example, tag by tag.
import { generateKeyPairSync, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { certificateRequest } from "../../../agent/core/onboarding/csr.ts";
import type { Environment } from "../../../agent/core/onboarding/environment.ts";
import type { RequestKey } from "../../../agent/core/onboarding/library-signing.ts";
import { type RequestFields, requestViolations } from "../../../agent/core/onboarding/request-fields.ts";
import { hasShared, shared } from "../../support/shared.ts";

const keys = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
const key: RequestKey = {
  publicKey: keys.publicKey.export({ type: "spki", format: "der" }),
  sign: (data) => sign("sha256", data, { key: keys.privateKey, dsaEncoding: "der" }),
};

/** The fields of the authority's example. */
const fields: RequestFields = {
  name: "TST-886431145-399999999900003",
  organization: "Maximum Speed Tech Supply LTD",
  branch: "Riyadh Branch",
  vat: "399999999900003",
  maker: "TST",
  model: "TST",
  serial: "ed22f1d8-e6a2-1118-9b58-d9a8f11e445f",
  functionalityMap: "1100",
  address: "RRRD2929",
  industry: "Supply activities",
};

interface Asn1 {
  readonly tag: number;
  readonly content: Buffer;
  readonly children: readonly Asn1[];
}

/** Reads DER into a tree; what is not constructed has no children. */
function tree(bytes: Buffer): readonly Asn1[] {
  const nodes: Asn1[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    const first = bytes.readUInt8(at + 1);
    const extra = first < 0x80 ? 0 : first & 0x7f;
    const length = extra === 0 ? first : bytes.readUIntBE(at + 2, extra);
    const start = at + 2 + extra;
    const content = bytes.subarray(start, start + length);
    nodes.push({ tag, content, children: (tag & 0x20) === 0 ? [] : tree(content) });
    at = start + length;
  }
  return nodes;
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");

/** Tags, order and nesting, with the content of whatever does not depend on the key. */
function structure(nodes: readonly Asn1[]): unknown {
  return nodes.map(({ tag, content, children }) => {
    if (tag === 0x03) return { tag, length: content.length > 60 };
    if (tag === 0x04) return { tag, inside: structure(tree(content)) };
    return children.length > 0 ? { tag, children: structure(children) } : { tag, content: content.toString("hex") };
  });
}

async function requestFor(changes: Partial<RequestFields> = {}, environment: Environment = "production") {
  const made = await certificateRequest({ ...fields, ...changes }, environment, key);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

test.skipIf(!hasShared)("certificateRequest() has the structure and the texts of the authority's example", async () => {
  const example = readFileSync(shared("samples/csr/sample-sandbox.csr.pem"), "utf8");
  expect(structure(tree(derOf(await requestFor())))).toEqual(structure(tree(derOf(example))));
});

test("certificateRequest() is PEM with LF, lines of 64 and a trailing newline", async () => {
  const lines = (await requestFor()).split("\n");
  expect(lines[0]).toBe("-----BEGIN CERTIFICATE REQUEST-----");
  expect(lines.at(-2)).toBe("-----END CERTIFICATE REQUEST-----");
  expect(lines.at(-1)).toBe("");
  expect(lines.slice(1, -3).every((line) => line.length === 64)).toBe(true);
});

test.each([
  ["production", "ZATCA-Code-Signing"],
  ["simulation", "PREZATCA-Code-Signing"],
  ["sandbox", "TSTZATCA-Code-Signing"],
  ["local", "PREZATCA-Code-Signing"],
] as const)("certificateRequest() for %s asks for the template %s as a UTF8String", async (environment, template) => {
  const expected = Buffer.from([0x04, template.length + 2, 0x0c, template.length, ...Buffer.from(template)]);
  expect(derOf(await requestFor({}, environment)).includes(expected)).toBe(true);
});

test("certificateRequest() carries long Arabic fields", async () => {
  const organization = "شركة توريد التكنولوجيا بأقصى سرعة المحدودة";
  const industry = "أنشطة توريدات ".repeat(9).trim();
  const bytes = derOf(await requestFor({ organization, industry, branch: "فرع الرياض" }));
  for (const text of [organization, industry]) expect(bytes.includes(Buffer.from(text, "utf8"))).toBe(true);
  const [request] = tree(bytes);
  expect(request?.content.length).toBeGreaterThan(0xff);
});

test("certificateRequest() is signed by its own key, whatever the length of the signature's numbers", async () => {
  for (let i = 0; i < 50; i++) {
    const [request] = tree(derOf(await requestFor({ serial: `serial-${i}` })));
    const [body, , bits] = request?.children ?? [];
    const { length = 0 } = body?.content ?? {};
    // The request's body stands first in its sequence; the BIT STRING's first byte counts unused bits.
    const signed = request?.content.subarray(0, length + (length < 0x100 ? 3 : 4)) ?? Buffer.alloc(0);
    expect(verify("sha256", signed, keys.publicKey, bits?.content.subarray(1) ?? Buffer.alloc(0))).toBe(true);
  }
});

const LONG = "x".repeat(65);

describe("requestViolations()", () => {
  test("finds nothing wrong with the authority's four examples", () => {
    const group = { vat: "399999999910003", branch: "3999999999" };
    const arabic = { organization: "شركة توريد التكنولوجيا بأقصى سرعة المحدودة", industry: "أنشطة توريدات" };
    for (const changes of [{}, group, { ...arabic, branch: "فرع الرياض" }, { ...arabic, ...group }]) {
      expect(requestViolations({ ...fields, ...changes })).toEqual([]);
    }
  });

  test.each([
    [{ industry: " " }, "csr/missing", "unit.industry"],
    [{ address: "" }, "csr/missing", "unit.address"],
    [{ organization: "Salt & Pepper" }, "csr/characters", "unit.organization"],
    [{ branch: "Branch #2" }, "csr/characters", "unit.branch"],
    [{ name: "till_1" }, "csr/characters", "unit.name"],
    [{ industry: "food\u0000" }, "csr/characters", "unit.industry"],
    [{ name: LONG }, "csr/too-long", "unit.name"],
    [{ organization: LONG }, "csr/too-long", "unit.organization"],
    [{ branch: LONG }, "csr/too-long", "unit.branch"],
    [{ industry: LONG.repeat(2) }, "csr/too-long", "unit.industry"],
    [{ serial: "x".repeat(64 - "1-TST|2-TST|3-".length + 1) }, "csr/serial-too-long", "unit.serial"],
    [{ model: "A|B" }, "csr/serial-separator", "unit.model"],
    [{ vat: "39999999990000" }, "csr/vat-number", "seller.vat"],
    [{ vat: "199999999900003" }, "csr/vat-number", "seller.vat"],
    [{ vat: "399999999910003" }, "csr/group-branch", "unit.branch"],
    [{ vat: "399999999910003", branch: "399999999" }, "csr/group-branch", "unit.branch"],
    [{ functionalityMap: "0000" }, "csr/functionality-map", "unit.functionalityMap"],
    [{ functionalityMap: "0110" }, "csr/functionality-map", "unit.functionalityMap"],
    [{ functionalityMap: "11" }, "csr/functionality-map", "unit.functionalityMap"],
  ])("with %j finds exactly %s at %s, in Arabic and English", (changes, code, path) => {
    const found = requestViolations({ ...fields, ...changes });
    expect(found).toMatchObject([{ code, path, severity: "error" }]);
    for (const text of [found[0]?.message, found[0]?.fix]) {
      expect(text?.ar).toMatch(/\p{Script=Arabic}/u);
      expect(text?.en).toMatch(/[a-z]/);
    }
  });

  test("accepts every field at its limit", () => {
    const serial = "x".repeat(64 - "1-TST|2-TST|3-".length);
    const most = { name: "ن".repeat(64), organization: "x".repeat(64), branch: "x".repeat(64), serial };
    expect(requestViolations({ ...fields, ...most })).toEqual([]);
  });

  test("reports everything at once, and certificateRequest() makes no request then", async () => {
    const bad = { ...fields, vat: "1", serial: "", functionalityMap: "1111" };
    expect(requestViolations(bad).map(({ path }) => path)).toEqual([
      "unit.serial",
      "seller.vat",
      "unit.functionalityMap",
    ]);
    expect((await certificateRequest(bad, "local", key)).ok).toBe(false);
  });
});

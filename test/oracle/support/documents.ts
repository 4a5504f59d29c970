// The documents both judges look at: the authority's samples, and stamped ones of every kind our own core makes.
import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { certificateFacts } from "../../../agent/core/stamp/certificate.ts";
import { type StampKey, stampDocument } from "../../../agent/core/stamp/stamp.ts";
import { ublInvoice } from "../../../agent/core/ubl/document.ts";
import { readXml } from "../../../agent/core/xml/read.ts";
import type { XmlElement } from "../../../agent/core/xml/tree.ts";
import { canonical } from "../../../agent/core/xml/write.ts";
import { LINK } from "../../support/money-checks.ts";
import { priced, right } from "../../support/pricing.ts";
import { anySale, plainSale } from "../../support/sales.ts";
import { sdkData } from "./schematrons.ts";

/** The root of what a text of XML holds. */
export const treeOf = (xml: string): XmlElement => right(readXml(xml)).root;

/** The authority's own samples, by file name. */
export function samples(): readonly (readonly [name: string, xml: string])[] {
  const folder = join(sdkData ?? "", "Samples");
  return globSync("{Simplified,Standard}/*/*.xml", { cwd: folder })
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
}

/** Documents of random sales: simplified ones stamped with a key of the moment and the sample certificate. */
export function documents(count: number, seed: number): readonly string[] {
  const key = stampKey();
  const sales = fc.sample(fc.oneof(plainSale(6), anySale(6)), { numRuns: count, seed });
  return sales.map((sale) => {
    const invoice = priced(sale);
    const root = ublInvoice(invoice, LINK);
    return invoice.profile === "simplified" ? stampDocument(root, key, LINK.issuedAt).xml : canonical(root);
  });
}

function stampKey(): StampKey {
  const certificate = readFileSync(join(sdkData ?? "", "Certificates", "cert.pem"), "utf8").trim();
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "secp256k1",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const key = createPrivateKey(privateKey);
  return { certificate: right(certificateFacts(certificate)), sign: (data) => sign("sha256", data, key) };
}

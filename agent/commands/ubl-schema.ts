// Validation against the UBL 2.1 schemas by libxml2: loaded only here, since it costs 43 MB.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault, messageOf } from "../core/errors.ts";

const INVOICE = ["maindoc", "UBL-Invoice-2.1.xsd"] as const;

/** What the schemas say against a document; empty where it is valid. @throws Fault `configuration` without schemas. */
export async function validateAgainstUbl(bytes: Uint8Array, folder: string): Promise<readonly string[]> {
  const { XmlDocument, XmlValidateError, XsdValidator, xmlRegisterFsInputProviders } = await libxml2();
  xmlRegisterFsInputProviders();
  const path = join(folder, ...INVOICE);
  const schema = XmlDocument.fromBuffer(schemaBytes(path), { url: path });
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromBuffer(bytes);
  try {
    validator.validate(document);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof XmlValidateError)) throw thrown;
    return thrown.details.map(({ line, message }) => `line ${line}: ${message.trim()}`);
  } finally {
    document.dispose();
    validator.dispose();
    schema.dispose();
  }
}

async function libxml2() {
  const [library, { xmlRegisterFsInputProviders }] = await Promise.all([
    import("libxml2-wasm"),
    import("libxml2-wasm/lib/nodejs.mjs"),
  ]);
  return { ...library, xmlRegisterFsInputProviders };
}

function schemaBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Fault("configuration", `no UBL 2.1 schemas at ${path}: ${messageOf(cause)}`, { cause });
  }
}

// Validation against the UBL 2.1 schemas, where the user gives their folder (check D3).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { XmlDocument, XmlValidateError, XsdValidator } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";

/** A loaded schema: tells the faults of a document; must be closed, its memory is not the collector's. */
export type Schema = { readonly faults: (document: XmlDocument) => readonly string[]; readonly close: () => void };

const MAIN = join("maindoc", "UBL-Invoice-2.1.xsd");

/**
 * Loads the UBL invoice schema from a folder that holds `maindoc` and `common`.
 * @throws Error where the folder holds no such schema.
 */
export const loadSchema = (folder: string): Schema => {
  xmlRegisterFsInputProviders();
  const path = join(folder, MAIN);
  const source = XmlDocument.fromBuffer(readFileSync(path), { url: pathToFileURL(path).href });
  const validator = XsdValidator.fromDoc(source);
  return {
    faults: (document) => {
      try {
        validator.validate(document);
        return [];
      } catch (error) {
        if (error instanceof XmlValidateError) return error.details.map((detail) => detail.message.trim());
        throw error;
      }
    },
    close: () => {
      validator.dispose();
      source.dispose();
    },
  };
};

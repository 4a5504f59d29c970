// Random documents against the UBL 2.1 schema, where it is at hand: whatever a till sends, the structure is valid.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ublInvoice } from "../../../agent/core/ubl/document.ts";
import { canonical } from "../../../agent/core/xml/write.ts";
import { LINK } from "../../support/money-checks.ts";
import { priced } from "../../support/pricing.ts";
import { anySale } from "../../support/sales.ts";
import { hasShared, shared } from "../../support/shared.ts";

test.skipIf(!hasShared)(
  "ublInvoice() makes documents that are valid by the UBL 2.1 schema",
  async () => {
    const { XmlDocument, XsdValidator } = await import("libxml2-wasm");
    const { xmlRegisterFsInputProviders } = await import("libxml2-wasm/lib/nodejs.mjs");
    xmlRegisterFsInputProviders();
    const path = shared("schemas/ubl-2.1/maindoc/UBL-Invoice-2.1.xsd");
    using xsd = XmlDocument.fromBuffer(readFileSync(path), { url: path });
    using validator = XsdValidator.fromDoc(xsd);
    fc.assert(
      fc.property(anySale(), (json) => {
        using document = XmlDocument.fromString(canonical(ublInvoice(priced(json), LINK)));
        expect(() => validator.validate(document)).not.toThrow();
      }),
      { numRuns: 150 },
    );
  },
  60_000,
);

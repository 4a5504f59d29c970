// What the request body must hold before the document is looked at (checks D1 to D4).
import { decodeBase64 } from "../base64.ts";
import { type Case, type Check, EVERYWHERE, type Finding } from "./check.ts";

const HASH = { code: "InvoiceHash-Errors", category: "Invalid-InvoiceHash", severity: EVERYWHERE } as const;
const XSD_CATEGORY = "XSD validation";
const SHA256_BYTES = 32;

const schemaFault = ({ body, reading }: Case): boolean | string => {
  if (body.invoice === "") return true;
  if (typeof reading === "string") return reading;
  return reading.schemaFaults.length > 0 && reading.schemaFaults.join("; ");
};

/** The rows about the body and the document's form. */
export const BODY_CHECKS: readonly Check<Case>[] = [
  {
    ...HASH,
    id: "D1",
    message: {
      ar: "تجزئة المستند غير موجودة في محتوى الطلب",
      en: "Document hash is not present in the API body",
    },
    fails: ({ body }) => body.invoiceHash === "",
  },
  {
    ...HASH,
    id: "D2",
    message: {
      ar: "صيغة تجزئة المستند في محتوى الطلب غير صحيحة",
      en: "Document hash format in the API body is not valid",
    },
    fails: ({ body }) => body.invoiceHash !== "" && decodeBase64(body.invoiceHash)?.length !== SHA256_BYTES,
  },
  {
    id: "D3",
    code: "XSD_ZATCA_INVALID",
    category: XSD_CATEGORY,
    severity: EVERYWHERE,
    message: {
      ar: "فشل التحقق من المخطط؛ الملف لا يتوافق مع معايير UBL 2.1 وفق مواصفات الهيئة",
      en: "Schema validation failed; XML does not comply with UBL 2.1 standards in line with ZATCA specifications",
    },
    fails: schemaFault,
  },
];

/** The only finding that is good news (check D4). */
export const SCHEMA_VALID: Finding = {
  check: "D4",
  severity: "INFO",
  code: "XSD_ZATCA_VALID",
  category: XSD_CATEGORY,
  message: {
    ar: "متوافق مع معايير UBL 2.1 وفق مواصفات الهيئة",
    en: "Complied with UBL 2.1 standards in line with ZATCA specifications",
  },
};

// Whether the body, the document and the credential belong together (checks D5 to D8).
import { type Check, EVERYWHERE } from "./check.ts";

/** The rows about identity and route. Code and category of D7 are assumed: nobody has published the real ones. */
export const IDENTITY_CHECKS: readonly Check[] = [
  {
    id: "D5",
    code: "invalid-invoice-hash",
    category: "INVOICE_HASHING_ERRORS",
    severity: EVERYWHERE,
    message: {
      ar: "تجزئة الفاتورة في محتوى الطلب لا تطابق التجزئة المحسوبة من الملف",
      en: "The invoice hash API body does not match the (calculated) Hash of the XML",
    },
    fails: ({ body, reading }) => body.invoiceHash !== reading.hash,
  },
  {
    id: "D6",
    code: "INVOICE_UUID_VALIDATION",
    category: "MISSING_UUID_IN_INVOICE",
    severity: EVERYWHERE,
    message: {
      ar: "المعرف الفريد في محتوى الطلب لا يطابق المعرف الفريد في الفاتورة",
      en: "The UUID in the API body does not match the UUID of the invoice",
    },
    fails: ({ body, reading }) => body.uuid === "" || body.uuid !== reading.uuid,
  },
  {
    id: "D7",
    code: "invalid-invoice-type",
    category: "INVOICE_TYPE_ERRORS",
    severity: { reporting: "ERROR" },
    message: {
      ar: "الملف المرسل عبر واجهة الإبلاغ ليس مستندًا مبسطًا",
      en: "XML Submitted using reporting API is not a simplified document",
    },
    fails: ({ reading, clearanceOff }) => reading.kind === "standard" && !clearanceOff,
  },
  {
    id: "D7",
    code: "invalid-invoice-type",
    category: "INVOICE_TYPE_ERRORS",
    severity: { clearance: "ERROR" },
    message: {
      ar: "الملف المرسل عبر واجهة الاعتماد ليس مستندًا ضريبيًا قياسيًا",
      en: "XML Submitted using clearance API is not a standard document",
    },
    fails: ({ reading }) => reading.kind === "simplified",
  },
  {
    id: "D8",
    code: "certificate-permissions",
    category: "CERTIFICATE_ERRORS",
    severity: EVERYWHERE,
    message: {
      ar: "يسمح للمستخدم فقط باستعمال رقم التسجيل الضريبي الوارد في شهادة المصادقة",
      en: "User only allowed to use the vat number that exists in the authentication certificate",
    },
    fails: ({ reading, sender }) => reading.sellerVat !== sender.vat,
  },
];

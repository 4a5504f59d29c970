// Routes of documents: everything that can be read of one, and its paper.

import { renderSVG } from "uqr";
import type { Bilingual } from "../../core/bilingual.ts";
import type { StoredDocument } from "../../ports/ledger.ts";
import type { Terminal } from "../../terminal.ts";
import { explained } from "../explained.ts";
import { presentDocument, presentJob } from "../present.ts";
import { problemResponse, wrongQuery } from "../problem.ts";
import { readQuery, textKey } from "../query.ts";
import { type AnswerBody, actorOf, pathValue, type Route } from "../route.ts";

const PRINT_QUERY = { printer: textKey(64, "the name of another printer than that of receipts") };

/** What is not cleared is no tax invoice, and nobody may scan it as one. */
function qrPicture({ state, qr, cleared }: StoredDocument): Response {
  if (state === "awaiting-clearance") return problemResponse("not-cleared");
  return new Response(renderSVG(cleared?.qr ?? qr), { headers: { "content-type": "image/svg+xml" } });
}

interface Reading {
  readonly about: Bilingual;
  readonly body: AnswerBody;
  readonly problems?: Route["problems"];
  readonly read: (terminal: Terminal, document: StoredDocument) => Response | Promise<Response>;
}

const bytes = (body: Uint8Array, type: string): Response =>
  new Response(Buffer.from(body), { headers: { "content-type": type } });

/** Reads of one document, by what follows its number in the path. */
const READINGS: Readonly<Record<string, Reading>> = {
  "": {
    about: { ar: "المستند القائم بهذا الرقم", en: "the live document of a number" },
    body: { json: "Document" },
    read: (_terminal, document) => Response.json(presentDocument(document)),
  },
  "/xml": {
    about: { ar: "ملف XML كما حُفظ", en: "its XML, exactly as archived; of a cleared one the authority's" },
    body: { type: "application/xml" },
    read: (_terminal, { xml, cleared }) => bytes(Buffer.from(cleared?.xml ?? xml), "application/xml"),
  },
  "/sale": {
    about: {
      ar: "العملية كما أرسلتها نقطة البيع",
      en: "the sale as the till sent it: what a credit note is made from",
    },
    body: { json: "Sale" },
    read: (_terminal, { sale }) => bytes(Buffer.from(sale), "application/json"),
  },
  "/attempts": {
    about: { ar: "كل رد من البوابة", en: "every answer of the gateway" },
    body: { json: "Attempts" },
    read: (terminal, document) => Response.json({ attempts: terminal.attempts(document).map(explained) }),
  },
  "/qr.svg": {
    about: { ar: "رمز QR صورةً", en: "the QR code as a picture" },
    body: { type: "image/svg+xml" },
    problems: ["not-cleared"],
    read: (_terminal, document) => qrPicture(document),
  },
  "/receipt.png": {
    about: { ar: "صورة الإيصال", en: "the receipt as a picture" },
    body: { type: "image/png" },
    problems: ["not-cleared", "paper-failed"],
    read: async (terminal, document) => bytes(await terminal.picture(document), "image/png"),
  },
  "/receipt.escpos": {
    about: { ar: "أوامر الطابعة", en: "the receipt as the bytes a printer gets" },
    body: { type: "application/octet-stream" },
    problems: ["not-cleared", "paper-failed"],
    read: async (terminal, document) => bytes(await terminal.printerBytes(document), "application/octet-stream"),
  },
};

const readings = Object.entries(READINGS).map(
  ([suffix, { about, body, problems = [], read }]): Route => ({
    method: "GET",
    path: `/v1/invoices/{irn}${suffix}`,
    right: "read",
    about,
    answers: { 200: { about: about.en, body } },
    problems: ["not-found", ...problems],
    handle: (call, { terminal }) => {
      const document = terminal.findByIrn(pathValue(call, "irn"));
      return document === undefined ? problemResponse("not-found") : read(terminal, document);
    },
  }),
);

export const DOCUMENT_ROUTES: readonly Route[] = [
  ...readings,
  {
    method: "GET",
    path: "/v1/invoices/{irn}/generations",
    right: "read",
    about: { ar: "كل إصدارات الرقم", en: "every generation of a number, the rejected ones too" },
    answers: { 200: { about: "the first one first", body: { json: "Generations" } } },
    problems: ["not-found"],
    handle: (call, { terminal }) => {
      const found = terminal.generations(pathValue(call, "irn"));
      return found.length === 0 ? problemResponse("not-found") : call.json({ documents: found.map(presentDocument) });
    },
  },
  {
    method: "GET",
    path: "/v1/documents/{uuid}",
    right: "read",
    about: { ar: "المستند بمعرّفه", en: "one document by its UUID, any generation" },
    answers: { 200: { about: "the document", body: { json: "Document" } } },
    problems: ["not-found"],
    handle: (call, { terminal }) => {
      const document = terminal.findByUuid(pathValue(call, "uuid"));
      return document === undefined ? problemResponse("not-found") : call.json(presentDocument(document));
    },
  },
  {
    method: "POST",
    path: "/v1/invoices/{irn}/print",
    right: "print",
    about: { ar: "إعادة طباعة بعلامة نسخة", en: "reprint, marked as a copy" },
    answers: { 202: { about: "asked of the printer", body: { json: "PrintJob" } } },
    query: PRINT_QUERY,
    problems: ["not-found", "not-cleared", "no-such-printer", "printer-busy"],
    handle: (call, { terminal }) => {
      const query = readQuery(PRINT_QUERY, call.req.query());
      if (!query.ok) return wrongQuery(query.error);
      const document = terminal.findByIrn(pathValue(call, "irn"));
      if (document === undefined) return problemResponse("not-found");
      return call.json(presentJob(terminal.reprint(document, actorOf(call), query.value.printer)), 202);
    },
  },
];

// Routes of sales: what a till calls.
import { type JsonSchema, object, optional } from "../../core/invoice/reading/reader.ts";
import { readFlag } from "../../core/people/person.ts";
import type { Call } from "../environment.ts";
import { LIST_QUERY, listFilter } from "../list-filter.ts";
import { clearResponse, convertResponse, saleResponse } from "../outcomes.ts";
import { presentDocument } from "../present.ts";
import { problemResponse, wrongQuery } from "../problem.ts";
import { nextOf } from "../query.ts";
import { actorOf, bodyRoute, jsonBody, pathValue, type Route, type Services } from "../route.ts";
import { ref } from "../schemas/schema.ts";

/** What stops a terminal from signing; nothing is stored. */
const MAY_NOT_SIGN = [
  "not-onboarded",
  "clock-untrusted",
  "certificate-expired",
  "configuration-changed",
  "key-unavailable",
  "storage-full",
  "storage-failed",
  "chain-broken",
  "outcome-unknown",
] as const;

const SOLD = {
  201: { about: "issued", body: { json: "Document" } },
  200: { about: "the same reference and sale again: the stored document", body: { json: "Document" } },
  202: { about: "a standard sale that awaits clearance: no tax invoice yet", body: { json: "Awaiting" } },
} as const satisfies Route["answers"];

/** The terminal reads these itself, by the reader their schema is made of. */
const saleBody = (name: "Sale" | "QuotedSale" | "Conversion"): JsonSchema => ref(name);

export const SALE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/price-list",
    right: "sell",
    about: {
      ar: "قائمة أسعار صفحة البيع",
      en: "what the sale page offers: sales.priceList, and what is wrong with it",
    },
    answers: { 200: { about: "the list as the file stands now", body: { json: "PriceList" } } },
    handle: (call, { priceList }) => call.json(priceList()),
  },
  {
    method: "POST",
    path: "/v1/quote",
    right: "sell",
    about: { ar: "تسعير عملية بيع دون حفظ", en: "price a sale; nothing is stored" },
    body: saleBody("QuotedSale"),
    answers: { 200: { about: "what it would cost", body: { json: "Quote" } } },
    problems: ["refused"],
    handle: async (call, { terminal }) => {
      const quoted = terminal.quote(await jsonBody(call));
      return quoted.ok ? call.json(quoted.value) : problemResponse("refused", { violations: quoted.error });
    },
  },
  {
    method: "POST",
    path: "/v1/invoices",
    right: "sell",
    about: { ar: "إصدار مستند", en: "issue a document; send it again with the same reference after a lost answer" },
    body: saleBody("Sale"),
    answers: SOLD,
    problems: ["refused", "rejected", "reference-reused", ...MAY_NOT_SIGN],
    handle: sell,
  },
  {
    method: "GET",
    path: "/v1/invoices",
    right: "read",
    about: { ar: "المستندات، الأحدث أولًا", en: "documents, newest first" },
    query: LIST_QUERY,
    answers: { 200: { about: "a page", body: { json: "DocumentList" } } },
    handle: listDocuments,
  },
  {
    method: "POST",
    path: "/v1/invoices/{irn}/convert",
    right: "sell",
    about: {
      ar: "فاتورة ضريبية بدل الإيصال",
      en: "a tax invoice for a buyer instead of the receipt, which is credited",
    },
    body: saleBody("Conversion"),
    answers: { 201: { about: "both documents", body: { json: "Converted" } }, 202: SOLD[202] },
    problems: ["not-found", "refused", "rejected", "reference-reused", ...MAY_NOT_SIGN],
    handle: async (call, { terminal }) => {
      const outcome = await terminal.convert(pathValue(call, "irn"), await jsonBody(call), actorOf(call));
      return outcome === undefined ? problemResponse("not-found") : convertResponse(outcome);
    },
  },
  bodyRoute({
    method: "POST",
    path: "/v1/invoices/{irn}/correct",
    right: "correct",
    about: { ar: "إعادة إصدار مستند مرفوض برقمه", en: "make a rejected document again under its number" },
    reads: object({ reviewed: optional(readFlag) }),
    answers: SOLD,
    problems: ["not-found", "refused", "rejected", ...MAY_NOT_SIGN],
    handle: async ({ reviewed }, call, { terminal }) => {
      const actor = actorOf(call);
      const outcome = await terminal.correct(pathValue(call, "irn"), reviewed === true, actor);
      return outcome === undefined ? problemResponse("not-found") : clearResponse(outcome);
    },
  }),
];

/** Times every simplified sale that became a document: stamped, stored, flushed. */
async function sell(call: Call, { terminal, issueLatency }: Services): Promise<Response> {
  const sale = await jsonBody(call);
  const start = performance.now();
  const outcome = await terminal.issueBeside(sale, actorOf(call));
  if (outcome.kind === "issued") issueLatency.note((performance.now() - start) / 1000);
  return await saleResponse(outcome);
}

function listDocuments(call: Call, { terminal }: Services): Response {
  const filter = listFilter(call.req.query());
  if (!filter.ok) return wrongQuery(filter.error);
  const found = terminal.list(filter.value);
  return call.json({ documents: found.map(presentDocument), ...nextOf(found.at(filter.value.limit - 1)?.id) });
}

// The OpenAPI 3.1 document, printed from the table of routes and the schemas that validate.
import type { JsonSchema } from "../core/invoice/reading/reader.ts";
import { RIGHTS } from "../core/people/roles.ts";
import { COOKIE, OWN_PAGE_HEADER } from "./callers.ts";
import { type ProblemCode, statusOf } from "./problem.ts";
import type { AnswerBody, Route } from "./route.ts";
import { SCHEMAS } from "./schemas/names.ts";
import { ref } from "./schemas/schema.ts";

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = { "application/problem+json": { schema: ref("Problem") } };
const BOTH_WAYS: readonly Json[] = [{ token: [] }, { session: [] }];

/** The whole description. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Khatm local API",
      version: "1",
      summary: "What a till, a shop's page and a monitor ask of a Khatm terminal.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "http://127.0.0.1:7391", description: "loopback; the Unix socket speaks the same" }],
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "khatm user pair NAME, or POST /v1/tokens" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: COOKIE,
          description: `POST /v1/session; calls that change something also send Origin and ${OWN_PAGE_HEADER}`,
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const { about, body, right } = route;
  return {
    operationId: operationId(route),
    summary: about.en,
    "x-summary-ar": about.ar,
    "x-right": right,
    ...(right === "open" ? { security: [] } : { security: BOTH_WAYS, description: whoMay(right) }),
    ...parametersOf(route),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: responsesOf(route),
  };
}

/** `GET /v1/invoices/{irn}/receipt.png` becomes `get_invoices_irn_receipt_png`. */
const operationId = ({ method, path }: Route): string =>
  [method.toLowerCase(), ...(path.match(/\w+/g) ?? []).filter((word) => word !== "v1")].join("_");

function whoMay(right: Exclude<Route["right"], "open">): string {
  if (right === "any") return "Anybody who is known.";
  if (right === "person") return "A person who is logged in.";
  return `Roles: ${RIGHTS[right].roles.join(", ")}.`;
}

function parametersOf({ path, query = {}, headers = {} }: Route): Json {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const keys = Object.entries(query).map(([name, { schema, about }]) => ({
    name,
    in: "query",
    description: about,
    schema,
  }));
  const lines = Object.entries(headers).map(([name, description]) => ({
    name,
    in: "header",
    description,
    schema: { type: "string" },
  }));
  const parameters = [...places, ...keys, ...lines];
  return parameters.length === 0 ? {} : { parameters };
}

function responsesOf({ answers, problems = [], right, body, query, method, path }: Route): Json {
  const every: readonly ProblemCode[] = [
    "forbidden-origin",
    "too-often",
    "internal",
    // An answer waits for the disk (guards.ts), and none is given while the ledger is opened anew.
    ...(path.startsWith("/v1/") ? (["storage-failed", "outcome-unknown"] as const) : []),
    ...(right === "open" ? [] : (["unauthorized", "forbidden"] as const)),
    ...(right === "open" || method === "GET" ? [] : (["forged-request", "password-change-needed"] as const)),
    ...(body === undefined ? [] : (["wrong-body", "malformed", "not-json", "too-large"] as const)),
    ...(query === undefined ? [] : (["wrong-query"] as const)),
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...problems, ...every])) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  }
  const refused = [...byStatus].map(([status, codes]) => [status, { description: codes.join(", "), content: PROBLEM }]);
  const given = Object.entries(answers).map(([status, { about, body: content }]) => [
    status,
    { description: about, ...contentOf(content) },
  ]);
  return Object.fromEntries([...refused, ...given]);
}

function contentOf(body: AnswerBody): Json {
  if (body === "nothing") return {};
  if ("json" in body) return { content: { "application/json": { schema: ref(body.json) } } };
  const schema: JsonSchema = body.type.startsWith("text/") ? { type: "string" } : {};
  return { content: { [body.type]: { schema } } };
}

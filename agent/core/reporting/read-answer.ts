// The gateway's answer to a document → Answer, for every shape seen (gateway.md A6, A7).
import type { Answer, GatewayMessage } from "./answer.ts";
import { isObject, type Json, listAt, objectAt, parseObject, plainText, textAt } from "./json.ts";
import { gatewayTime, notAVerdict, noVerdict, type RawAnswer } from "./no-verdict.ts";

export type DocumentRoute = "reporting" | "clearance" | "compliance";

/** Where each route says that it accepted, and with which word. */
const ACCEPTED: Readonly<Record<DocumentRoute, readonly (readonly [key: string, word: string])[]>> = {
  reporting: [["reportingStatus", "REPORTED"]],
  clearance: [["clearanceStatus", "CLEARED"]],
  compliance: [
    ["reportingStatus", "REPORTED"],
    ["clearanceStatus", "CLEARED"],
  ],
};

const BODY_LIMIT = 64 * 1024;
const MESSAGES_LIMIT = 100;

type Verdict = Answer extends infer A ? (A extends Answer ? Omit<A, "status" | "body" | "gatewayTime"> : never) : never;
type Reader = (route: DocumentRoute, raw: RawAnswer) => Verdict;

const BY_STATUS: Readonly<Record<number, Reader>> = {
  200: (route, raw) => readAccepted(route, raw),
  202: (route, raw) => readAccepted(route, raw),
  208: (route, raw) => readDuplicate(route, raw),
  303: (route, raw) => (route === "clearance" ? { kind: "clearance-off" } : noVerdict(raw)),
  400: (_, raw) => readRejected(raw),
  409: (route, raw) => readDuplicate(route, raw),
};

/**
 * What the gateway says about a document. Whatever is not clearly a verdict is none: the document stays unsent.
 * @example readAnswer("reporting", { status: 409, headers: {}, body }).kind // "accepted", duplicate: true
 */
export function readAnswer(route: DocumentRoute, raw: RawAnswer): Answer {
  const verdict = BY_STATUS[raw.status]?.(route, raw) ?? noVerdict(raw);
  return { ...verdict, status: raw.status, body: raw.body.slice(0, BODY_LIMIT), ...gatewayTime(raw) };
}

function readAccepted(route: DocumentRoute, raw: RawAnswer): Verdict {
  const json = parseObject(raw.body);
  if (json === undefined) return notAVerdict(`status ${raw.status} with a body that is not JSON`);
  const contradiction = contradictionIn(route, json);
  return contradiction === undefined ? accepted(json, false) : notAVerdict(contradiction);
}

function contradictionIn(route: DocumentRoute, json: Json): string | undefined {
  const said = ACCEPTED[route].some(([key, word]) => textAt(json, key) === word);
  if (!said) return "a success that does not say the document was accepted";
  if (messages(json, "errorMessages", "erroMessages").length > 0) return "a success that lists errors";
  if (verdictStatus(json) === "ERROR") return "a success whose validation status is ERROR";
  const isCleared = route !== "clearance" || textAt(json, "clearedInvoice") !== "";
  return isCleared ? undefined : "a clearance without the cleared document";
}

/** 208 and 409: stored before. The reporting form says NOT_REPORTED and ERROR, which means nothing here (A6). */
function readDuplicate(route: DocumentRoute, raw: RawAnswer): Verdict {
  const json = parseObject(raw.body);
  if (json === undefined || !("validationResults" in json)) {
    return notAVerdict(`status ${raw.status} with a body that is not the gateway's`);
  }
  if (raw.status === 208 && contradictionIn(route, { ...json, clearedInvoice: "may be absent" }) !== undefined) {
    return notAVerdict("a duplicate that does not say the document was accepted");
  }
  return accepted(json, true);
}

function accepted(json: Json, duplicate: boolean): Verdict {
  const clearedXml = textAt(json, "clearedInvoice");
  const warnings = messages(json, "warningMessages");
  return { kind: "accepted", duplicate, warnings, ...(clearedXml === "" ? {} : { clearedXml }) };
}

function readRejected(raw: RawAnswer): Verdict {
  const json = parseObject(raw.body);
  if (json === undefined) return notAVerdict("status 400 with a body that is not JSON: a proxy or a filter spoke");
  const errors = messages(json, "errorMessages", "erroMessages");
  if (errors.length === 0) return { kind: "hiccup" };
  return { kind: "rejected", errors, warnings: messages(json, "warningMessages") };
}

/** Messages under any of the names, inside `validationResults` or, as in one official example, beside it. */
function messages(json: Json, ...names: readonly string[]): readonly GatewayMessage[] {
  const places = [objectAt(json, "validationResults") ?? {}, json];
  return places
    .flatMap((place) => names.flatMap((name) => listAt(place, name)))
    .filter(isObject)
    .slice(0, MESSAGES_LIMIT)
    .map(readMessage)
    .filter((message) => message.code !== "" || message.text !== "");
}

const readMessage = (json: Json): GatewayMessage => ({
  code: plainText(textAt(json, "code")),
  category: plainText(textAt(json, "category")),
  text: plainText(textAt(json, "message")),
});

const verdictStatus = (json: Json): string =>
  textAt(objectAt(json, "validationResults") ?? {}, "status") || textAt(json, "status");

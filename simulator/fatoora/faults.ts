// What can go wrong between a device and the gateway (reference: simulator E4), one row each. A row either answers in
// the service's place, changes the service's answer, or changes how it is delivered.
import { type Answer, empty, html, json, SERVER_ERROR, unauthorized } from "./answers.ts";
import { CALL_NAMES, type CallName } from "./calls.ts";
import { INVALID_OTP } from "./certificate-answers.ts";

/** How an answer leaves: whole, never (the client must give up), cut off in the middle, or in slow drops. */
export type Delivery = "whole" | "hold" | "cut" | "reset" | "drip";

/** One fault. Without `instead` the service processes the call, documents and all. */
export type Fault = {
  readonly name: string;
  readonly about: string;
  /** The answer in the service's place, for the time of the call: nothing is processed or stored. */
  readonly instead?: (now: number) => Answer;
  /** Nothing is processed and the delivery below is all that happens. */
  readonly unprocessed?: true;
  /** The credential of the call is revoked before the call is looked at. */
  readonly revokes?: true;
  /** Changes the service's own answer. */
  readonly alter?: (answer: Answer) => Answer;
  readonly delivery?: Delivery;
};

const page = (status: number, title: string) => (): Answer => html(status, title);

const rewrite =
  (change: (body: Record<string, unknown>) => Record<string, unknown>) =>
  (answer: Answer): Answer => {
    if (!answer.body.startsWith("{")) return answer;
    const body: Record<string, unknown> = JSON.parse(answer.body);
    return { ...answer, body: JSON.stringify(change(body)) };
  };

const results = (body: Record<string, unknown>): Record<string, unknown> | undefined => {
  const value = body["validationResults"];
  return typeof value === "object" && value !== null ? { ...value } : undefined;
};

const inResults = (change: (results: Record<string, unknown>) => Record<string, unknown>) =>
  rewrite((body) => {
    const inner = results(body);
    return inner === undefined ? body : { ...body, validationResults: change(inner) };
  });

const misspelt = inResults(({ errorMessages, ...rest }) => ({ ...rest, erroMessages: errorMessages }));

const singleInfo = inResults((inner) => ({
  ...inner,
  infoMessages: Array.isArray(inner["infoMessages"]) ? (inner["infoMessages"][0] ?? null) : null,
}));

/** As one published example has it: lists and status beside the results instead of inside. */
const listsOutside = rewrite((body) => {
  const inner = results(body);
  if (inner === undefined) return body;
  const { infoMessages, warningMessages, errorMessages, status } = inner;
  return { ...body, validationResults: { infoMessages }, warningMessages, errorMessages, status };
});

const NULL_MESSAGE = { type: null, code: null, category: null, message: null, status: null };
const NULL_RESULTS = {
  validationResults: {
    infoMessages: [NULL_MESSAGE],
    warningMessages: [NULL_MESSAGE],
    errorMessages: [NULL_MESSAGE],
    status: null,
  },
  reportingStatus: null,
  clearanceStatus: null,
};

const CONTRADICTION = {
  validationResults: { infoMessages: [], warningMessages: [], errorMessages: [], status: "ERROR" },
  reportingStatus: "NOT_REPORTED",
  clearanceStatus: "NOT_CLEARED",
};

const NOT_COMPLIANT = {
  requestID: -2,
  tokenType: null,
  dispositionMessage: "NOT_COMPLIANT",
  binarySecurityToken: null,
  secret: null,
  errors: null,
};

/** Every fault, by the name the admin endpoint and the command line use. */
export const FAULTS: readonly Fault[] = [
  { name: "timeout-before", about: "never answers; nothing is stored", unprocessed: true, delivery: "hold" },
  { name: "timeout-after", about: "stores the document, never answers", delivery: "hold" },
  { name: "reset-before", about: "resets the connection; nothing is stored", unprocessed: true, delivery: "reset" },
  { name: "reset-after", about: "stores the document, resets the connection", delivery: "reset" },
  { name: "cut", about: "stores the document, breaks off in the middle of the answer", delivery: "cut" },
  { name: "drip", about: "the right answer, a few bytes at a time", delivery: "drip" },
  { name: "500", about: "internal error in the service's own words", instead: () => SERVER_ERROR },
  { name: "502", about: "bad gateway, a page of the front server", instead: page(502, "Bad Gateway") },
  {
    name: "503",
    about: "unavailable, a page of the front server",
    instead: page(503, "Service Temporarily Unavailable"),
  },
  { name: "503-empty", about: "unavailable, without a body", instead: () => empty(503) },
  { name: "504", about: "gateway time-out, a page of the front server", instead: page(504, "Gateway Time-out") },
  { name: "504-after", about: "stores the document, then a time-out page", alter: page(504, "Gateway Time-out") },
  { name: "429", about: "too many calls", instead: () => empty(429) },
  {
    name: "429-retry-after",
    about: "too many calls, come back in 7 s",
    instead: () => empty(429, { "retry-after": "7" }),
  },
  { name: "413", about: "too large", instead: page(413, "Request Entity Too Large") },
  { name: "400-null", about: "400 whose messages are all null", instead: () => json(400, NULL_RESULTS) },
  { name: "400-html", about: "400 from a filter before the service", instead: page(400, "Bad Request") },
  { name: "403-html", about: "403 from a filter before the service", instead: page(403, "Forbidden") },
  { name: "401", about: "credentials refused", instead: unauthorized },
  { name: "401-empty", about: "credentials refused, without a body", instead: () => empty(401) },
  { name: "200-not-reported", about: "200 whose body says no", instead: () => json(200, CONTRADICTION) },
  { name: "200-empty", about: "200 without a body; nothing is stored", instead: () => empty(200) },
  {
    name: "200-not-compliant",
    about: "200 to a certificate call, without one",
    instead: () => json(200, NOT_COMPLIANT),
  },
  { name: "erro-messages", about: "the right answer, its errors under `erroMessages`", alter: misspelt },
  { name: "info-object", about: "the right answer, `infoMessages` as one object", alter: singleInfo },
  { name: "lists-outside", about: "the right answer, its lists outside `validationResults`", alter: listsOutside },
  { name: "csid-revoked", about: "the credential is revoked for good", revokes: true },
  { name: "otp-expired", about: "the one-time password is refused", instead: () => INVALID_OTP },
];

/** Every fault's name, for validation. */
export const FAULT_NAMES: readonly string[] = FAULTS.map(({ name }) => name);

/** When a fault strikes: on which calls, and either the next so many times or with a probability for ever. */
export type FaultRule = {
  readonly fault: string;
  /** All six where none is named. */
  readonly calls?: readonly CallName[];
  readonly times?: number;
  readonly probability?: number;
};

/** The rules in force. */
export type FaultBook = {
  readonly add: (rule: FaultRule) => void;
  readonly clear: () => void;
  readonly rules: () => readonly FaultRule[];
  /** The fault that strikes this call, counted down; undefined mostly. */
  readonly strike: (call: CallName) => Fault | undefined;
};

type Entry = { readonly rule: FaultRule; readonly fault: Fault; left: number };

const entryOf = (rule: FaultRule): Entry => {
  const fault = FAULTS.find(({ name }) => name === rule.fault);
  if (fault === undefined)
    throw new RangeError(`no fault is called ${rule.fault}: choose of ${FAULT_NAMES.join(", ")}`);
  const forever = rule.probability !== undefined && rule.times === undefined;
  return { rule, fault, left: forever ? Number.POSITIVE_INFINITY : (rule.times ?? 1) };
};

/** A book of rules over a source of chance in [0, 1). */
export const faultBook = (random: () => number): FaultBook => {
  let entries: Entry[] = [];
  return {
    add: (rule) => {
      entries.push(entryOf(rule));
    },
    clear: () => {
      entries = [];
    },
    rules: () => entries.map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule)),
    strike: (call) => {
      const struck = entries.find(
        ({ rule }) => (rule.calls ?? CALL_NAMES).includes(call) && random() < (rule.probability ?? 1),
      );
      if (struck === undefined) return undefined;
      struck.left -= 1;
      entries = entries.filter(({ left }) => left > 0);
      return struck.fault;
    },
  };
};

/** A small generator of chance from a seed (mulberry32), so that a run can be repeated. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

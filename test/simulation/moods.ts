// What the gateway, or the way to it, makes of a call instead of answering it plainly: each kind of trouble is a mood.
import type { DocumentRoute } from "../../agent/core/reporting/read-answer.ts";
import type { Random } from "../faults/random.ts";
import { BLOCKED, json, LOST, NO_ROUTE, PROXY_PAGE, type Raw, results, type Silence } from "./said.ts";

/** What the gateway, or the way to it, does at the moment. */
export const GATEWAY_MOODS = [
  "good",
  "good-slow",
  "away",
  "silent",
  "lost-answers",
  "failing",
  "too-many",
  "proxy-page",
  "unauthorized",
  "forbidden",
  "clearance-off",
  "hiccup",
  "rejecting",
  "warning",
] as const;
export type GatewayMood = (typeof GATEWAY_MOODS)[number];

interface Call {
  readonly route: DocumentRoute;
  readonly random: Random;
  /** The judgement of the document, which from then on is known. */
  readonly judge: () => Raw;
}
type Mood = (call: Call) => Raw | Silence;

const judged: Mood = ({ judge }) => judge();

/** Judges in one of so many cases, and answers something else in any. */
const perhapsJudged =
  (oneIn: number, otherwise: Mood): Mood =>
  (call) => {
    if (call.random.oneIn(oneIn)) call.judge();
    return otherwise(call);
  };

export const MOODS: Readonly<Record<GatewayMood, Mood>> = {
  good: judged,
  "good-slow": judged,
  rejecting: judged,
  warning: judged,
  away: () => NO_ROUTE,
  silent: perhapsJudged(2, () => LOST),
  "lost-answers": ({ judge, random }) => {
    const raw = judge();
    return random.oneIn(3) ? raw : LOST;
  },
  failing: perhapsJudged(3, ({ random }) => ({
    ...json(random.pick([500, 502, 503, 504]), {}),
    ...retryAfter(random),
  })),
  "too-many": ({ random }) => ({ ...json(429, {}), ...retryAfter(random) }),
  "proxy-page": ({ random }) => (random.oneIn(2) ? PROXY_PAGE : BLOCKED),
  unauthorized: () => json(401, {}),
  forbidden: ({ random }) => json(random.pick([403, 404, 405, 406, 415, 413]), {}),
  "clearance-off": ({ route, judge }) =>
    route === "clearance" ? json(303, { message: "Clearance is deactiviated." }) : judge(),
  hiccup: ({ random, judge }) => (random.oneIn(2) ? json(400, results("ERROR")) : judge()),
};

type CsidMood = (random: Random, issue: () => Raw) => Raw | Silence;

const issues: CsidMood = (_, issue) => issue();

/** The same of a call that asks for a CSID: what refuses it makes none. */
export const CSID_MOODS: Readonly<Record<GatewayMood, CsidMood>> = {
  good: issues,
  "good-slow": issues,
  rejecting: issues,
  warning: issues,
  "clearance-off": issues,
  away: () => NO_ROUTE,
  silent: (random, issue) => {
    if (random.oneIn(2)) issue();
    return LOST;
  },
  "lost-answers": (random, issue) => {
    const raw = issue();
    return random.oneIn(3) ? raw : LOST;
  },
  failing: ({ pick }) => json(pick([500, 502, 503, 504]), {}),
  "too-many": () => json(429, {}),
  "proxy-page": () => PROXY_PAGE,
  unauthorized: () => json(401, {}),
  forbidden: ({ pick }) => json(pick([403, 404, 405, 406, 415, 413]), {}),
  hiccup: (random, issue) => (random.oneIn(2) ? json(503, {}) : issue()),
};

const retryAfter = (random: Random): { retryAfter?: string } =>
  random.oneIn(2) ? { retryAfter: String(1 + random.below(7_200)) } : {};

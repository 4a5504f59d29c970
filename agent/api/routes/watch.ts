// Routes of who watches: health, metrics, status, events, and the description of the API itself.
import { eventStream } from "../events.ts";
import { metricsText } from "../metrics.ts";
import { openApi } from "../openapi.ts";
import { problemResponse } from "../problem.ts";
import type { Route } from "../route.ts";

/** Streams open at the same time, at most: each holds a connection. */
const MOST_STREAMS = 32;
const streams = new WeakMap<object, number>();

export const WATCH_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/healthz",
    right: "open",
    about: { ar: "هل يتقدم العمل", en: "whether the terminal makes progress" },
    answers: {
      200: { about: "it does", body: { json: "Health" } },
      503: { about: "it does not, and why", body: { json: "Health" } },
    },
    handle: (call, { health }) => {
      const because = health.stuck();
      return because === undefined ? call.json({ healthy: true }) : call.json({ healthy: false, because }, 503);
    },
  },
  {
    method: "GET",
    path: "/metrics",
    right: "metrics",
    about: { ar: "قراءات Prometheus", en: "what a Prometheus server reads" },
    answers: { 200: { about: "text format 0.0.4", body: { type: "text/plain" } } },
    handle: (call, services) =>
      call.body(metricsText(services), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  },
  {
    method: "GET",
    path: "/v1/status",
    right: "read",
    about: { ar: "ما يلزم المشغل معرفته", en: "what an operator must know" },
    answers: { 200: { about: "the status now", body: { json: "Status" } } },
    handle: (call, { terminal }) => call.json(terminal.status()),
  },
  {
    method: "GET",
    path: "/v1/events",
    right: "read",
    about: {
      ar: "ما يحدث أولًا بأول",
      en: "what happens, as server-sent events; goes on behind Last-Event-ID, or tells missed",
    },
    headers: { "Last-Event-ID": "the id of the last event that was seen" },
    answers: { 200: { about: "a stream that lasts until the caller leaves", body: { type: "text/event-stream" } } },
    handle: (call, services) => {
      const open = streams.get(services) ?? 0;
      if (open >= MOST_STREAMS) return problemResponse("too-often");
      streams.set(services, open + 1);
      const ended = (): void => void streams.set(services, (streams.get(services) ?? 1) - 1);
      return eventStream(services.terminal, {
        signal: call.req.raw.signal,
        after: eventId(call.req.header("last-event-id")),
        ended,
      });
    },
  },
  {
    method: "GET",
    path: "/v1/openapi.json",
    right: "any",
    about: { ar: "وصف هذه الواجهة", en: "this description" },
    answers: { 200: { about: "OpenAPI 3.1", body: { json: "OpenApi" } } },
    handle: (call, { routes }) => call.json(openApi(routes)),
  },
];

const eventId = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;

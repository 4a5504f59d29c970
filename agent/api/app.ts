// The routes of the local API, as in contract.md. Every answer that is no document is a problem.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Fault } from "../core/errors.ts";
import type { StoredDocument } from "../ports.ts";
import type { Terminal } from "../terminal.ts";
import { eventStream } from "./events.ts";
import { type ApiEnvironment, authenticated, jsonOnly, MAX_BODY_BYTES, ownNames } from "./guards.ts";
import { listFilter } from "./list-filter.ts";
import { clearResponse, convertResponse, saleResponse } from "./outcomes.ts";
import { presentDocument } from "./present.ts";
import { faultResponse, problemResponse } from "./problem.ts";

export interface AppOptions {
  readonly terminal: Terminal;
  /** The port the API listens on: part of the names it answers to. */
  readonly port: () => number;
  /** Told once per failure that is a bug. */
  readonly onBug: (thrown: unknown) => void;
  /** Told of every failure of the world a caller met. */
  readonly onFault: (fault: Fault) => void;
  /** Progress, not mere liveness: why the terminal is stuck, or undefined. */
  readonly stuck: () => string | undefined;
}

type Call = Context<ApiEnvironment>;

/** The API as one fetch function: served over TCP and the socket, and called directly by commands. */
export function createApp({ terminal, port, onBug, onFault, stuck }: AppOptions): Hono<ApiEnvironment> {
  const app = new Hono<ApiEnvironment>();
  app.use(ownNames(port), authenticated(terminal), jsonOnly);
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problemResponse("too-large") }));
  app.notFound(() => problemResponse("not-found"));
  app.onError((thrown) => {
    if (thrown instanceof Fault) {
      onFault(thrown);
      return faultResponse(thrown);
    }
    if (thrown instanceof MalformedBody) return problemResponse("malformed");
    onBug(thrown);
    return problemResponse("internal");
  });
  healthRoutes(app, terminal, stuck);
  saleRoutes(app, terminal);
  documentRoutes(app, terminal);
  unitRoutes(app, terminal);
  clientRoutes(app, terminal);
  return app;
}

class MalformedBody extends Error {}

async function jsonBody(call: Call): Promise<unknown> {
  try {
    return await call.req.json();
  } catch {
    throw new MalformedBody();
  }
}

function healthRoutes(app: Hono<ApiEnvironment>, terminal: Terminal, stuck: () => string | undefined): void {
  app.get("/healthz", (call) => {
    const because = stuck();
    return because === undefined ? call.json({ healthy: true }) : call.json({ healthy: false, because }, 503);
  });
  app.get("/v1/events", (call) => eventStream(terminal, call.req.raw.signal));
  app.get("/v1/status", (call) => call.json(terminal.status()));
}

function saleRoutes(app: Hono<ApiEnvironment>, terminal: Terminal): void {
  app.post("/v1/quote", async (call) => {
    const quoted = terminal.quote(await jsonBody(call));
    return quoted.ok ? call.json(quoted.value) : problemResponse("refused", { violations: quoted.error });
  });
  app.post("/v1/invoices", async (call) => saleResponse(terminal.issue(await jsonBody(call))));
  app.get("/v1/invoices", (call) => {
    const filter = listFilter(call.req.query());
    if (!filter.ok) return problemResponse("refused", { violations: filter.error });
    const found = terminal.list(filter.value);
    const next = found.length === filter.value.limit ? found.at(-1)?.id : undefined;
    return call.json({ documents: found.map(presentDocument), ...(next === undefined ? {} : { next }) });
  });
}

/** Reads of one document, by what follows its name in the path. */
const DOCUMENT_READS: Readonly<Record<string, (terminal: Terminal, document: StoredDocument) => Promise<Response>>> = {
  "": async (_terminal, document) => Response.json(presentDocument(document)),
  "/xml": async (_terminal, { xml, cleared }) =>
    new Response(cleared?.xml ?? xml, { headers: { "content-type": "application/xml" } }),
  "/attempts": async (terminal, document) => Response.json({ attempts: terminal.attempts(document) }),
  "/receipt.png": async (terminal, document) =>
    new Response(Buffer.from(await terminal.picture(document)), { headers: { "content-type": "image/png" } }),
  "/receipt.escpos": async (terminal, document) =>
    new Response(Buffer.from(await terminal.printerBytes(document)), {
      headers: { "content-type": "application/octet-stream" },
    }),
};

function documentRoutes(app: Hono<ApiEnvironment>, terminal: Terminal): void {
  for (const [suffix, read] of Object.entries(DOCUMENT_READS)) {
    app.get(`/v1/invoices/:irn${suffix}`, async (call) => {
      const document = terminal.findByIrn(call.req.param("irn") ?? "");
      return document === undefined ? problemResponse("not-found") : await read(terminal, document);
    });
  }
  app.get("/v1/documents/:uuid", (call) => {
    const document = terminal.findByUuid(call.req.param("uuid"));
    return document === undefined ? problemResponse("not-found") : call.json(presentDocument(document));
  });
  app.post("/v1/invoices/:irn/convert", async (call) => {
    const outcome = await terminal.convert(call.req.param("irn"), await jsonBody(call), call.get("actor"));
    return outcome === undefined ? problemResponse("not-found") : convertResponse(outcome);
  });
  app.post("/v1/invoices/:irn/correct", async (call) => {
    const outcome = await terminal.correct(call.req.param("irn"), isReviewed(await jsonBody(call)), call.get("actor"));
    return outcome === undefined ? problemResponse("not-found") : clearResponse(outcome);
  });
  app.get("/v1/invoices/:irn/generations", (call) => {
    const found = terminal.generations(call.req.param("irn"));
    return found.length === 0 ? problemResponse("not-found") : call.json({ documents: found.map(presentDocument) });
  });
  app.post("/v1/invoices/:irn/print", (call) => {
    const document = terminal.findByIrn(call.req.param("irn"));
    if (document === undefined) return problemResponse("not-found");
    return call.json(terminal.reprint(document, call.get("actor")), 202);
  });
}

function unitRoutes(app: Hono<ApiEnvironment>, terminal: Terminal): void {
  app.get("/v1/doctor", async (call) => call.json({ checks: await terminal.doctor() }));
  app.get("/v1/go-live", (call) => call.json({ checks: terminal.goLive() }));
  // Ending the unit is the local operator's own act.
  app.post("/v1/decommission", async (call) =>
    call.env.local ? call.json(await terminal.decommission(call.get("actor"))) : problemResponse("unauthorized"),
  );
  app.post("/v1/flush", async (call) => call.json(await terminal.flush()));
  // Asked of the terminal at every call: after a storage fault it is another one.
  for (const [path, act] of [
    ["/v1/onboarding", "onboard"],
    ["/v1/renewal", "renew"],
  ] as const) {
    app.post(path, async (call) => {
      const progress: string[] = [];
      const otp = otpOf(await jsonBody(call));
      const outcome = await terminal[act](otp, (line) => progress.push(line.en), call.get("actor"));
      return outcome.ok ? call.json({ progress }) : problemResponse("onboarding", { trouble: outcome.error, progress });
    });
  }
}

/** Pairing is the local operator's own act: a token must not make tokens. */
function clientRoutes(app: Hono<ApiEnvironment>, terminal: Terminal): void {
  app.use("/v1/clients/*", async (call, next) => (call.env.local ? await next() : problemResponse("unauthorized")));
  app.get("/v1/clients", (call) => call.json({ clients: terminal.clients.names() }));
  app.post("/v1/clients", async (call) => {
    const body = await jsonBody(call);
    const name = typeof body === "object" && body !== null && "name" in body ? body.name : undefined;
    if (typeof name !== "string" || !/^[\p{L}\p{N} ._-]{1,60}$/u.test(name)) throw new MalformedBody();
    return call.json({ name, token: terminal.pair(name) }, 201);
  });
  app.post("/v1/clients/:name/revoke", (call) =>
    terminal.revoke(call.req.param("name")) ? call.json({ revoked: true }) : problemResponse("not-found"),
  );
}

/** The one-time password of a body, if it brings one; it goes no further than the call to the gateway. */
function otpOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("otp" in body)) return undefined;
  if (typeof body.otp !== "string") throw new MalformedBody();
  return body.otp;
}

/** `{ "reviewed": true }`: a person has looked at a document that was refused twice. */
const isReviewed = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "reviewed" in body && body.reviewed === true;

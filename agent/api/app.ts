// The local API as one fetch function over the table of routes. Every answer that is none of a route is a problem.
import { type ErrorHandler, Hono } from "hono";
import { Fault } from "../core/errors.ts";
import { may } from "../core/people/roles.ts";
import type { PriceList } from "../core/price-list/price-list.ts";
import type { Terminal } from "../terminal.ts";
import { known, tooOften } from "./callers.ts";
import type { ApiEnvironment, Call, Door } from "./environment.ts";
import { durableAnswers, LOOPBACK_NAMES, type OwnNames, ownNames, sealedAnswers, shortJson } from "./guards.ts";
import { createHealth } from "./health.ts";
import { createHistogram } from "./histogram.ts";
import { createBuckets, LIMITS, type Limits } from "./limits.ts";
import { faultResponse, problemResponse, wrongBody } from "./problem.ts";
import { LargeBody, MalformedBody, RefusedBody, type Route, type Services } from "./route.ts";
import { ROUTES } from "./routes.ts";

export interface AppOptions {
  readonly terminal: Terminal;
  /** The port the API listens on: part of the names it answers to. */
  readonly port: () => number;
  /** The names and the port of the TLS door, where it is open. */
  readonly lan?: () => OwnNames | undefined;
  /** Told once per failure that is a bug. */
  readonly onBug: (thrown: unknown) => void;
  /** Told of every failure of the world a caller met. */
  readonly onFault: (fault: Fault) => void;
  /** Progress, not mere liveness: why the terminal is stuck, or undefined. */
  readonly stuck: () => string | undefined;
  /** How often somebody may call. */
  readonly limits?: Limits;
  /** A page of the console, which anybody may see; undefined where there is none. It holds no data of the shop. */
  readonly page?: (path: string) => Response | undefined;
  /** The shop's price list as it stands now; without one it has no items. */
  readonly priceList?: () => PriceList;
}

const noPriceList = (): PriceList => ({ items: [], violations: [] });
const elapsedMs = (): number => performance.now();
/** Places where somebody tries a password. */
const TRIES: ReadonlySet<string> = new Set(["/v1/setup", "/v1/session", "/v1/me/password"]);

/** The API as one fetch function: served over TCP, TLS and the socket, and called directly by commands. */
export function createApp(options: AppOptions): Hono<ApiEnvironment> {
  const { terminal, stuck, page, limits = LIMITS } = options;
  const app = new Hono<ApiEnvironment>();
  app.use(sealedAnswers, ownNames(namesOf(options)));
  if (page !== undefined) {
    app.use(async (call, next) => {
      const found = call.req.method === "GET" ? page(call.req.path) : undefined;
      return found ?? (await next());
    });
  }
  app.use(known(terminal, limits, elapsedMs), shortJson);
  app.use("/v1/*", durableAnswers(terminal));
  app.onError(failure(options));
  const health = createHealth(terminal, stuck);
  const { priceList = noPriceList } = options;
  const services: Services = { routes: ROUTES, terminal, health, priceList, issueLatency: createHistogram() };
  const tries = createBuckets(limits.passwords);
  for (const route of ROUTES) {
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ":$1"), (call) => {
      const refused = refusal(route, call) ?? triedTooOften(route, call, tries);
      return refused ?? route.handle(call, services);
    });
  }
  app.notFound((call) => (call.get("caller") === undefined ? unknownCaller() : problemResponse("not-found")));
  return app;
}

/** Each door answers to its own names. */
function namesOf({ port, lan }: AppOptions): (door: Door) => OwnNames {
  return (door) => {
    const own = door.lan === true ? lan?.() : undefined;
    return own ?? { scheme: "http", names: LOOPBACK_NAMES, port: port() };
  };
}

/** Why this caller may not use this route; undefined where they may. */
function refusal({ right }: Route, call: Call): Response | undefined {
  if (right === "open") return undefined;
  const caller = call.get("caller");
  if (caller === undefined) return unknownCaller();
  if (right === "any") return undefined;
  if (right === "person") return caller.kind === "person" ? undefined : problemResponse("forbidden");
  if (caller.kind === "person" && caller.person.mustChangePassword) return problemResponse("password-change-needed");
  return may(caller.role, right) ? undefined : problemResponse("forbidden", { detail: `needs the right ${right}` });
}

function triedTooOften({ method, path }: Route, call: Call, tries: ReturnType<typeof createBuckets>) {
  if (method !== "POST" || !TRIES.has(path) || call.env.local) return undefined;
  const wait = tries(call.env.address ?? "", elapsedMs());
  return wait > 0 ? tooOften(wait) : undefined;
}

function unknownCaller(): Response {
  const refused = problemResponse("unauthorized", {
    detail: "log in with POST /v1/session, or send a token: khatm user pair NAME makes one",
  });
  refused.headers.set("www-authenticate", "Bearer");
  return refused;
}

const failure =
  ({ onBug, onFault }: AppOptions): ErrorHandler<ApiEnvironment> =>
  (thrown) => {
    if (thrown instanceof Fault) {
      onFault(thrown);
      return faultResponse(thrown);
    }
    if (thrown instanceof LargeBody) return problemResponse("too-large");
    if (thrown instanceof MalformedBody) return problemResponse("malformed");
    if (thrown instanceof RefusedBody) return wrongBody(thrown.violations);
    onBug(thrown);
    return problemResponse("internal");
  };

// The Stackcue middleware simulated on loopback (reference: stackcue D1). It keeps the key, signs and submits; counter and
// previous hash are the caller's duty, per production identifier.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { FIRST_PIH } from "../fatoora/chain.ts";
import { acceptedDocument, FAILURE_STATUS, refusedDocument, refusedRequest } from "./assumed.ts";
import { type Json, missingIn, section, signed } from "./documents.ts";

/** A connection closed for rest under a new request would look like a fault that nobody asked for. */
const HTTP = { keepAliveTimeout: 75_000 };

/** One document as received. */
export type ReceivedSubmission = {
  readonly path: string;
  readonly productionId: string;
  readonly id: string;
  readonly icv: number;
  readonly pih: string;
  readonly hash: string;
  readonly isAccepted: boolean;
  readonly body: Json;
};

/** How the next submission ends, once. */
export type StackcueFault = "refuse" | "no-verdict" | "html" | "lose-answer";

export type StackcueSimulator = AsyncDisposable & {
  readonly url: string;
  /** The bearer token callers need. */
  readonly token: string;
  readonly submissions: () => readonly ReceivedSubmission[];
  /** What is wrong with the chains: a counter out of turn, a hash that is not the one before. */
  readonly chainFindings: () => readonly string[];
  readonly inject: (fault: StackcueFault) => void;
  readonly close: () => Promise<void>;
};

export type StackcueOptions = {
  readonly port?: number;
  readonly host?: string;
  readonly clock?: () => number;
  readonly log?: (line: string) => void;
};

type Answer = { readonly status: number; readonly body: string; readonly isLost?: true };

const json = (status: number, value: object): Answer => ({ status, body: JSON.stringify(value) });
const failure = (...reasons: readonly string[]): Answer => json(FAILURE_STATUS, refusedRequest(reasons));

const REGISTRATION = [
  ...[
    "commonName",
    "email",
    "location",
    "companyName",
    "vatNumber",
    "isRequiredSimplifiedDoc",
    "isRequiredStandardDoc",
  ],
  ...["deviceSerialNumber1", "deviceSerialNumber2", "deviceSerialNumber3", "regAddress", "businessCategory", "otp"],
];
const KINDS = ["invoice", "creditnote", "debitnote"] as const;
const YEARS_5 = 5 * 365 * 86_400_000;

type State = {
  /** Compliance identifier → the checks it still needs. */
  readonly compliance: Map<string, Set<string>>;
  readonly production: Map<string, { icv: number; hash: string }>;
  readonly submissions: ReceivedSubmission[];
  readonly findings: string[];
  readonly faults: StackcueFault[];
  readonly clock: () => number;
};

const dates = (now: number) => {
  const text = (at: number): string => {
    const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(at).toISOString()) ?? [];
    return `${day}-${month}-${year} ${time}`;
  };
  return { CerIssueDate: text(now), CerExpDate: text(now + YEARS_5) };
};

const identifier = (prefix: string): string => `${prefix}-${randomBytes(9).toString("hex")}`;

const register = (state: State, body: Json): Answer => {
  const missing = REGISTRATION.filter((key) => body[key] === undefined || body[key] === "");
  if (missing.length > 0) return failure(...missing.map((key) => `${key} is required`));
  if (!/^\d{6}$/.test(String(body["otp"]))) return failure("The provided OTP is invalid");
  const profiles = [
    ...(body["isRequiredStandardDoc"] === true ? ["Standard"] : []),
    ...(body["isRequiredSimplifiedDoc"] === true ? ["Simplified"] : []),
  ];
  const needed = profiles.flatMap((profile) => ["Invoice", "CreditNote", "DebitNote"].map((kind) => profile + kind));
  const id = identifier("cmp");
  state.compliance.set(id, new Set(needed));
  return json(200, {
    stackcueHelper: { stackcueComplianceIdentifier: id, ...dates(state.clock()), overallStatus: 1 },
  });
};

const check = (state: State, body: Json, profile: string): Answer => {
  const missing = missingIn(body, new RegExp(`^${profile}`));
  if (missing.length > 0) return failure(...missing);
  const { stackcueComplianceIdentifier: id, documentType } = section(body, "Stackcue");
  const needed = state.compliance.get(String(id));
  if (needed === undefined) return failure("No Compliance certificate found");
  needed.delete(String(documentType));
  return json(200, acceptedDocument(signed(body)));
};

const production = (state: State, body: Json): Answer => {
  const needed = state.compliance.get(String(body["stackcueComplianceIdentifier"]));
  if (needed === undefined) return failure("No Compliance certificate found");
  if (needed.size > 0) return failure(`Compliance checks are missing: ${[...needed].join(", ")}`);
  const id = identifier("prd");
  state.production.set(id, { icv: 0, hash: FIRST_PIH });
  return json(200, {
    zatcaResponse: {
      requestID: 1234567890123,
      tokenType: "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3",
      dispositionMessage: "ISSUED",
      binarySecurityToken: randomBytes(60).toString("base64"),
      secret: randomBytes(32).toString("base64"),
    },
    stackcueHelper: { ...dates(state.clock()), stackcueProductionIdentifier: id, overallStatus: 1 },
  });
};

const submit = (state: State, body: Json, path: string, type: RegExp): Answer => {
  const missing = missingIn(body, type);
  if (missing.length > 0) return failure(...missing);
  const productionId = String(section(body, "Stackcue")["stackcueProductionIdentifier"]);
  const chain = state.production.get(productionId);
  if (chain === undefined) return failure("No Production certificate found");
  const fault = state.faults.shift();
  if (fault === "html") return { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>" };
  if (fault === "no-verdict") return json(200, { stackcueHelper: {} });
  const made = signed(body);
  const invoice = section(body, "Invoice");
  const known = state.submissions.find(({ hash }) => hash === made.hash);
  if (known === undefined)
    keep(state, { path, productionId, body, hash: made.hash, isAccepted: fault !== "refuse" }, invoice);
  if (fault === "refuse") return json(FAILURE_STATUS, refusedDocument(made.hash, "[BR-KSA-F-04] refused on request"));
  const answer = json(200, acceptedDocument(made));
  return fault === "lose-answer" ? { ...answer, isLost: true } : answer;
};

const keep = (state: State, submission: Omit<ReceivedSubmission, "id" | "icv" | "pih">, invoice: Json): void => {
  const chain = state.production.get(submission.productionId);
  const [icv, pih] = [Number(invoice["invoiceCounterValue"]), String(invoice["PIHvalue"])];
  if (chain === undefined) return;
  if (icv !== chain.icv + 1) state.findings.push(`${invoice["id"]}: counter ${icv} after ${chain.icv}`);
  if (pih !== chain.hash) state.findings.push(`${invoice["id"]}: previous hash is not the one before`);
  Object.assign(chain, { icv, hash: submission.hash });
  state.submissions.push({ ...submission, id: String(invoice["id"]), icv, pih });
};

type Route = (state: State, body: Json) => Answer;

const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["/api/compliance", register],
  ["/api/simplified-compliance", (state, body) => check(state, body, "Simplified")],
  ["/api/standard-compliance", (state, body) => check(state, body, "Standard")],
  ["/api/productioncsid", production],
  ...["Simplified", "Standard"].flatMap((profile) =>
    KINDS.map((kind): [string, Route] => {
      const path = `/api/${profile.toLowerCase()}-${kind}`;
      return [path, (state, body) => submit(state, body, path, new RegExp(`^(?:PrePaid)?${profile}${kind}$`, "i"))];
    }),
  ),
]);

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
};

const answerTo = (state: State, token: string, request: IncomingMessage, text: string): Answer => {
  if (request.headers.authorization !== `Bearer ${token}`) return json(401, { message: "Unauthenticated." });
  const route = request.method === "POST" ? ROUTES.get(request.url ?? "") : undefined;
  if (route === undefined) return json(404, { message: "Not Found" });
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? route(state, { ...body }) : failure("the body is not JSON");
  } catch {
    return failure("the body is not JSON");
  }
};

const send = (response: ServerResponse, { status, body, isLost }: Answer): void => {
  if (isLost === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  const isJson = body.startsWith("{");
  response.writeHead(status, {
    "content-type": isJson ? "application/json" : "text/html",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
};

/** Starts the simulated middleware. */
export const startStackcue = async (options: StackcueOptions = {}): Promise<StackcueSimulator> => {
  const token = `10|${randomBytes(20).toString("hex")}`;
  const state: State = {
    compliance: new Map(),
    production: new Map(),
    submissions: [],
    findings: [],
    faults: [],
    clock: options.clock ?? Date.now,
  };
  const server = createServer(HTTP, (request, response) => {
    bodyOf(request).then(
      (text) => {
        const answer = answerTo(state, token, request, text);
        options.log?.(`${request.method} ${request.url} ${answer.status}`);
        send(response, answer);
      },
      () => response.destroy(),
    );
  });
  const { port, host = "127.0.0.1" } = options;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port ?? 0, host, resolve);
  });
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    token,
    submissions: () => state.submissions,
    chainFindings: () => state.findings,
    inject: (fault) => void state.faults.push(fault),
    close,
    [Symbol.asyncDispose]: close,
  };
};

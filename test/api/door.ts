// A unit with its API open, and a caller that sends anything over a real socket.
import { request } from "node:http";
import { LIMITS } from "../../agent/api/limits.ts";
import { type ApiServer, startApi } from "../../agent/api/server.ts";
import { openTestUnit, type TestUnit } from "../support/unit.ts";

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface Sending {
  readonly headers?: object;
  readonly body?: unknown;
  readonly socket?: boolean;
}

export interface OpenApi extends AsyncDisposable {
  readonly unit: TestUnit;
  readonly api: ApiServer;
  /** What was a bug. */
  readonly bugs: readonly unknown[];
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
}

/** Opens an onboarded unit and its API. */
export async function openApiUnit(
  changes: Readonly<Record<string, object>> = {},
  pace: "hurried" | "as-in-a-shop" = "hurried",
): Promise<OpenApi> {
  const unit = await openTestUnit(changes);
  const bugs: unknown[] = [];
  const { terminal, stuck, hanging } = unit.unit;
  const api = await startApi({
    ...unit.config.api,
    terminal,
    stuck: () => stuck() ?? hanging(),
    onBug: (thrown) => void bugs.push(thrown),
    onFault: () => undefined,
    // A test logs in more often than a shop.
    ...(pace === "hurried" ? { limits: { ...LIMITS, passwords: { perSecond: 100, burst: 1000 } } } : {}),
  });
  return {
    unit,
    api,
    bugs,
    send: (method, path, { headers = {}, body, socket = false } = {}) => {
      const where = socket ? { socketPath: unit.config.api.socket } : { host: "127.0.0.1", port: api.port };
      const type = body === undefined ? {} : { "content-type": "application/json" };
      return sendRequest({ ...where, method, path, headers: { ...type, ...headers }, agent: false }, body);
    },
    [Symbol.asyncDispose]: async () => {
      await api.close();
      await unit[Symbol.asyncDispose]();
    },
  };
}

function sendRequest(options: object, body: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    call.on("error", reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A browser's page of the terminal: keeps the cookie, sends Origin and the page's header. */
export function browser({ api, send }: OpenApi) {
  let cookie = "";
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const origin = `http://127.0.0.1:${api.port}`;
    const own = method === "GET" ? {} : { origin, "x-khatm-request": "test" };
    const answer = await send(method, path, { headers: { ...own, ...(cookie === "" ? {} : { cookie }) }, body });
    const [set] = answer.headers["set-cookie"] ?? [];
    if (set !== undefined) cookie = set.split(";")[0] ?? "";
    return answer;
  };
}

export const jsonOf = (answer: Answer) => JSON.parse(answer.text);

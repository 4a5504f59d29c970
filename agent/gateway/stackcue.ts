// The Stackcue middleware over HTTP (stackcue.md D1): JSON with a bearer token, no retries of its own.
import { type MiddlewareAnswer, readMiddleware } from "../core/middleware/read-middleware.ts";
import type { Middleware } from "../ports/middleware.ts";
import { type HttpOptions, openHttp } from "./http.ts";

export interface StackcueOptions extends HttpOptions {
  /** Reads the token when a call is made, so that it lies in no object that could be shown. */
  readonly token: () => string;
  readonly observe: (attempt: { readonly path: string; readonly kind: MiddlewareAnswer["kind"] }) => void;
}

/** Opens the middleware. Every failure is an answer; only a bug throws. */
export function openStackcue(options: StackcueOptions): Middleware {
  const http = openHttp(options);
  return {
    call: async (path, body) => {
      const answer = await send(options, http, path, body);
      options.observe({ path, kind: answer.kind });
      return answer;
    },
    isReachable: () => http.isReachable(),
    close: () => http.close(),
  };
}

async function send(
  { token }: StackcueOptions,
  http: ReturnType<typeof openHttp>,
  path: string,
  body: unknown,
): Promise<MiddlewareAnswer> {
  const outcome = await http.send({
    method: "POST",
    path,
    headers: {
      Authorization: `Bearer ${token()}`,
      "Content-Type": "application/json",
      Accept: "application/json",
    },
    body: JSON.stringify(body),
  });
  if (outcome.kind === "answer") return readMiddleware(outcome.raw);
  if (outcome.kind === "unreachable") return outcome;
  return { kind: "unknown", status: 0, raw: "", because: outcome.because };
}

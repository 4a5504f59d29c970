// The operator at the machine: the same API over the Unix socket, with every right.
import { request } from "node:http";
import type { Reply } from "./till.ts";

export interface Operator {
  call(method: "GET" | "POST", path: string, body?: object): Promise<Reply>;
}

const ANSWER_MS = 60_000;

/** The operator of an agent that listens at a socket. A call that gets no answer has status 0. */
export const openOperator = (socketPath: string): Operator => ({
  call: (method, path, body) =>
    new Promise((resolve) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const headers = body === undefined ? {} : { "content-type": "application/json" };
      const none = (): void => resolve({ status: 0, body: {} });
      const call = request({ socketPath, method, path, headers, timeout: ANSWER_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", none);
        answer.on("end", () => resolve(replyOf(answer.statusCode ?? 0, Buffer.concat(chunks))));
      });
      call.on("timeout", () => call.destroy()).on("error", none);
      call.end(text);
    }),
});

function replyOf(status: number, bytes: Buffer): Reply {
  try {
    return { status, body: JSON.parse(bytes.toString("utf8")) as Record<string, unknown> };
  } catch {
    // Whoever is killed in the middle of an answer has not answered.
    return { status: 0, body: {} };
  }
}

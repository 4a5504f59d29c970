// A till's calls over HTTP at a rate: they come by chance, as customers do (Poisson), whether the last was answered or not.
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { randomOf } from "../../test/faults/random.ts";

export interface Call {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly token?: string;
  readonly body?: (n: number) => object;
}

/** Milliseconds from sending to the last byte of the answer. @throws Error where it is none of 2xx. */
export function timed(agent: Agent, { method, url, token, body }: Call, n: number): Promise<number> {
  const text = body === undefined ? "" : JSON.stringify(body(n));
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
  };
  const before = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(url, { agent, method, headers }, (answer) => {
      answer.on("error", reject).resume();
      answer.on("end", () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(performance.now() - before);
        else reject(new Error(`${method} ${url} was answered ${status}`));
      });
    });
    call.on("error", reject).end(text);
  });
}

/** Calls one after the other, from `first` on. */
export async function inARow(call: Call, first: number, count: number): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true });
  const taken: number[] = [];
  for (let n = first; n < first + count; n++) taken.push(await timed(agent, call, n));
  agent.destroy();
  return taken.sort((a, b) => a - b);
}

const FINE = 2 ** 30;

/** So many calls a second on average, for so long; sorted. */
export async function byChance(call: Call, perSecond: number, seconds: number): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const random = randomOf("arrivals", perSecond);
  const end = performance.now() + seconds * 1000;
  const answers: Promise<number>[] = [];
  let next = performance.now();
  while (next < end) {
    next += (-Math.log(1 - random.below(FINE) / FINE) / perSecond) * 1000;
    await sleep(Math.max(0, next - performance.now()));
    answers.push(timed(agent, call, answers.length));
  }
  const taken = await Promise.all(answers);
  agent.destroy();
  return taken.sort((a, b) => a - b);
}

const LOOK_MS = 200;
/** Far longer than any backlog of a measure takes. */
const PATIENCE_MS = 900_000;

/** Waits until the gateway has everything a running agent sold. @throws Error when it does not get there. */
export async function allReported(url: string, token: string): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(LOOK_MS)) {
    const answer = await fetch(`${url}/v1/status`, { headers: { authorization: `Bearer ${token}` } });
    const { outbox } = (await answer.json()) as { readonly outbox: { readonly pending: number } };
    if (outbox.pending === 0) return;
  }
  throw new Error("not everything was reported");
}

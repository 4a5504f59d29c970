// Server-sent events (contract.md, GET /v1/events): issued, printed, what the gateway said, alarms.
import type { Terminal } from "../terminal.ts";

/** So that a broken connection is noticed, and proxies keep a quiet one open. */
const KEEP_ALIVE_MS = 15_000;

/** A stream that lasts until the caller leaves. */
export function eventStream(terminal: Pick<Terminal, "listen">, signal: AbortSignal): Response {
  const text = new TextEncoder();
  let stop = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (line: string): void => controller.enqueue(text.encode(line));
      const leave = terminal.listen(({ id, event, facts }) =>
        send(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(facts)}\n\n`),
      );
      const timer = setInterval(() => send(": still here\n\n"), KEEP_ALIVE_MS).unref();
      stop = () => {
        clearInterval(timer);
        leave();
      };
      send(": khatm\n\n");
    },
    cancel: () => stop(),
  });
  signal.addEventListener("abort", () => stop(), { once: true });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}

// Server-sent events (contract.md, GET /v1/events): issued, printed, what the gateway said, alarms.
import type { Terminal } from "../terminal.ts";

/** So that a broken connection is noticed, and proxies keep a quiet one open. */
const KEEP_ALIVE_MS = 15_000;

export interface StreamOptions {
  readonly signal: AbortSignal;
  /** The last event the caller has seen: what came behind it and is still kept is told first. */
  readonly after: number | undefined;
  /** Told once, when the caller has left. */
  readonly ended: () => void;
}

/** A stream that lasts until the caller leaves. */
export function eventStream(terminal: Pick<Terminal, "listen">, { signal, after, ended }: StreamOptions): Response {
  const text = new TextEncoder();
  let stop = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (line: string): void => controller.enqueue(text.encode(line));
      send(": khatm\n\n");
      const leave = terminal.listen(
        ({ id, event, facts }) => send(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(facts)}\n\n`),
        after,
      );
      const timer = setInterval(() => send(": still here\n\n"), KEEP_ALIVE_MS).unref();
      stop = () => {
        stop = () => undefined;
        clearInterval(timer);
        leave();
        ended();
      };
    },
    cancel: () => stop(),
  });
  signal.addEventListener("abort", () => stop(), { once: true });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}

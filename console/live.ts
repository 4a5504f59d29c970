// What happens in the terminal, told as it happens (GET /v1/events), and a session that ends when nobody is there.

/** Every name the terminal tells events by, and `missed`: read anew. */
const EVENTS = ["issued", "printed", "gateway", "alarm", "printer-alarm", "enrolment", "audit", "missed"] as const;
export type EventName = (typeof EVENTS)[number];
type Facts = Readonly<Record<string, unknown>>;
type Listener = (event: EventName, facts: Facts) => void;

const listeners = new Set<Listener>();
let source: EventSource | undefined;

/** Opens the stream; the browser itself takes it up again behind the last event it has seen. */
export function openStream(): void {
  if (source !== undefined) return;
  const opened = new EventSource("/v1/events");
  source = opened;
  for (const name of EVENTS) {
    opened.addEventListener(name, (event) => {
      const facts = JSON.parse(String(event.data)) as Facts;
      for (const listener of [...listeners]) listener(name, facts);
    });
  }
}

export function closeStream(): void {
  source?.close();
  source = undefined;
}

/** Listens until the page is left. @returns how to stop. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Nobody touched the page for this long: the terminal's own limit of a session. */
const IDLE_MS = 30 * 60_000;
const LOOK_MS = 20_000;

/** Reading what is new keeps a session alive; a page that nobody watches must not. */
export function watchIdle(then: () => void): void {
  let last = Date.now();
  const touched = (): void => {
    last = Date.now();
  };
  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(name, touched, { passive: true });
  }
  setInterval(() => {
    if (Date.now() - last < IDLE_MS) return;
    touched();
    then();
  }, LOOK_MS);
}

// Units that are wrong on purpose: a simulation that cannot find these finds nothing.
import type { Enrolment } from "../../agent/core/onboarding/enrolment.ts";
import type { JourneyState } from "../../agent/core/onboarding/journey.ts";
import type { World } from "../../agent/wire.ts";
import type { Store } from "../../agent/wire-store.ts";

export interface Parts {
  readonly store: Store;
  readonly world: World;
}
export type Broken = (store: Store, world: World) => Parts;

const sound: Broken = (store, world) => ({ store, world });

/** Believes a lazy commit durable before the disk has it: a paper begins that nobody remembers after a power cut. */
const believesLazyCommits: Broken = (store, world) => ({
  store: { ...store, journal: { ...methods(store.journal), settled: () => Promise.resolve() } },
  world,
});

/** Tells tills of a sale while it waits for its flush. */
const tellsBeforeFlush: Broken = (store, world) => ({
  store: { ...store, ledger: { ...methods(store.ledger), durable: () => Promise.resolve() } },
  world,
});

/** Closes a report before the gateway has answered. */
const settlesBeforeAnswer: Broken = (store, world) => ({
  store,
  world: {
    ...world,
    gateway: {
      ...world.gateway,
      report: (csid, submission) => {
        const document = store.ledger.findByUuid(submission.uuid);
        if (document !== undefined) {
          const answer = { kind: "accepted", duplicate: false, warnings: [], status: 200, body: "" } as const;
          store.outbox.settle({ document: document.id, at: 0, answer, next: { state: "reported" } });
        }
        return world.gateway.report(csid, submission);
      },
    },
  },
});

/** Forgets references: a till that asks again gets a second document. */
const forgetsReferences: Broken = (store, world) => ({
  store: { ...store, ledger: { ...methods(store.ledger), findByReference: () => undefined } },
  world,
});

/** Sends a document with other bytes than those it signed, now and then. */
const sendsOtherBytes: Broken = (store, world) => {
  let sends = 0;
  return {
    store,
    world: {
      ...world,
      gateway: {
        ...world.gateway,
        report: (csid, submission) => {
          sends += 1;
          const xml = sends % 3 === 0 ? Buffer.concat([submission.xml, Buffer.from("\n")]) : submission.xml;
          return world.gateway.report(csid, { ...submission, xml });
        },
      },
    },
  };
};

/** Forgets that it asked for a CSID: after a power cut nobody is told that the gateway may hold one more. */
const forgetsAsking: Broken = (store, world) => ({
  store: {
    ...store,
    units: { ...methods(store.units), save: (state) => store.units.save(withoutNote(state)) },
  },
  world,
});

function withoutNote(state: JourneyState): JourneyState {
  if (state.stage === "onboarding") return { ...state, enrolment: unasked(state.enrolment) };
  if (state.stage !== "ready" || state.renewal === undefined) return state;
  return { ...state, renewal: unasked(state.renewal) };
}

function unasked(enrolment: Enrolment): Enrolment {
  if (enrolment.step === "key-made") return { ...enrolment, otpSent: false };
  if (enrolment.step !== "requesting") return enrolment;
  const { asked: _forgotten, ...rest } = enrolment;
  return rest;
}

/** The calls of a port that may be a proxy, by name. */
function methods<T extends object>(port: T): T {
  return Object.fromEntries(Object.keys(port).map((name) => [name, Reflect.get(port, name) as unknown])) as T;
}

export const BROKEN: Readonly<Record<string, Broken>> = {
  no: sound,
  "believes-lazy-commits": believesLazyCommits,
  "tells-before-flush": tellsBeforeFlush,
  "settles-before-answer": settlesBeforeAnswer,
  "forgets-references": forgetsReferences,
  "sends-other-bytes": sendsOtherBytes,
  "forgets-asking": forgetsAsking,
};

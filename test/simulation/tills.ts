// Tills: they sell, ask again until they are answered, repeat themselves, reuse references and get prices wrong. What they
// were told is the evidence.
import { isFault } from "../../agent/core/errors.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { ClearOutcome, IssueOutcome } from "../../agent/terminal.ts";
import type { Random } from "../faults/random.ts";
import { standardSale } from "../support/standard-sale.ts";
import { testSale } from "../support/unit.ts";
import type { Power } from "./power.ts";
import type { Scheduler } from "./scheduler.ts";

export interface Acknowledged {
  readonly kind: "acknowledged";
  readonly reference: string;
  readonly uuid: string;
  readonly hash: string;
  readonly qr: string;
}

export interface Tills {
  /** Somebody buys something at a till. */
  sell(): void;
  readonly acknowledged: readonly Acknowledged[];
  /** Sales nobody has answered for good. */
  readonly open: ReadonlySet<string>;
  /** Answers that no sale may get. */
  readonly wrong: readonly string[];
  /** Numbers of invoices handed out, for copies. */
  readonly issued: readonly string[];
}

export interface TillWorld {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly power: Power;
  readonly trace: (event: string) => void;
}

type Sale = Readonly<Record<string, unknown>> & { readonly reference: string };
type Expected = "taken" | "refused" | "conflict";
type Heard = Exclude<IssueOutcome, { kind: "clearing" }> | ClearOutcome;

/** What an answer that ends the matter comes to. A document the authority refused is a document. */
const WORDS = {
  issued: "taken",
  repeated: "taken",
  rejected: "taken",
  conflict: "conflict",
  refused: "refused",
} as const satisfies Readonly<Record<string, Expected>>;

const codesOf = (outcome: Heard): string =>
  "violations" in outcome ? outcome.violations.map(({ code }) => code).join(" ") : "";

/** How long a till waits for an answer before it asks again. */
const PATIENCE_MS = 30_000;
const ASK_AGAIN_MS = 20_000;
/** A till asks what became of a held sale every half hour. */
const HELD_MS = 1_800_000;
/** The longest patience, in rounds of asking again. */
const MOST_PATIENT = 180;

export function createTills({ scheduler, random, power, trace }: TillWorld): Tills {
  const acknowledged: Acknowledged[] = [];
  const open = new Set<string>();
  const wrong: string[] = [];
  const issued: string[] = [];
  /** Those whose credit notes are simplified like themselves. */
  const receipts: string[] = [];
  const sentAway = new Map<string, number>();
  let sold = 0;

  const closed = (sale: Sale): void => void open.delete(sale.reference);

  /** A document the authority refused is shown to nobody: what it says is no evidence. */
  const acknowledge = (sale: Sale, isRejected: boolean, document: StoredDocument): void => {
    const { link, hash, qr, cleared, type, profile } = document;
    const legal = cleared?.qr ?? qr;
    if (!isRejected)
      acknowledged.push({ kind: "acknowledged", reference: sale.reference, uuid: link.uuid, hash, qr: legal });
    if (open.has(sale.reference) && type === "invoice") {
      issued.push(link.irn);
      if (profile === "simplified") receipts.push(link.irn);
    }
    closed(sale);
  };

  const later = (sale: Sale, expected: Expected, milliseconds: number): void => {
    scheduler.after(milliseconds + random.below(5_000), "world", () => ask(sale, expected));
  };
  /** Who was sent away again and again comes back less often. */
  const afterFault = ({ reference }: Sale): number => {
    const times = (sentAway.get(reference) ?? 0) + 1;
    sentAway.set(reference, times);
    return ASK_AGAIN_MS * (1 + random.below(Math.min(20 * times, MOST_PATIENT)));
  };

  const heard = (sale: Sale, expected: Expected, outcome: Heard): void => {
    const { reference } = sale;
    trace(`till hears ${reference} ${outcome.kind}`);
    if (outcome.kind === "held" || outcome.kind === "awaiting") {
      later(sale, expected, HELD_MS);
      return;
    }
    const kind = WORDS[outcome.kind];
    if (kind !== expected) wrong.push(`${reference} should be ${expected} and was ${outcome.kind} ${codesOf(outcome)}`);
    if (kind === "taken" && "document" in outcome && outcome.document !== undefined)
      acknowledge(sale, outcome.kind === "rejected", outcome.document);
    closed(sale);
  };

  const ask = (sale: Sale, expected: Expected): void => {
    const terminal = power.terminal();
    if (terminal === undefined) {
      later(sale, expected, afterFault(sale));
      return;
    }
    const failed = (thrown: unknown): void => {
      if (!isFault(thrown) && power.isOn()) wrong.push(`${sale.reference} met ${String(thrown)}`);
      if (isFault(thrown)) {
        trace(`till hears ${sale.reference} ${thrown.code}`);
        power.onFault(thrown);
      }
      later(sale, expected, isFault(thrown, "certificate-expired") ? HELD_MS : afterFault(sale));
    };
    try {
      let isAnswered = false;
      const once =
        <A>(act: (answer: A) => void) =>
        (answer: A): void => {
          if (!isAnswered) act(answer);
          isAnswered = true;
        };
      const life = power.life();
      /** An answer goes with the power of the unit that would have given it. */
      const alive =
        <A>(act: (answer: A) => void) =>
        (answer: A): void => {
          if (power.life() === life) act(answer);
        };
      settled(terminal.issueBeside(sale, `till-${random.below(3)}`)).then(
        alive(once((answer) => heard(sale, expected, answer))),
        alive(once(failed)),
      );
      scheduler.after(PATIENCE_MS, "world", once(() => later(sale, expected, 0)) as () => void);
    } catch (thrown) {
      failed(thrown);
    }
  };

  const begin = (sale: Sale, expected: Expected): void => {
    open.add(sale.reference);
    ask(sale, expected);
  };

  const again = (sale: Sale): void => {
    if (random.oneIn(5)) scheduler.after(random.below(7_200_000), "world", () => ask(sale, "taken"));
    if (random.oneIn(8)) {
      const other = { ...sale, lines: [{ ...LINE, price: "17.00" }], payments: [card("34.00")] };
      scheduler.after(600_000 + random.below(7_200_000), "world", () => {
        // Only a reference that is taken can be in conflict.
        if (!open.has(sale.reference)) ask(other, "conflict");
      });
    }
  };

  return {
    sell: () => {
      sold += 1;
      const reference = `till/${sold}`;
      const [sale, expected] = saleOf(reference, random, receipts);
      begin(sale, expected);
      if (expected === "taken") again(sale);
    },
    acknowledged,
    open,
    wrong,
    issued,
  };
}

/** What a till hears in the end, of a standard sale too. */
async function settled(asked: Promise<IssueOutcome>): Promise<Heard> {
  const outcome = await asked;
  return outcome.kind === "clearing" ? await outcome.outcome : outcome;
}

const LINE = { name: { ar: "فلات وايت", en: "Flat white" }, quantity: "2", price: "16.00", vat: "S" };
const card = (amount: string) => ({ means: "card", amount });

function saleOf(reference: string, random: Random, receipts: readonly string[]): readonly [Sale, Expected] {
  const kind = random.below(20);
  if (kind < 3) return [standardSale(reference), "taken"];
  if (kind === 3) return [testSale(reference, { payments: [card("1.00")] }), "refused"];
  if (kind === 4) return [testSale(reference, { lines: [{ ...LINE, price: "sixteen" }] }), "refused"];
  if (kind === 5 && receipts.length > 0) return [creditNote(reference, random.pick(receipts), random), "taken"];
  if (kind < 10) return [testSale(reference, { payments: [{ means: "cash", amount: "50.00" }] }), "taken"];
  return [testSale(reference), "taken"];
}

/** A hundredth of a coffee goes back: whatever was credited before, that is left. */
const creditNote = (reference: string, irn: string, random: Random): Sale =>
  testSale(reference, {
    type: "credit-note",
    reason: "returned",
    originals: [{ irn }],
    lines: [{ ...LINE, quantity: "1", price: `0.${10 + random.below(20)}` }],
    payments: [],
  });

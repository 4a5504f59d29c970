// How a printer is, found out by asking: before a job, in the middle of one, and for who wants to know.
import { setTimeout as sleep } from "node:timers/promises";
import { mayPrint, type PrinterCondition } from "../../agent/core/printing/condition.ts";
import type { Patience } from "../transport/link.ts";
import type { Conversation, Told } from "./conversation.ts";
import { type Condition, printerCondition, type StatusKind } from "./status.ts";

/** Asked of an idle printer, in this order; the answers together say how it is. */
const QUESTIONS: readonly StatusKind[] = [2, 1, 4];
/** Between two looks at a head that is too hot. */
const COOLING_MS = 1_000;

/** A printer's condition in one word; `silence` and `noise` where it gives no answer one can read. */
export type Finding = PrinterCondition | "silence" | "noise";

/** Asks an idle printer everything. */
export async function examine(talk: Conversation, { answerMs }: Patience): Promise<Finding> {
  const found: Condition[] = [];
  for (const kind of QUESTIONS) {
    const told = await talk.ask(kind, answerMs);
    if (typeof told === "string") return told;
    found.push(...told);
  }
  return await withCause(talk, found, answerMs);
}

/** Asks a printing printer whether it can go on; waits while its head is only too hot. */
export async function stillPrints(talk: Conversation, { busyMs, stallMs }: Patience): Promise<Finding> {
  const until = performance.now() + stallMs;
  for (;;) {
    const told: Told = await talk.ask(2, busyMs);
    if (typeof told === "string") return told;
    const condition = await withCause(talk, told, busyMs);
    if (condition !== "overheated" || performance.now() > until) return condition;
    await sleep(COOLING_MS);
  }
}

/** An error is told in detail by a question of its own only. */
async function withCause(talk: Conversation, found: readonly Condition[], ms: number): Promise<PrinterCondition> {
  const condition = printerCondition(found);
  if (mayPrint(condition) || !["error", "offline"].includes(condition)) return condition;
  const causes = await talk.ask(3, ms);
  return printerCondition(typeof causes === "string" ? found : [...causes, ...found]);
}

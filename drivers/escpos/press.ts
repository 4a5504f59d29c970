// One paper through one open cable: look first, then bands with the printer's state asked between them, then the proof
// that all of it is on paper (printing.md section 5). `write` returning proves nothing, only the printer's answer does.
import { setTimeout as sleep } from "node:timers/promises";
import { printerFailure } from "../../agent/core/errors.ts";
import { mayPrint, type PrinterCondition } from "../../agent/core/printing/condition.ts";
import type { Link, Patience } from "../transport/link.ts";
import { askWhenDone, type Command, type DrawerPulse, openDrawer, recover } from "./commands.ts";
import { type Conversation, converse } from "./conversation.ts";
import { examine, type Finding, stillPrints } from "./examine.ts";
import { createHeadModel, type HeadModel, headTime } from "./head-model.ts";
import { askForProof, resynchronise, setUp } from "./job.ts";
import type { PrinterMemory } from "./memory.ts";
import type { PrinterProfile } from "./profile.ts";

/** A printer behind an open cable. */
export interface Press {
  readonly link: Link;
  readonly profile: PrinterProfile;
  readonly patience: Patience;
  readonly memory: PrinterMemory;
  /** Bytes a millisecond of a line where nothing but our own estimate of the head holds us back; undefined elsewhere. */
  readonly unheldSpeed: number | undefined;
}

/** `confirmed`: the printer said that all of it is on paper; `unconfirmed`: it took everything and said nothing. */
export type Delivery = "confirmed" | "unconfirmed";

/** Rows of dots after which the state is asked; feeds and narrow bands are not worth a question each. */
const ROWS_BETWEEN_QUESTIONS = 48;
const BETWEEN_LOOKS_MS = 1_000;
/** For answers to questions of an earlier job, which come together with ours. */
const SETTLED_MS = 500;
const JOB_NUMBERS = 10_000;

/** A paper as `encodePaper` makes it, and what is printed before it on what hangs out of the printer from a broken one. */
export interface Order {
  readonly paper: readonly Command[];
  readonly stub?: readonly Command[];
}

/**
 * Prints one paper and cuts it; `onStart` is awaited right before its first dot leaves.
 * @throws Fault `printer-failed` with what the printer said; LinkLost when the cable broke.
 */
export async function printPaper(
  press: Press,
  { paper, stub }: Order,
  onStart: () => Promise<void>,
): Promise<Delivery> {
  const { link, profile, memory } = press;
  const talk = converse(link);
  const isHeard = await ready(press, talk);
  if (stub !== undefined) await talk.say(...setUp(profile), ...stub);
  await onStart();
  memory.state = "unknown";
  memory.isTorn = true;
  await talk.say(...setUp(profile));
  await sendPaper(press, talk, paper, isHeard);
  memory.isTorn = false;
  if (isHeard && (await proved(press, talk, paper))) {
    memory.state = "clean";
    // It is on paper, however the cable ends.
    await link.finish().catch(() => undefined);
    return "confirmed";
  }
  await link.finish();
  return "unconfirmed";
}

/** One pulse to the cash drawer. @throws Fault `printer-failed`; LinkLost. */
export async function pulseDrawer(press: Press, pulse: DrawerPulse): Promise<void> {
  const { link, memory, patience } = press;
  const talk = converse(link);
  const isHeard = await ready(press, talk);
  await talk.say(openDrawer(pulse));
  if (isHeard && memory.canProve) {
    await talk.forgetProofs();
    await talk.say(askWhenDone());
    await talk.listenForProof(0, patience.answerMs);
  }
  await link.finish();
}

/** How the printer is; `unknown` where it does not answer such questions. @throws LinkLost when the cable broke. */
export async function conditionOf(press: Press): Promise<PrinterCondition> {
  const finding = await firstLook(press, converse(press.link));
  await press.link.finish();
  return meaningOf(finding, press);
}

/** Silence is a cheap printer's way, and a sign of trouble in one that can answer. */
function meaningOf(finding: Finding, press: Press): PrinterCondition {
  if (finding === "silence") return mustAnswer(press) ? "offline" : "unknown";
  return finding === "noise" ? "unknown" : finding;
}

/** Makes sure that a job may begin, and where it begins. @returns whether the printer answers questions. */
async function ready(press: Press, talk: Conversation): Promise<boolean> {
  const { memory, profile } = press;
  let finding = await firstLook(press, talk);
  if (finding === "cutter" || finding === "error") {
    memory.state = "unknown";
    await talk.say(recover());
    finding = await firstLook(press, talk);
  }
  const condition = meaningOf(finding, press);
  if (!mayPrint(condition)) {
    await press.link.finish();
    throw printerFailure({ started: false, condition }, `the printer cannot print: ${condition}`);
  }
  const isHeard = condition !== "unknown";
  if (memory.state === "unknown") await talk.say(...resynchronise(profile));
  if (memory.state === "unknown" && isHeard) await settle(press, talk);
  return isHeard;
}

const mustAnswer = ({ profile, memory }: Press): boolean => profile.status === "full" || memory.hasAnswered;

async function firstLook(press: Press, talk: Conversation): Promise<Finding> {
  const { link, profile, patience, memory } = press;
  if (!link.answers || profile.status === "none" || memory.isMute) return "noise";
  const finding = await examine(talk, patience);
  if (finding === "silence") memory.isMute = !mustAnswer(press);
  else if (finding !== "noise") memory.hasAnswered = true;
  return finding;
}

/** A question of a job that was broken off may still be answered: that answer must not count as the proof of the next. */
async function settle({ patience, memory }: Press, talk: Conversation): Promise<void> {
  if (!memory.canProve) return;
  await talk.forgetProofs();
  await talk.say(askWhenDone());
  memory.canProve = await talk.listenForProof(0, patience.busyMs);
  if (memory.canProve) await sleep(SETTLED_MS);
  await talk.forgetProofs();
}

async function sendPaper(press: Press, talk: Conversation, paper: readonly Command[], isHeard: boolean): Promise<void> {
  const { profile, patience, unheldSpeed } = press;
  const head = unheldSpeed === undefined ? undefined : createHeadModel(profile, unheldSpeed);
  for (const piece of pieces(paper)) {
    if (head === undefined) await talk.say(...piece.commands);
    else await sayInTime(head, talk, piece.commands);
    if (!isHeard || !piece.isFull) continue;
    stopUnlessPrinting(await stillPrints(talk, patience));
    head?.heard(performance.now());
  }
  if (head !== undefined && !isHeard) await sleep(Math.max(0, head.doneAt() - performance.now()));
}

/** What is said between two questions. */
interface Piece {
  readonly commands: readonly Command[];
  readonly isFull: boolean;
}

function* pieces(paper: readonly Command[]): Generator<Piece> {
  let [start, rows] = [0, 0];
  for (const [index, command] of paper.entries()) {
    rows += command.rows ?? 0;
    if (rows < ROWS_BETWEEN_QUESTIONS) continue;
    yield { commands: paper.slice(start, index + 1), isFull: true };
    [start, rows] = [index + 1, 0];
  }
  if (start < paper.length) yield { commands: paper.slice(start), isFull: false };
}

async function sayInTime(head: HeadModel, talk: Conversation, commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    await sleep(head.waitFor(command, performance.now()));
    await talk.say(command);
  }
}

function stopUnlessPrinting(finding: Finding): void {
  if (finding === "noise" || (finding !== "silence" && mayPrint(finding))) return;
  const condition = finding === "silence" ? "offline" : finding;
  throw printerFailure({ started: true, condition }, `the printer stopped in the middle of a paper: ${condition}`);
}

/** Waits for the answer that comes after the last dot; a printer that can no longer print says so meanwhile. */
async function proved(press: Press, talk: Conversation, paper: readonly Command[]): Promise<boolean> {
  const { profile, patience, memory } = press;
  memory.job = (memory.job + 1) % JOB_NUMBERS;
  await talk.forgetProofs();
  await talk.say(...askForProof(profile, memory.job));
  const most = 2 * paperTime(paper, profile) + (memory.canProve ? patience.proofMs : 0);
  const until = performance.now() + most;
  for (;;) {
    if (await talk.listenForProof(memory.job, BETWEEN_LOOKS_MS)) {
      memory.canProve = true;
      return true;
    }
    const finding = await stillPrints(talk, patience);
    const isLate = performance.now() >= until;
    if (finding !== "silence" || isLate) stopUnlessPrinting(finding);
    if (isLate) return await talk.listenForProof(memory.job, 0);
  }
}

const paperTime = (paper: readonly Command[], profile: PrinterProfile): number =>
  paper.reduce((sum, command) => sum + headTime(command, profile), 0);

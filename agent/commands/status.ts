// khatm status: what an operator must know.
import type { AlarmText } from "../core/printing/alarms.ts";
import type { PrinterStatus, TerminalStatus } from "../terminal.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const door = await openDoor(context);
  try {
    const answer = await door.call("GET", "/v1/status");
    if (!isGood(answer)) return refuse(context, answer);
    const status = jsonOf<TerminalStatus>(answer);
    tell(context, status, statusText(status));
    return status.ready ? EXIT.done : EXIT.refused;
  } finally {
    await door.close({ leavePaper: true });
  }
}

function statusText({ environment, ready, clock, csid, chain, outbox, printer, storage }: TerminalStatus): string {
  const oldest =
    outbox.oldestIssuedAt === undefined ? "" : `, oldest ${outbox.oldestIssuedAt}, due ${outbox.deadlineAt}`;
  return [
    `${ready ? "ready" : "NOT READY"}  (${environment})`,
    `clock    ${clock.trusted ? clock.now : `not trusted: ${clock.because}`}`,
    `CSID     ${csid.stage}${csid.daysLeft === undefined ? "" : `, ${csid.daysLeft} days left`}`,
    ...(csid.misfit === undefined ? [] : alarmLines(csid.misfit)),
    `chain    ICV ${chain.icv}`,
    ...(chain.closed === undefined ? [] : [`         CLOSED: ${chain.closed}`]),
    `outbox   ${outbox.pending} waiting${oldest}, ${outbox.late} late, ${outbox.rejected} rejected`,
    ...(outbox.lateness === "none" ? [] : [`         ${outbox.lateness.toUpperCase()}: the oldest waits too long`]),
    ...(outbox.held.waiting === 0 ? [] : [`         ${outbox.held.waiting} standard sales held for clearance`]),
    ...(outbox.paused === undefined ? [] : [`         ${outbox.paused.en}`, `         ${outbox.paused.ar}`]),
    ...printer.printers.flatMap(printerLines),
    `storage  ${storage.state}, ${Math.floor(storage.freeBytes / 1_048_576)} MB free; second copy: ${copyText(storage.secondCopy)}`,
  ].join("\n");
}

const copyText = (copy: TerminalStatus["storage"]["secondCopy"]): string =>
  "because" in copy ? `${copy.state}: ${copy.because}` : copy.state;

const printerLines = ({
  name,
  state,
  condition,
  pending,
  unconfirmed,
  oldestAt,
  alarms,
}: PrinterStatus): readonly string[] => [
  `printer  ${name}: ${state} (${condition}), ${pending} waiting${oldestAt === undefined ? "" : ` since ${oldestAt}`}, ${unconfirmed} unconfirmed`,
  ...alarms.flatMap(alarmLines),
];

const alarmLines = ({ message, remedy }: AlarmText): readonly string[] => [
  `         ${message.en}${remedy === undefined ? "" : `: ${remedy.en}`}`,
  `         ${message.ar}${remedy === undefined ? "" : `: ${remedy.ar}`}`,
];

// khatm list: documents, newest first, filtered.
import type { PresentedDocument } from "../api/present.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { openDoor } from "./door.ts";

interface Listed {
  readonly documents: readonly PresentedDocument[];
  /** Where the next page starts. */
  readonly next?: number;
}

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const query = new URLSearchParams();
  for (const key of ["state", "from", "to", "limit"]) {
    const value = optionText(input, key);
    if (value !== undefined) query.set(key, value);
  }
  const door = await openDoor(context);
  try {
    const answer = await door.call("GET", `/v1/invoices?${query}`);
    if (!isGood(answer)) return refuse(context, answer);
    const listed = jsonOf<Listed>(answer);
    tell(context, listed, listed.documents.map(row).join("\n") || "no documents / لا مستندات");
    return EXIT.done;
  } finally {
    await door.close({ leavePaper: true });
  }
}

const row = ({ irn, icv, issuedAt, type, totals, state, printed }: PresentedDocument): string =>
  [
    issuedAt.slice(0, 19).replace("T", " "),
    String(icv).padStart(6),
    irn.padEnd(16),
    type.padEnd(11),
    `${totals.payable} ${totals.currency}`.padStart(14),
    state.padEnd(22),
    printed,
  ].join("  ");

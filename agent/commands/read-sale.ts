// The sale a command was given: a file's JSON, or standard input.
import { messageOf } from "../core/errors.ts";
import { repeatedMember } from "../core/repeated-member.ts";
import { err, ok, type Result } from "../core/result.ts";
import { refuseWith } from "./answers.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, readInput } from "./context.ts";

/** Reads the JSON of a sale; an unreadable file or text is bad usage. */
export async function readSale(context: CommandContext, input: CommandInput): Promise<Result<unknown, ExitCode>> {
  const path = input.arguments[0] ?? "-";
  try {
    const text = await readInput(path);
    const sale: unknown = JSON.parse(text);
    const repeated = repeatedMember(text);
    return repeated === undefined ? ok(sale) : err(await refuseRepeated(context, repeated));
  } catch (thrown) {
    const from = path === "-" ? "standard input" : path;
    complain(context, {
      en: `${from} holds no readable JSON: ${messageOf(thrown)}`,
      ar: `لا يوجد نص JSON صالح في ${path === "-" ? "الإدخال القياسي" : path}`,
    });
    return err(EXIT.usage);
  }
}

/** As the API refuses it: a call to it carries what JSON.parse has left. */
async function refuseRepeated(context: CommandContext, path: string): Promise<ExitCode> {
  const [{ problem }, { problems }] = await Promise.all([
    import("../api/problem.ts"),
    import("../core/invoice/reading/problems.ts"),
  ]);
  return refuseWith(context, problem("wrong-body", { violations: [problems.repeated(path)] }));
}

// The sale a command was given: a file's JSON, or standard input.
import { messageOf } from "../core/errors.ts";
import { err, ok, type Result } from "../core/result.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, readInput } from "./context.ts";

/** Reads the JSON of a sale; an unreadable file or text is bad usage. */
export async function readSale(context: CommandContext, input: CommandInput): Promise<Result<unknown, ExitCode>> {
  const path = input.arguments[0] ?? "-";
  try {
    return ok(JSON.parse(await readInput(path)));
  } catch (thrown) {
    const from = path === "-" ? "standard input" : path;
    complain(context, {
      en: `${from} holds no readable JSON: ${messageOf(thrown)}`,
      ar: `لا يوجد نص JSON صالح في ${path === "-" ? "الإدخال القياسي" : path}`,
    });
    return err(EXIT.usage);
  }
}

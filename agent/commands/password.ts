// A password: from a file, standard input or the keyboard without an echo; never from argv or the environment.
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { type CommandContext, type CommandInput, optionText, readInput } from "./context.ts";

/** Reads a password; the end of the line is none of it. */
export async function readPassword(context: CommandContext, input: CommandInput): Promise<string> {
  const file = optionText(input, "passwordFile");
  if (file !== undefined) return (await readInput(file)).replace(/\r?\n$/, "");
  if (!process.stdin.isTTY) return "";
  context.note("Password / كلمة المرور:");
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const keyboard = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await keyboard.question("");
  } finally {
    keyboard.close();
  }
}

// The one-time password: from a file, standard input or the keyboard; never from argv or the environment.
import { createInterface } from "node:readline/promises";
import { type CommandContext, type CommandInput, optionText, readInput } from "./context.ts";

/** Reads the password; an empty answer means there is none. */
export async function readOtp(context: CommandContext, input: CommandInput): Promise<string | undefined> {
  const file = optionText(input, "otpFile");
  const text = file === undefined ? await ask(context) : await readInput(file);
  return text.trim() === "" ? undefined : text.trim();
}

async function ask(context: CommandContext): Promise<string> {
  if (!process.stdin.isTTY) return "";
  context.note(
    "The OTP is made in the Fatoora portal and lives one hour.\nرمز التحقق (OTP) يُنشأ من بوابة فاتورة وصلاحيته ساعة.",
  );
  const keyboard = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await keyboard.question("OTP: ");
  } finally {
    keyboard.close();
  }
}

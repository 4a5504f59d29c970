// The one-time password: from a file, standard input or the keyboard; never from argv or the environment.
import { createInterface } from "node:readline/promises";
import { type CommandContext, type CommandInput, optionText, readInput } from "./context.ts";

/** Reads the password; an empty answer means there is none. */
export async function readOtp(context: CommandContext, input: CommandInput): Promise<string | undefined> {
  const file = optionText(input, "otpFile");
  const text = file === undefined ? await ask(context) : await readInput(file);
  return text.trim() === "" ? undefined : westernDigits(text.trim());
}

/** The portal gives six digits. */
export const isOtp = (text: string): boolean => /^\d{6}$/.test(text);

/** An Arabic keyboard writes ١٢٣ where the gateway reads 123. */
const westernDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0x0f));

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

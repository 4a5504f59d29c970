// What cannot be taken back asks for its own words: typed, or given with --confirm.
import { createInterface } from "node:readline/promises";
import { type CommandContext, type CommandInput, complain, optionText } from "./context.ts";

export type Act = "init" | "onboard" | "renew" | "decommission";

/** The words of an act on one unit: they name it, so that they cannot be typed by habit. */
export const wordsFor = (act: Act, unit: string): string =>
  act === "decommission" ? `decommission ${unit}` : `production ${unit}`;

const WHY: Readonly<Record<Act, { readonly ar: string; readonly en: string }>> = {
  init: {
    ar: "هذه وحدة إنتاج: مستنداتها ملزمة نظامًا.",
    en: "This is a production unit: its documents are legally binding.",
  },
  onboard: {
    ar: "سيُستعمل رمز OTP من بوابة الإنتاج، وتصدر الوحدة بعده فواتير ملزمة نظامًا.",
    en: "This uses an OTP of the production portal; after it the unit issues legally binding invoices.",
  },
  renew: {
    ar: "ستتبدل شهادة الإنتاج، وتبدأ سلسلة جديدة من 1.",
    en: "This replaces the production CSID; its chain begins at 1.",
  },
  decommission: {
    ar: "لن توقّع الوحدة بعد الآن، وسيُتلف مفتاحها نهائيًا.",
    en: "The unit will never sign again, and its key is destroyed for good.",
  },
};

/** True when the words were given. Without a terminal to ask at they must come with `--confirm`. */
export async function isConfirmed(
  context: CommandContext,
  input: CommandInput,
  act: Act,
  unit: string,
): Promise<boolean> {
  const words = wordsFor(act, unit);
  const given = optionText(input, "confirm") ?? (await typed(context, act, words));
  if (given.trim() === words) return true;
  const { ar, en } = WHY[act];
  complain(context, {
    ar: `${ar}\nللتأكيد: ‎--confirm "${words}"`,
    en: `${en}\nTo confirm: --confirm "${words}"`,
  });
  return false;
}

async function typed(context: CommandContext, act: Act, words: string): Promise<string> {
  if (!process.stdin.isTTY || context.json) return "";
  context.note(`${WHY[act].en}\n${WHY[act].ar}`);
  const keyboard = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await keyboard.question(`type / اكتب: ${words}\n> `);
  } finally {
    keyboard.close();
  }
}

// khatm decommission: the unit stops signing, tells what is left, destroys its key, and says what to do in the portal.
import type { Bilingual } from "../core/bilingual.ts";
import type { DecommissionOutcome } from "../terminal.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { isConfirmed } from "./confirm.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, tell } from "./context.ts";
import { openDoor } from "./door.ts";
import { readConfig } from "./read-config.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const { request } = readConfig(context).unit;
  if (!(await isConfirmed(context, input, "decommission", request.name))) return EXIT.usage;
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", "/v1/decommission");
    if (!isGood(answer)) return refuse(context, answer);
    const outcome = jsonOf<DecommissionOutcome>(answer);
    const { words, code } = SAID[outcome.kind];
    if (code === EXIT.done) tell(context, { ...outcome, next: words }, `${words.en}\n${words.ar}`);
    else complain(context, words, { outcome });
    return code;
  } finally {
    await door.close({ leavePaper: true });
  }
}

const SAID: Readonly<Record<DecommissionOutcome["kind"], { readonly words: Bilingual; readonly code: ExitCode }>> = {
  done: {
    code: EXIT.done,
    words: {
      ar: "أُتلف المفتاح. الآن في بوابة فاتورة: قائمة الحلول والأجهزة، اختر هذه الوحدة ثم إلغاء (Revoke). احتفظ بالسجل ست سنوات.",
      en: "The key is destroyed. Now in the Fatoora portal: list of solutions and devices, this unit, Revoke. Keep the ledger for six years.",
    },
  },
  waiting: {
    code: EXIT.tryLater,
    words: {
      ar: "لا توقّع الوحدة بعد الآن، وما زالت مستندات بانتظار الهيئة: أعد الأمر عند عودة الاتصال.",
      en: "The unit signs no more; documents still wait for the gateway: run this again when it is back.",
    },
  },
  held: {
    code: EXIT.refused,
    words: {
      ar: "عمليات أو تحويلات ضريبية بانتظار الاعتماد تحتاج المفتاح: نفّذ khatm flush أولًا. لم يتغير شيء.",
      en: "Standard sales or conversions wait for clearance and need the key: run khatm flush first. Nothing was changed.",
    },
  },
  "not-onboarded": {
    code: EXIT.refused,
    words: { ar: "هذه الوحدة غير مسجلة.", en: "This unit is not onboarded." },
  },
};

// khatm roll-back: the ledger as it was before the last migration, where nobody did anything since.
import type { Bilingual } from "../core/bilingual.ts";
import { goBack, type WentBack } from "../store/before-migration.ts";
import { lockLedger } from "../store/writer-lock.ts";
import { type CommandContext, complain, EXIT, type ExitCode, tell } from "./context.ts";
import { ledgerPath, readConfig } from "./read-config.ts";
import { assertBegun } from "./unit-folder.ts";

const USED: Bilingual = {
  ar: "بيع أو عُمل شيء بعد الترقية: الرجوع يُضيعه. أبقِ الإصدار الجديد يعمل، واطلب إصدارًا يصلحه",
  en: "something was sold or done since the update: going back would lose it. Keep the newer version running and ask for one that mends it",
};

export function run(context: CommandContext): Promise<ExitCode> {
  const { state } = readConfig(context);
  assertBegun({ state });
  const lock = lockLedger(state.folder);
  try {
    return Promise.resolve(told(context, goBack(ledgerPath({ state }), Date.now())));
  } finally {
    lock.release();
  }
}

function told(context: CommandContext, outcome: WentBack): ExitCode {
  switch (outcome.kind) {
    case "used":
      complain(context, USED, { outcome });
      return EXIT.refused;
    case "nothing":
      tell(context, outcome, "the ledger has the schema it had: nothing to put back · المخطط كما كان: لا شيء يُعاد");
      return EXIT.done;
    case "done":
      tell(
        context,
        outcome,
        `schema ${outcome.schema} again · عاد المخطط ${outcome.schema}\nwhat was there: ${outcome.replaced}`,
      );
      return EXIT.done;
  }
}

// Sales that wait for the gateway or the disk while a till waits for them: the ledger is not closed under them.
import type { IssueOutcome } from "../terminal.ts";
import type { Selling } from "./sell.ts";

export interface FollowedSelling extends Selling {
  /** Resolves when every act under way now has ended, well or not. */
  ended(): Promise<void>;
}

/** The same counter, which remembers what is under way. */
export function followed(selling: Selling): FollowedSelling {
  const acts = new Set<Promise<unknown>>();
  const remember = <T>(act: Promise<T>): Promise<T> => {
    const forget = (): void => void acts.delete(act);
    acts.add(act);
    act.then(forget, forget);
    return act;
  };
  const remembered = (outcome: IssueOutcome): IssueOutcome =>
    outcome.kind === "clearing" ? { kind: "clearing", outcome: remember(outcome.outcome) } : outcome;
  return {
    ...selling,
    sell: (sale, actor) => remembered(selling.sell(sale, actor)),
    sellBeside: (sale, actor) => remember(selling.sellBeside(sale, actor).then(remembered)),
    convert: (irn, order) => remember(selling.convert(irn, order)),
    correct: (irn, reviewed) => remember(selling.correct(irn, reviewed)),
    ended: async () => void (await Promise.allSettled(acts)),
  };
}

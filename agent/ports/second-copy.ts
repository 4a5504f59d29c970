// Every issued document once more, on another medium.

import type { Fault } from "../core/errors.ts";

export type SecondCopyState =
  | { readonly state: "off" }
  | { readonly state: "good" | "behind"; readonly copied?: number }
  /** The medium is away or failing: an alarm, never a reason not to sell. */
  | { readonly state: "absent"; readonly because: string }
  /** The copy has documents this ledger has not: it is an older or another one. */
  | { readonly state: "ahead"; readonly because: string };

/** Every issued document once more, on another medium. */
export interface SecondCopy {
  /** Fault `chain-broken` while the copy is ahead of the ledger: it must not issue. */
  refusal(): Fault | undefined;
  /** Copies what is new up to a document that the ledger's own disk has, in a worker of its own. */
  wake(upTo: number): void;
  state(): SecondCopyState;
  close(): Promise<void>;
}

// The machine under the terminal, as far as a shop can mend it.

/** A printer's cable as the configuration names it. */
export interface PrinterLine {
  readonly printer: string;
  readonly address: string;
  /**
   * `missing`: nothing has this name; `passing`: the kernel gives the name anew at every plug; `console`: the system writes
   * its own messages on it; `core-clock`: its speed follows the processor's.
   */
  readonly state: "good" | "missing" | "passing" | "console" | "core-clock";
  /** Names of the same device that stay. */
  readonly better: readonly string[];
}

export interface MachineSeen {
  /** `empty`: there is one, and it tells a time that cannot be. */
  readonly batteryClock: "good" | "empty" | "none";
  /** The processor's own watchdog, which starts a machine anew that hangs as a whole. */
  readonly watchdog: "active" | "idle" | "none";
  /** Whether the service manager ends an agent that hangs; undefined where no agent runs. */
  readonly isWatched: boolean | undefined;
  /** The one from before works because the version unpacked last did not prove itself: docs/update.md. */
  readonly isFallback: boolean;
  readonly root: "read-only" | "writable";
  /** `volatile`: it is gone when the machine is switched off. */
  readonly ledgerMedium: "durable" | "volatile";
  /** Where the second copy lies. */
  readonly secondMedium: "none" | "absent" | "same" | "other";
  readonly lines: readonly PrinterLine[];
}

export interface Machine {
  /** Looks now; never throws. */
  look(): MachineSeen;
}

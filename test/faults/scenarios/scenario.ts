// One group of cases of the fault suite, and what it works with.
import type { LineChild } from "../child.ts";
import type { SuiteOptions } from "../options.ts";
import type { Tally } from "../tally.ts";
import type { Unit } from "../unit.ts";
import type { Workshop } from "../workshop.ts";

export interface Stage extends Pick<SuiteOptions, "size" | "seed"> {
  readonly workshop: Workshop;
  readonly checker: LineChild;
  readonly tally: Tally;
  /** The onboarded unit; made when it is first asked for. */
  readonly unit: () => Promise<Unit>;
}

export interface Scenario {
  readonly name: string;
  run(stage: Stage): Promise<void>;
}

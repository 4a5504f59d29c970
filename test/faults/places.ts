// Where a unit's files lie.
import { join } from "node:path";

export interface UnitFiles {
  readonly folder: string;
  readonly state: string;
  readonly config: string;
  /** Everything the agent said. */
  readonly log: string;
}

/** The name of a second copy. */
export const SECOND_COPY = "second-copy.khatm";

export const filesIn = (folder: string): UnitFiles => ({
  folder,
  state: join(folder, "state"),
  config: join(folder, "khatm.toml"),
  log: join(folder, "agent.log"),
});

export const wrappingKeyIn = (folder: string): string => join(folder, "wrapping-key", "khatm.key");
export const gatewayIn = (folder: string): string => join(folder, "gateway.db");
export const socketIn = (state: string): string => join(state, "khatm.sock");

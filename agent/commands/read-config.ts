// The unit's configuration for a command; what is wrong with it ends the command with 78.
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { loadConfig } from "../../config/load.ts";
import { Fault } from "../core/errors.ts";
import type { Surroundings } from "../wire.ts";
import { type CommandContext, violationsText } from "./context.ts";

/** Reads the configuration. @throws Fault `configuration` with every mistake, each with its line. */
export function readConfig({ configPath, dataFolder }: CommandContext): Config {
  const config = loadConfig(configPath, dataFolder === undefined ? {} : { stateFolder: dataFolder });
  if (config.ok) return config.value;
  throw new Fault("configuration", `${configPath}\n${violationsText(config.error)}`);
}

/** A command that holds the ledger itself keeps no log: what matters is its answer. */
export const quietly = ({ credentials }: CommandContext): Surroundings => ({ log: () => undefined, credentials });

/** Where a unit's ledger lies. */
export const ledgerPath = ({ state }: Pick<Config, "state">): string => join(state.folder, "ledger.db");

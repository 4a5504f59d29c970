// Where a unit keeps its state and where its agent listens: all that a command beside a running agent has to know.
import { dirname, join, resolve } from "node:path";
import { parse } from "smol-toml";
import { CONFIG_FILE, STATE_FOLDER } from "./usual-places.ts";

/** Where the file stands, and what the command line overrides. */
export interface Surroundings {
  /** Path of the configuration file: relative paths in it start at its folder. */
  readonly file: string;
  /** `--data`: instead of `state.folder`. */
  readonly stateFolder?: string;
}

/** What a file says of the places: `state.folder` and `api.socket`. */
interface Said {
  readonly folder: string | undefined;
  readonly socket: string | undefined;
}

/** The state folder and the socket of a unit, absolute. */
export function placesOf({ folder = STATE_FOLDER, socket }: Said, { file, stateFolder }: Surroundings) {
  // Another state folder is another unit's: the socket the file names is not.
  if (stateFolder !== undefined) return inside(resolve(stateFolder));
  const from = (path: string): string => resolve(dirname(file), path);
  const usual = inside(from(folder));
  return socket === undefined ? usual : { ...usual, socket: from(socket) };
}

const inside = (folder: string) => ({ folder, socket: join(folder, "khatm.sock") });

/**
 * The socket of a unit, found without reading the rest of its file, which takes a command as long as a sale does.
 * @returns undefined where only `loadConfig` can tell, or tells what is wrong: a file that names no place may have
 * misspelt it, and the agent at the usual one is then another unit's, unless the file is the usual one itself.
 * @example socketIn('[state]\nfolder = "state"', { file: "/shop/khatm.toml" }) // "/shop/state/khatm.sock"
 */
export function socketIn(toml: string, surroundings: Surroundings): string | undefined {
  const said = saidIn(toml);
  if (said === undefined) return undefined;
  const isNamed = [said.folder, said.socket, surroundings.stateFolder].some((place) => place !== undefined);
  return isNamed || surroundings.file === CONFIG_FILE ? placesOf(said, surroundings).socket : undefined;
}

/** undefined for what is no TOML, or no path. */
function saidIn(toml: string): Said | undefined {
  try {
    const { state, api } = parse(toml) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
    const { folder, socket } = { folder: state?.["folder"], socket: api?.["socket"] };
    return isPath(folder) && isPath(socket) ? { folder, socket } : undefined;
  } catch {
    return undefined;
  }
}

const isPath = (value: unknown): value is string | undefined => value === undefined || typeof value === "string";

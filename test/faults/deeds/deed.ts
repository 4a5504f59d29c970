// A deed: something the terminal does, in the middle of which it is killed.
import type { Scene } from "../life.ts";

export interface Deed {
  readonly name: string;
  /** Kills of a hundred that are its own. */
  readonly share: number;
  /** Does it once. @returns whether the kill came in the middle of it; else it was done before. */
  readonly live: (scene: Scene) => Promise<boolean>;
}

// The clock of a machine without a battery: it stands while there is no power, a time server sets it when there is a
// network, and people move it.
import type { Scheduler } from "./scheduler.ts";

export interface WallClock {
  trueMs(): number;
  wallMs(): number;
  isSynchronised(): boolean;
  battery(): number | undefined;
  boot(): void;
  powerGoes(): void;
  /** Somebody moves it. */
  step(milliseconds: number): void;
  /** A time server sets it, if there is power. */
  synchronise(): void;
}

/** A clock that is right; with a battery it stays so over a power cut. */
export function createWallClock(scheduler: Scheduler, hasBattery: boolean): WallClock {
  const state = { offset: 0, synchronised: true, stoodAt: undefined as number | undefined };
  const wallMs = (): number => scheduler.now() + state.offset;
  return {
    trueMs: scheduler.now,
    wallMs,
    isSynchronised: () => state.synchronised,
    battery: () => (hasBattery ? scheduler.now() : undefined),
    boot: () => {
      if (state.stoodAt !== undefined && !hasBattery) state.offset = state.stoodAt - scheduler.now();
      if (hasBattery) state.offset = 0;
      state.stoodAt = undefined;
    },
    powerGoes: () => {
      state.stoodAt = wallMs();
      state.synchronised = false;
    },
    step: (milliseconds) => {
      state.offset += milliseconds;
      state.synchronised = false;
    },
    synchronise: () => {
      if (state.stoodAt !== undefined) return;
      state.offset = 0;
      state.synchronised = true;
    },
  };
}

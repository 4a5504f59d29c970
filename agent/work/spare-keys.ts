// Keys that no CSID and no request uses: a power cut leaves one behind when it comes between the key and the record that
// names it, or between the switch to a new key and the end of the old one.
import { type JourneyState, stampCsid } from "../core/onboarding/journey.ts";
import type { Vault } from "../ports/keys.ts";
import type { UnitStore } from "../ports/ledger.ts";

interface KeyPorts {
  readonly units: Pick<UnitStore, "load">;
  readonly vault: Pick<Vault, "keys" | "destroyKey">;
}

/** The names of the keys that nothing uses. */
export function spareKeys({ units, vault }: KeyPorts): readonly string[] {
  const used = new Set(keysOf(units.load() ?? { stage: "new" }));
  return vault.keys().filter((name) => !used.has(name));
}

/**
 * Destroys them. Only for a unit that has its CSID, or has ended: before that the record may be the one that is lost,
 * and the key the one that is left.
 */
export function destroySpareKeys(ports: KeyPorts): void {
  for (const name of spareKeys(ports)) ports.vault.destroyKey(name);
}

function keysOf(state: JourneyState): readonly string[] {
  switch (state.stage) {
    case "new":
    case "decommissioned":
      return [];
    case "onboarding":
      return [state.enrolment.keyName];
    case "ready":
    case "closing": {
      const { active } = state;
      // Only the sandbox signs with the compliance CSID's key, which a renewal by 200 leaves as it was.
      const stamping = stampCsid(active);
      const renewal = state.stage === "ready" && state.renewal !== undefined ? [state.renewal.keyName] : [];
      return [active.production.keyName, stamping.keyName, ...renewal];
    }
  }
}

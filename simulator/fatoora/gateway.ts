// Everything the calls share: memory, authorities, clock, switches, faults.

import type { Seal } from "./clearance.ts";
import { type FaultBook, faultBook, seededRandom } from "./faults.ts";
import { type Authority, type AuthorityName, authority, newKey, publicKeyOf } from "./pki/authority.ts";
import { type Store, setting } from "./store/database.ts";
import { changeSwitches, type SwitchChange, type Switches } from "./switches.ts";
import type { Schema } from "./xml/schema.ts";

/** The simulated gateway. */
export type Gateway = {
  readonly store: Store;
  readonly authorities: Readonly<Record<AuthorityName, Authority>>;
  readonly seal: Seal;
  readonly schema: Schema | undefined;
  /** The gateway's time, milliseconds since 1970, the clock switch included. */
  readonly now: () => number;
  readonly switches: () => Switches;
  readonly change: (change: unknown) => Switches;
  readonly faults: FaultBook;
  readonly random: () => number;
};

/** What a gateway is made of. */
export type GatewayParts = {
  readonly store: Store;
  readonly schema: Schema | undefined;
  readonly clock: () => number;
  readonly seed: number;
  readonly switches: SwitchChange;
};

/** The seal of cleared documents, kept with the state so that a restarted simulator seals as before. */
const sealOf = async (store: Store, issuer: Authority, now: number): Promise<Seal> => {
  const keyPem = setting(store, "seal-key", newKey);
  const certificate = await issuer.issue({
    subject: "C=SA, O=Khatm gateway simulator, CN=Clearance seal",
    publicKey: publicKeyOf(keyPem),
    alternativeName: undefined,
    now,
  });
  return { keyPem, certificate: setting(store, "seal-certificate", () => certificate) };
};

/** Sets up a gateway over its memory; new keys are made where the memory has none. */
export const openGateway = async ({ store, schema, clock, seed, switches }: GatewayParts): Promise<Gateway> => {
  const authorities = {
    compliance: authority("compliance", setting(store, "compliance-key", newKey)),
    production: authority("production", setting(store, "production-key", newKey)),
  };
  const random = seededRandom(seed);
  let current = changeSwitches({}, switches);
  return {
    store,
    authorities,
    seal: await sealOf(store, authorities.production, clock()),
    schema,
    now: () => clock() + current.clockOffsetSeconds * 1000,
    switches: () => current,
    change: (change) => {
      current = changeSwitches(current, change);
      return current;
    },
    faults: faultBook(random),
    random,
  };
};

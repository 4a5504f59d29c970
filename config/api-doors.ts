// The doors of the API as configured: loopback, socket, and the one to the shop's network where it is open.
import { join } from "node:path";
import type { Values } from "./schema.ts";

export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  readonly socket: string;
  readonly socketGroup: string | undefined;
  /** The door to the shop's network; undefined while it is shut. */
  readonly lan:
    | {
        readonly host: string;
        readonly port: number;
        readonly names: readonly string[];
        readonly files: { readonly certificate: string; readonly key: string } | undefined;
        /** Where the device keeps a certificate of its own. */
        readonly folder: string;
      }
    | undefined;
}

interface Places {
  readonly socket: string;
  readonly folder: string;
  readonly from: (path: string) => string;
}

/** The doors of a section that holds together. */
export function apiConfig(api: Values["api"], { socket, folder, from }: Places): ApiConfig {
  const { host, port, socketGroup, lanHost, lanPort, certificate, certificateKey } = api;
  const files =
    certificate === undefined || certificateKey === undefined
      ? undefined
      : { certificate: from(certificate), key: from(certificateKey) };
  const lan = { port: lanPort, names: api.lanNames, files, folder: join(folder, "lan") };
  return { host, port, socket, socketGroup, lan: lanHost === undefined ? undefined : { host: lanHost, ...lan } };
}

/** False for a door to the network that nobody could call by a name, or with half a certificate. */
export const isClosedOrNamed = ({ lanHost, lanNames, certificate, certificateKey }: Values["api"]): boolean =>
  lanHost === undefined || (lanNames.length > 0 && (certificate === undefined) === (certificateKey === undefined));

// A printer's configuration made into its profile and its cable.
import { Fault, messageOf } from "../agent/core/errors.ts";
import type { Paper } from "../agent/core/receipt/paper.ts";
import type { DrawerPulse } from "./escpos/commands.ts";
import { loadProfile, type PrinterProfile, profileFor } from "./escpos/profile.ts";
import { fileTransport } from "./transport/file.ts";
import type { Patience, Transport } from "./transport/link.ts";
import { nowhere } from "./transport/nowhere.ts";
import { BITS_PER_BYTE, type FlowControl, serialTransport } from "./transport/serial.ts";
import { tcpTransport } from "./transport/tcp.ts";
import { usbIdentity } from "./transport/usb-identity.ts";
import { usbLpTransport } from "./transport/usb-lp.ts";

export interface PrinterSettings {
  readonly transport: "none" | "usb-lp" | "serial" | "tcp" | "file";
  readonly address: string | undefined;
  /** Name of a profile in escpos/profiles. */
  readonly profile: string;
  readonly dots: Paper;
  readonly baudRate: number;
  /** `profile`: as the profile says. */
  readonly flowControl: FlowControl | "profile";
  /** Where the cash drawer hangs; `profile`: on the first pin of the profile. */
  readonly drawerPin: keyof typeof PINS | "profile";
}

const PINS = { pin2: 2, pin5: 5 } as const;

export interface Cable {
  readonly transport: Transport;
  /** Bytes a millisecond of a line without flow control. */
  readonly unheldSpeed?: number;
}

/**
 * The profile of a configuration; `generic` becomes that of the model where a USB printer names one we know.
 * @throws Fault `configuration` when there is none, or it does not fit the paper.
 */
export function profileOf({ profile: name, dots, transport, address }: PrinterSettings): PrinterProfile {
  const identity = name === "generic" && transport === "usb-lp" ? usbIdentity(address ?? "") : undefined;
  const named = identity === undefined ? undefined : profileFor(identity);
  if (named !== undefined && dots <= named.width) return named;
  const profile = known(name, dots);
  if (dots <= profile.width) return profile;
  throw new Fault("configuration", `printer.dots ${dots} is wider than the profile ${name} (${profile.width})`);
}

function known(name: string, dots: Paper): PrinterProfile {
  try {
    return loadProfile(name, dots);
  } catch (cause) {
    throw new Fault("configuration", `printer.profile: ${messageOf(cause)}`, { cause });
  }
}

/** What opens the drawer of a configuration. */
export const pulseOf = ({ drawerPin }: PrinterSettings, { drawerPins, drawerPulse }: PrinterProfile): DrawerPulse => ({
  pin: drawerPin === "profile" ? (drawerPins[0] ?? PINS.pin2) : PINS[drawerPin],
  ...drawerPulse,
});

/** The cable of a configuration; nothing is opened yet. */
export const cableOf = (settings: PrinterSettings, profile: PrinterProfile, patience: Patience): Cable =>
  CABLES[settings.transport]({ ...settings, profile, patience, address: settings.address ?? "" });

interface Plug {
  readonly address: string;
  readonly baudRate: number;
  readonly flowControl: FlowControl | "profile";
  readonly profile: PrinterProfile;
  readonly patience: Patience;
}

const CABLES: Readonly<Record<PrinterSettings["transport"], (plug: Plug) => Cable>> = {
  none: () => ({ transport: nowhere }),
  file: ({ address }) => ({ transport: fileTransport(address) }),
  tcp: ({ address, patience }) => ({ transport: tcpTransport(address, patience) }),
  "usb-lp": ({ address, patience }) => ({ transport: usbLpTransport(address, patience) }),
  serial: ({ address: path, baudRate, flowControl: wanted, profile, patience }) => {
    const flowControl = wanted === "profile" ? profile.flowControl : wanted;
    return {
      transport: serialTransport({ path, baudRate, flowControl }, patience),
      ...(flowControl === "none" ? { unheldSpeed: baudRate / BITS_PER_BYTE / 1000 } : {}),
    };
  },
};

// Every check an operator can ask for, each with what was found and its remedy.
import { verify, X509Certificate } from "node:crypto";
import type { Bilingual } from "../core/bilingual.ts";
import type { AuditState } from "../core/chain/audit-state.ts";
import { messageOf } from "../core/errors.ts";
import type { Cover } from "../core/onboarding/cover.ts";
import { certificateText } from "../core/onboarding/csid.ts";
import { stampCsid } from "../core/onboarding/journey.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gateway } from "../ports/gateway.ts";
import type { Vault } from "../ports/keys.ts";
import type { UnitStore } from "../ports/ledger.ts";
import type { Machine } from "../ports/machine.ts";
import type { HeldSales } from "../ports/outbox.ts";
import type { Finding, TerminalStatus } from "../terminal.ts";
import { coverOf } from "./active-csid.ts";
import { CHECKS } from "./doctor-checks.ts";
import type { Patient } from "./doctor-found.ts";
import { spareKeys } from "./spare-keys.ts";

export interface DoctorPorts {
  readonly units: UnitStore;
  readonly vault: Vault;
  /** A middleware is asked no time. */
  readonly gateway: Pick<Gateway, "isReachable"> & Partial<Pick<Gateway, "askTime">>;
  readonly held: HeldSales;
  readonly clock: Pick<Clock, "verdict" | "wallMs">;
  readonly machine: Machine;
}

/** What is known already when the doctor is asked. */
export interface Known {
  readonly configured: Cover;
  readonly status: TerminalStatus;
  readonly audit: AuditState;
}

/** Looks at everything; nothing is changed and no counter value is used. */
export async function examine(ports: DoctorPorts, known: Known): Promise<readonly Finding[]> {
  const state = ports.units.load();
  const patient: Patient = {
    ...known,
    time: ports.clock.verdict(),
    now: ports.clock.wallMs(),
    machine: ports.machine.look(),
    gateway: await gatewayOf(ports.gateway),
    keyTrouble: keyTroubleOf(ports),
    spareKeys: spareKeys(ports),
    onboardedFor: state?.stage === "ready" || state?.stage === "closing" ? coverOf(state.active) : undefined,
  };
  return CHECKS.map(({ check, about, look, remedy }) => {
    const { state: how, found, remedy: todo = remedy } = look(patient);
    return { check, about, state: how, found, ...(how === "good" || todo === undefined ? {} : { remedy: todo }) };
  });
}

/** A connection alone proves nothing: what stands before the gateway may take it and reset every call. */
async function gatewayOf(gateway: DoctorPorts["gateway"]): Promise<Patient["gateway"]> {
  if (!(await gateway.isReachable())) return "away";
  if (gateway.askTime === undefined) return "connected";
  return (await gateway.askTime()).gatewayTime === undefined ? "silent" : "answers";
}

/** Signs a probe with the stamping key and verifies it with the certificate. */
function keyTroubleOf({ units, vault }: DoctorPorts): Bilingual | undefined {
  const state = units.load();
  if (state?.stage !== "ready") return undefined;
  const csid = stampCsid(state.active);
  const probe = Buffer.from("khatm doctor", "utf8");
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificateText(csid), "base64"));
    const holds = verify("sha256", probe, publicKey, vault.signing(csid.keyName)(probe));
    return holds ? undefined : NOT_ITS_CERTIFICATE;
  } catch (thrown) {
    const because = messageOf(thrown);
    return { ar: `لا يوقّع: ${because}`, en: `it does not sign: ${because}` };
  }
}

const NOT_ITS_CERTIFICATE: Bilingual = {
  ar: "الشهادة ليست لهذا المفتاح",
  en: "the certificate is not this key's",
};

// A whole EGS unit against the simulator, everything real: vault, record in SQLite, HTTP, documents.
import { createSecretKey, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../agent/clock/system-clock.ts";
import { parseUuid } from "../../agent/core/ids.ts";
import { parseSeller } from "../../agent/core/invoice/party.ts";
import type { Terms } from "../../agent/core/invoice/price.ts";
import type { Environment } from "../../agent/core/onboarding/environment.ts";
import type { JourneyState } from "../../agent/core/onboarding/journey.ts";
import type { RequestFields } from "../../agent/core/onboarding/request-fields.ts";
import { openFatoora } from "../../agent/gateway/fatoora.ts";
import { openVault } from "../../agent/keys/vault.ts";
import type { UnitStore } from "../../agent/ports/ledger.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { createUnitStore } from "../../agent/store/unit-record.ts";
import type { EgsUnit, EnrolmentPorts } from "../../agent/work/enrolment-run.ts";
import { makeComplianceDocument } from "../../agent/work/make-compliance-document.ts";

export const VAT = "310175397400003";

/** Long enough for a busy machine: no test waits for them. */
export const PATIENT = { connectMs: 20_000, answerMs: 20_000, bodyMs: 20_000, totalMs: 40_000 };

export const request: RequestFields = {
  name: "TILL-7",
  organization: "مذاق نجد للأغذية",
  branch: "فرع العليا",
  vat: VAT,
  maker: "Khatm",
  model: "RaspberryPi",
  serial: "10000000a1b2c3d4",
  functionalityMap: "0100",
  address: "RRRD2929",
  industry: "مطاعم",
};

export const egsUnit = (changes: Partial<RequestFields> = {}, environment: Environment = "local"): EgsUnit => ({
  environment,
  request: { ...request, ...changes },
});

export function termsOf(vat: string): Terms {
  const seller = parseSeller({
    name: { ar: "مذاق نجد للأغذية", en: "Najd Taste Foods" },
    vat,
    id: { scheme: "CRN", value: "1010183482" },
    address: { street: "طريق الملك فهد", building: "7391", district: "العليا", city: "الرياض", postalCode: "12214" },
  });
  if (!seller.ok) throw new Error(JSON.stringify(seller.error));
  return { seller: seller.value, arabicNames: "warn", strictVat: false };
}

/** The process died here. */
export class Killed extends Error {}

/** Dies at the n-th save, before it or after it. */
export interface Death {
  readonly save: number;
  readonly when: "before" | "after";
}

/** One start of the program: its ports, and how to end it. */
export interface Start extends AsyncDisposable {
  readonly ports: EnrolmentPorts;
  readonly waits: readonly number[];
  readonly alarms: readonly string[];
  readonly state: () => JourneyState | undefined;
}

/** The machine: what stays when the program dies. */
export interface Machine extends Disposable {
  readonly folder: string;
  start(url: string, death?: Death): Start;
  /** Another machine with the same disk. */
  copy(): Machine;
}

export const machine = (vat = VAT): Machine =>
  machineOf({ folder: newFolder(), wrapping: createSecretKey(randomBytes(32)), terms: termsOf(vat) });

const newFolder = (): string => mkdtempSync(join(tmpdir(), "khatm-unit-"));

const machineOf = (disk: Disk): Machine => ({
  folder: disk.folder,
  start: (url, death) => start(disk, url, death),
  copy: () => {
    const folder = newFolder();
    cpSync(disk.folder, folder, { recursive: true });
    return machineOf({ ...disk, folder });
  },
  [Symbol.dispose]: () => rmSync(disk.folder, { recursive: true }),
});

interface Disk {
  readonly folder: string;
  readonly wrapping: KeyObject;
  readonly terms: Terms;
}

function start({ folder, wrapping, terms }: Disk, url: string, death?: Death): Start {
  const database = openDatabase(join(folder, "unit.db"));
  const record = createUnitStore(database, Date.now);
  const vault = openVault(join(folder, "keys"), wrapping);
  const gateway = openFatoora({ base: new URL(url), timeouts: PATIENT, language: "en", observe: () => undefined });
  const clock = systemClock({ lastIssuedAt: () => 0, notBefore: () => 0, unverified: "trust" });
  const waits: number[] = [];
  const alarms: string[] = [];
  const uuid = () => parseUuid(randomUUID()) ?? raise();
  return {
    waits,
    alarms,
    state: record.load,
    ports: {
      vault,
      gateway,
      units: dying(record, death),
      activity: { add: ({ subject, result }) => void alarms.push(`${subject} ${result}`) },
      uuid,
      makeDocument: (sale, csid, link) => makeComplianceDocument({ clock, uuid, vault }, terms, sale, csid, link),
      wait: (seconds) => {
        waits.push(seconds);
        return Promise.resolve();
      },
      now: Date.now,
      jitter: () => 0,
    },
    [Symbol.asyncDispose]: async () => {
      await gateway.close();
      database.close();
    },
  };
}

function dying(record: UnitStore, death: Death | undefined): UnitStore {
  let saves = 0;
  return {
    load: record.load,
    save: (state) => {
      saves += 1;
      if (death?.save === saves && death.when === "before") throw new Killed();
      record.save(state);
      if (death?.save === saves) throw new Killed();
    },
  };
}

function raise(): never {
  throw new Error("node:crypto makes no uuid");
}

// A whole unit for tests: real ledger, keys and CSIDs in a folder of its own, against the gateway simulator.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeWrappingKey } from "../../agent/keys/wrapping-key.ts";
import { openUnit, type Unit, wrappingKeyOf } from "../../agent/wire.ts";
import type { Config } from "../../config/config.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { type Simulator, startSimulator } from "../../simulator/server.ts";
import type { Cable } from "./cable.ts";
import { assertSealed } from "./sealed.ts";

export const TEST_VAT = "399999999900003";

export interface TestUnit extends AsyncDisposable {
  readonly folder: string;
  readonly config: Config;
  readonly simulator: Simulator;
  readonly unit: Unit;
  /** What the unit logged. */
  readonly logged: readonly string[];
}

/** The answers of a unit like any other, with changes by section. */
export const testAnswers = (gatewayUrl: string, changes: Readonly<Record<string, object>> = {}) => {
  const base: Readonly<Record<string, object>> = {
    unit: {
      environment: "local",
      name: "TEST-1",
      branch: "Test branch",
      serial: "0001",
      address: "RRRD2929",
      industry: "Food",
    },
    seller: {
      name: { ar: "متجر الاختبار", en: "Test Shop" },
      vat: TEST_VAT,
      id: { value: "1010183482" },
      address: { street: "طريق الملك فهد", building: "7391", district: "العليا", city: "الرياض", postalCode: "12214" },
    },
    gateway: { url: gatewayUrl },
    state: { folder: "state" },
    key: { path: "wrapping/khatm.key" },
    api: { port: 0 },
  };
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(changes)])].map((section) => [
      section,
      { ...base[section], ...changes[section] },
    ]),
  );
};

/** Opens an onboarded unit; everything of it is gone when it is disposed. */
export async function openTestUnit(changes: Readonly<Record<string, object>> = {}, cable?: Cable): Promise<TestUnit> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-unit-"));
  const simulator = await startSimulator();
  cable?.lead(simulator.origin);
  const config = configIn(folder, simulator.url, changes);
  mkdirSync(dirname(config.key.path), { recursive: true });
  makeWrappingKey(wrappingKeyOf(config, undefined));
  const logged: string[] = [];
  const log = (event: string, facts: object): void => void logged.push(JSON.stringify({ event, ...facts }));
  const unit = openUnit(config, { log, credentials: undefined });
  const onboarded = await unit.terminal.onboard(simulator.admin.otp(TEST_VAT), () => undefined);
  if (!onboarded.ok) throw new Error(`onboarding failed: ${JSON.stringify(onboarded.error)}`);
  return {
    folder,
    config,
    simulator,
    unit,
    logged,
    [Symbol.asyncDispose]: async () => {
      await unit.close();
      await simulator.close();
      assertSealed(config, folder, logged);
      rmSync(folder, { recursive: true });
    },
  };
}

function configIn(folder: string, gatewayUrl: string, changes: Readonly<Record<string, object>>): Config {
  const file = join(folder, "khatm.toml");
  const config = parseConfig(writeConfig(testAnswers(gatewayUrl, changes)), { file });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return config.value;
}

/** A plain sale of one line, with changes. */
export const testSale = (reference: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  reference,
  type: "invoice",
  profile: "simplified",
  prices: "vat-inclusive",
  lines: [{ name: { ar: "فلات وايت", en: "Flat white" }, quantity: "2", price: "16.00", vat: "S" }],
  payments: [{ means: "card", amount: "32.00" }],
  ...changes,
});

// An onboarded unit as files, made once, and copies of it with a world of their own: gateway simulator and printer.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runKhatm, type Started, startKhatm } from "./agent.ts";
import type { Workshop } from "./workshop.ts";

/** The authority's own sample taxpayer. */
const VAT = "399999999900003";

/** Where a unit's files lie. */
export interface UnitFiles {
  readonly folder: string;
  readonly state: string;
  readonly config: string;
  /** Everything the agent said. */
  readonly log: string;
}

/** An onboarded unit, and what must never be seen of it. */
export interface Unit extends UnitFiles {
  readonly program: string;
  /** The token of the paired till. */
  readonly token: string;
  readonly otp: string;
}

/** A unit with its world running. */
export interface Shop extends Unit {
  /** Base of the simulator's admin calls. */
  readonly admin: string;
  readonly printer: Started;
  /** Ends the world and removes the unit's files. */
  close(): Promise<void>;
}

/** The name of a second copy. */
export const SECOND_COPY = "second-copy.khatm";

const filesIn = (folder: string): UnitFiles => ({
  folder,
  state: join(folder, "state"),
  config: join(folder, "khatm.toml"),
  log: join(folder, "agent.log"),
});

export const wrappingKeyIn = (folder: string): string => join(folder, "wrapping-key", "khatm.key");
export const gatewayIn = (folder: string): string => join(folder, "gateway.db");

/** Makes a unit by the agent's own commands: init, onboard, user pair. @throws Error with what a command said. */
export async function makeUnit({ folder: shop }: Workshop, program: string): Promise<Unit> {
  const files = filesIn(join(shop, "unit"));
  mkdirSync(files.folder, { recursive: true });
  const world = await startWorld(files, program, ["--vat", VAT]);
  const answers = join(files.folder, "answers.toml");
  writeFileSync(answers, answersToml(files, world));
  const khatm = async (args: readonly string[], input = ""): Promise<string> => {
    const { code, out, notes } = await runKhatm(
      ["--config", files.config, ...args],
      { program, log: files.log },
      input,
    );
    if (code !== 0) throw new Error(`khatm ${args[0]} ended with ${code}: ${notes}${out}`);
    return out;
  };
  try {
    await khatm(["init", "--from", answers]);
    await khatm(["onboard", "--otp-file", "-"], world.otp);
    const { token } = JSON.parse(await khatm(["user", "pair", "till", "--json"])) as { token: string };
    return { ...files, program, token, otp: world.otp };
  } finally {
    await world.close();
  }
}

export interface ShopOptions {
  /** Every document once more; in the state folder, so that it is recorded and judged with the rest. */
  readonly hasSecondCopy?: boolean;
}

/** Copies a unit to a folder of its own and starts a world around it. */
export async function openShop(unit: Unit, folder: string, { hasSecondCopy = false }: ShopOptions = {}): Promise<Shop> {
  const files = filesIn(folder);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(unit.folder)) cpSync(join(unit.folder, name), join(folder, name), { recursive: true });
  writeFileSync(files.log, "");
  const world = await startWorld(files, unit.program, []);
  const moved = readFileSync(unit.config, "utf8")
    .replaceAll(unit.folder, folder)
    .replace(/^(\s*url\s*=\s*).*$/m, `$1"${world.url}"`)
    .replace(/^(\s*address\s*=\s*)"127\.0\.0\.1:\d+"$/m, `$1"${world.printerAddress}"`);
  const secondCopy = `[state]\nsecondCopy = "${join(files.state, SECOND_COPY)}"\n`;
  writeFileSync(files.config, hasSecondCopy ? moved.replace(/^\[state\]\n/m, secondCopy) : moved);
  const close = async (): Promise<void> => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...unit, ...files, ...world, otp: unit.otp, close };
}

async function startWorld({ folder, log }: UnitFiles, program: string, more: readonly string[]) {
  const options = { program, log: `${log}.world` };
  const gateway = await startKhatm(
    ["simulate", "--json", "--port", "0", "--state", gatewayIn(folder), ...more],
    options,
  );
  const receipts = join(folder, "receipts");
  const printer = await startKhatm(["simulate", "--printer", "--json", "--port", "0", "--out", receipts], options);
  const { url, admin, otp } = gateway.ready ?? {};
  if (url === undefined || admin === undefined || printer.ready === undefined)
    throw new Error(readFileSync(options.log, "utf8"));
  return {
    url,
    admin,
    otp: otp ?? "",
    printer,
    printerAddress: `127.0.0.1:${printer.ready["port"]}`,
    close: async () => {
      await Promise.all([gateway.stop(), printer.stop()]);
    },
  };
}

const answersToml = (
  { folder, state }: UnitFiles,
  world: { readonly url: string; readonly printerAddress: string },
) => `
[unit]
environment = "local"
name = "KHATM-FAULTS-1"
organization = "مقهى الأعطال"
branch = "فرع العليا"
serial = "0001"
functionalityMap = "0100"
address = "RRRD2929"
industry = "Food and beverages"

[seller]
vat = "${VAT}"
name = { ar = "مقهى الأعطال", en = "Faults Café" }
id = { scheme = "CRN", value = "1010183482" }
address = { street = "طريق الملك فهد", building = "7391", district = "العليا", city = "الرياض", postalCode = "12214" }

[gateway]
url = "${world.url}"

[state]
folder = "${state}"

[key]
provider = "key-file"
path = "${wrappingKeyIn(folder)}"

[api]
port = 0

[printer]
transport = "tcp"
address = "${world.printerAddress}"
`;

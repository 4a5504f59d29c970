// A unit as files, made once raw and once onboarded, and copies of it with a world of their own: gateway and printer.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runKhatm, type Started } from "./agent.ts";
import { answersToml, VAT } from "./answers.ts";
import { filesIn, SECOND_COPY, type UnitFiles, wrappingKeyIn } from "./places.ts";
import type { Workshop } from "./workshop.ts";
import { startWorld, type World } from "./world.ts";

/** A unit, and what must never be seen of it. */
export interface Unit extends UnitFiles {
  readonly program: string;
  /** The recorder's library: a unit's world has its clock from it. */
  readonly library: string;
  /** The token of the paired till. */
  readonly token: string;
  /** Every one-time password that was made for it. */
  readonly otps: readonly string[];
  /** The same unit before it was onboarded. */
  readonly raw: UnitFiles;
}

/** A unit with its world running. */
export interface Shop extends Unit {
  /** Base of the simulator's admin calls. */
  readonly admin: string;
  readonly printer: Started;
  readonly world: World;
  /** Makes a one-time password, as the taxpayer does in the portal. */
  newOtp(): Promise<string>;
  /** Ends the world and removes the unit's files. */
  close(): Promise<void>;
}

type Khatm = (args: readonly string[], input?: string) => Promise<string>;

/** Makes a unit by the agent's own commands: init, user pair, onboard. @throws Error with what a command said. */
export async function makeUnit(workshop: Workshop, program: string): Promise<Unit> {
  const raw = await makeRawUnit(workshop, program);
  const shop = await openShop(raw, join(workshop.folder, "unit"), { isRaw: true });
  try {
    await khatmOf(shop, program)(["onboard", "--otp-file", "-"], await shop.newOtp());
  } finally {
    await shop.world.close();
  }
  const { folder, state, config, log, otps } = shop;
  return { ...raw, folder, state, config, log, otps };
}

async function makeRawUnit({ folder: shop, library }: Workshop, program: string): Promise<Unit> {
  const files = filesIn(join(shop, "raw-unit"));
  mkdirSync(files.folder, { recursive: true });
  const world = await startWorld(files, { program, library });
  const answers = join(files.folder, "answers.toml");
  writeFileSync(answers, answersToml({ ...files, wrappingKey: wrappingKeyIn(files.folder) }, world));
  try {
    const khatm = khatmOf(files, program);
    await khatm(["init", "--from", answers]);
    const { token } = JSON.parse(await khatm(["user", "pair", "till", "--json"])) as { token: string };
    return { ...files, program, library, token, otps: [], raw: files };
  } finally {
    await world.close();
  }
}

function khatmOf({ config, log }: UnitFiles, program: string): Khatm {
  return async (args, input = "") => {
    const { code, out, notes } = await runKhatm(["--config", config, ...args], { program, log }, input);
    if (code !== 0) throw new Error(`khatm ${args[0]} ended with ${code}: ${notes}${out}`);
    return out;
  };
}

export interface ShopOptions {
  /** Every document once more; in the state folder, so that it is recorded and judged with the rest. */
  readonly hasSecondCopy?: boolean;
  /** Not onboarded yet. */
  readonly isRaw?: boolean;
}

/** Copies a unit to a folder of its own and starts a world around it. */
export async function openShop(unit: Unit, folder: string, options: ShopOptions = {}): Promise<Shop> {
  const { hasSecondCopy = false, isRaw = false } = options;
  const files = filesIn(folder);
  const from = isRaw ? unit.raw : unit;
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(from.folder)) cpSync(join(from.folder, name), join(folder, name), { recursive: true });
  writeFileSync(files.log, "");
  const world = await startWorld(files, unit);
  const moved = readFileSync(from.config, "utf8")
    .replaceAll(from.folder, folder)
    .replaceAll(unit.raw.folder, folder)
    .replace(/^(\s*url\s*=\s*).*$/m, `$1"${world.url}"`)
    .replace(/^(\s*address\s*=\s*)"127\.0\.0\.1:\d+"$/m, `$1"${world.printerAddress}"`);
  const secondCopy = `[state]\nsecondCopy = "${join(files.state, SECOND_COPY)}"\n`;
  writeFileSync(files.config, hasSecondCopy ? moved.replace(/^\[state\]\n/m, secondCopy) : moved);
  const otps = [...(isRaw ? [] : unit.otps)];
  return {
    ...unit,
    ...files,
    admin: world.admin,
    printer: world.printer,
    world,
    otps,
    newOtp: async () => {
      const { otp } = (await world.tell("POST", "/otp", { vat: VAT })) as { otp: string };
      otps.push(otp);
      return otp;
    },
    close: async () => {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

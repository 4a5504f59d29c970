// The faults of printers, lines and people, as a table: what strikes, when, and how it is mended.
import type { Chance } from "./chance.ts";
import type { Rig } from "./rig.ts";

export interface Scene {
  readonly rig: Rig;
  readonly chance: Chance;
  /** Bands and rows of one receipt. */
  readonly bands: number;
  readonly rows: number;
}

export interface FaultCase {
  readonly name: string;
  /** Put in place before the sale. */
  readonly strike: (scene: Scene) => unknown;
  readonly mend?: (scene: Scene) => unknown;
  /** While this lasts another sale is rung up, and answered before the printer is free. */
  readonly holdsPrinter?: true;
  /** How many sales are rung up while it lasts. */
  readonly sales?: number;
  readonly means?: "cash";
  /** A second fault, which strikes the copy; then the operator prints it again. */
  readonly again?: (scene: Scene) => unknown;
}

const ROLL = 400_000;
const middle = ({ chance, bands }: Scene): number => chance.between(2, bands - 1);
const heal = ({ rig }: Scene): Promise<void> => rig.main.line.heal();

/** Something that strikes when a band of the paper has come through. */
const atBand =
  (band: (scene: Scene) => number, act: (scene: Scene) => void) =>
  (scene: Scene): void =>
    scene.rig.main.line.atBand(band(scene), () => act(scene));

const cutAt = (band: (scene: Scene) => number, how: "reset" | "end") =>
  atBand(band, ({ rig }) => rig.main.line.cut(how));

const swallow = ({ rig }: Scene): void => rig.main.line.behave({ out: "swallows" });
const newRoll = ({ rig }: Scene): void => rig.main.printer.setPaper(ROLL);
const closeCover = ({ rig }: Scene): void => rig.main.printer.setCover(false);
const powerOn = ({ rig }: Scene): void => rig.main.printer.setPower(true);
const speak = ({ rig }: Scene): void => rig.main.printer.setVoice("answers");
const runOut = ({ rig, chance, rows }: Scene): void => rig.main.printer.setPaper(chance.between(1, rows - 1));
/** Behind the notice that the paper before was not finished. */
const runOutLate = ({ rig, chance, rows }: Scene): void => rig.main.printer.setPaper(chance.between(500, rows - 1));
/** What the printer says is spoilt until its paper is out; the copy has a good line again. */
const spoil =
  (back: (answer: Buffer, chance: Chance) => Buffer | undefined) =>
  (scene: Scene): void => {
    const { line } = scene.rig.main;
    line.behave({ back: (answer) => back(answer, scene.chance) });
    line.atBand(scene.bands + 1, () => line.behave({ back: (answer) => answer }));
  };

/** The answer to GS r 1, and none to DLE EOT (bits 1 and 4 set, 0 and 7 not). */
const withoutProofs = (answer: Buffer): Buffer | undefined => {
  const kept = answer.filter((byte) => (byte & 0x93) === 0x12);
  return kept.length === 0 ? undefined : Buffer.from(kept);
};

export const FAULTS: readonly FaultCase[] = [
  {
    name: "printer switched off before the sale",
    strike: ({ rig }) => rig.main.printer.setPower(false),
    mend: powerOn,
  },
  { name: "connection refused", strike: ({ rig }) => rig.main.line.refuse(), mend: heal },
  {
    name: "reset as soon as it answers",
    strike: ({ rig }) =>
      rig.main.line.behave({
        back: () => {
          rig.main.line.cut("reset");
          return undefined;
        },
      }),
    mend: heal,
  },
  { name: "unplugged at the first band", strike: cutAt(() => 1, "reset"), mend: heal },
  { name: "unplugged in the middle", strike: cutAt(middle, "reset"), mend: heal },
  { name: "unplugged behind the last band", strike: cutAt(({ bands }) => bands, "reset"), mend: heal },
  { name: "the printer hangs up in the middle", strike: cutAt(middle, "end"), mend: heal },
  { name: "paper out before the sale", strike: ({ rig }) => rig.main.printer.setPaper(0), mend: newRoll },
  { name: "paper out at a row", strike: runOut, mend: newRoll },
  { name: "paper out in the original and in its copy", strike: runOut, again: runOutLate, mend: newRoll },
  { name: "cover open before the sale", strike: ({ rig }) => rig.main.printer.setCover(true), mend: closeCover },
  {
    name: "cover opened in the middle",
    strike: atBand(middle, ({ rig }) => rig.main.printer.setCover(true)),
    mend: closeCover,
  },
  {
    name: "cutter jammed",
    strike: ({ rig }) => rig.main.printer.setCutter(true),
    mend: ({ rig }) => rig.main.printer.setCutter(false),
  },
  {
    name: "head too hot in the middle, cools by itself",
    strike: atBand(middle, ({ rig }) => {
      rig.main.printer.setHead(true);
      setTimeout(() => rig.main.printer.setHead(false), 200);
    }),
  },
  {
    name: "power cut of the printer in the middle",
    strike: atBand(middle, ({ rig }) => rig.main.printer.setPower(false)),
    mend: powerOn,
  },
  {
    name: "power cut of the printer behind the last band",
    strike: atBand(
      ({ bands }) => bands,
      ({ rig }) => rig.main.printer.setPower(false),
    ),
    mend: powerOn,
  },
  {
    name: "wedged: takes no byte any more",
    strike: atBand(middle, ({ rig }) => rig.main.line.behave({ out: "jams" })),
    mend: heal,
    holdsPrinter: true,
  },
  { name: "half-open from the middle: bytes vanish", strike: atBand(middle, swallow), mend: heal, holdsPrinter: true },
  { name: "half-open from the start", strike: swallow, mend: heal },
  { name: "garbage for status", strike: ({ rig }) => rig.main.printer.setVoice("garbage"), mend: speak },
  { name: "no status any more", strike: ({ rig }) => rig.main.printer.setVoice("mute"), mend: speak },
  {
    name: "noise between the answers",
    strike: spoil((answer, chance) => Buffer.concat([answer, chance.bytes(3)])),
    mend: heal,
  },
  {
    name: "the answer to GS r is lost",
    strike: spoil(withoutProofs),
    mend: heal,
    holdsPrinter: true,
  },
  {
    name: "unplugged in the original and in its copy",
    strike: cutAt(middle, "reset"),
    again: cutAt(middle, "reset"),
    mend: heal,
  },
  {
    name: "cash sale unplugged behind the last band",
    strike: cutAt(({ bands }) => bands, "reset"),
    mend: heal,
    means: "cash",
  },
  {
    name: "a rush of sales while the printer is away",
    strike: ({ rig }) => rig.main.line.refuse(),
    mend: heal,
    sales: 5,
  },
];

/** Whatever a case that failed has left behind. */
export async function mendEverything({ rig }: Scene): Promise<void> {
  const { printer } = rig.main;
  printer.setPower(true);
  printer.setPaper(ROLL);
  printer.setCover(false);
  printer.setCutter(false);
  printer.setHead(false);
  printer.setVoice("answers");
  await rig.main.line.heal();
  await rig.kitchen.line.heal();
}

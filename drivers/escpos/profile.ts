// Printers as data: what a model can do, one JSON file each in profiles/. A profile decides which commands a job may hold.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { PAPERS, type Paper } from "../../agent/core/receipt/paper.ts";

const EvenMs = v.pipe(v.number(), v.integer(), v.multipleOf(2), v.minValue(2), v.maxValue(510));

const ProfileSchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  title: v.string(),
  /** Printable dots per row. */
  width: v.picklist(PAPERS),
  dotsPerInch: v.picklist([180, 203]),
  /** Whether it answers DLE EOT, GS r and GS a; `unknown` is found out by asking once. */
  status: v.picklist(["full", "unknown", "none"]),
  cutter: v.picklist(["partial", "full", "none"]),
  /** Connector pins that can open a cash drawer, the usual one first. */
  drawerPins: v.pipe(v.array(v.picklist([2, 5])), v.minLength(1)),
  /** The pulse on it: even milliseconds. */
  drawerPulse: v.strictObject({ onMs: EvenMs, offMs: EvenMs }),
  /** How a serial printer holds the sender back. */
  flowControl: v.picklist(["rts-cts", "xon-xoff", "none"]),
  /** Paper speed while printing, millimetres a second: what a sender without flow control goes by. */
  headSpeed: v.pipe(v.number(), v.minValue(20), v.maxValue(500)),
  bufferBytes: v.pipe(v.number(), v.integer(), v.minValue(1024)),
  /** How blank rows are sent: units set by GS P first, units that are dots anyway, or white dots where nobody knows. */
  feeds: v.picklist(["set-units", "dots", "white-dots"]),
  /** Understands GS ( D, which keeps image data from being obeyed. */
  canDisableRealTime: v.boolean(),
  /** Answers GS ( H with the number of the job that is on paper. */
  canProveJob: v.boolean(),
  /** Takes a left margin (GS L) for bands of dots, so that white at the left need not be sent. */
  canIndent: v.boolean(),
  /** Blows dots up by itself (GS v 0 with m = 2 and 3), so that a QR code is sent at a fraction of its size. */
  canMagnify: v.boolean(),
  /** Rows to feed so that the last line clears the tear bar; a cutter feeds by itself. */
  tearOffRows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** IEEE 1284 identification of a USB printer: manufacturer, and how model names begin. */
  match: v.optional(v.strictObject({ manufacturer: v.string(), models: v.array(v.string()) })),
});

export type PrinterProfile = v.InferOutput<typeof ProfileSchema>;

const GENERIC: { readonly [paper in Paper]: string } = {
  384: "generic-58mm",
  512: "generic-80mm",
  576: "generic-80mm",
};
const FOLDER = join(import.meta.dirname, "profiles");

/** The names of all profiles, as `printer.profile` in the configuration takes them. */
export const profileNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();

/**
 * A profile by its name; `generic` is the one for any printer with this paper.
 * @throws RangeError naming the profiles there are.
 */
export function loadProfile(name: string, paper: Paper): PrinterProfile {
  const file = name === "generic" ? GENERIC[paper] : name;
  if (!profileNames().includes(file)) {
    throw new RangeError(`unknown printer profile "${name}"; there are: generic, ${profileNames().join(", ")}`);
  }
  return readProfile(file);
}

const readProfile = (name: string): PrinterProfile =>
  parseProfile(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")));

/**
 * Reads a profile a shop wrote for its own printer.
 * @throws v.ValiError when a field is missing, unknown or of the wrong kind.
 */
export const parseProfile = (data: unknown): PrinterProfile => v.parse(ProfileSchema, data);

/**
 * The profile for what a USB printer says of itself; undefined when no profile knows it.
 * @example
 * profileFor("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;")?.name // "epson-tm-t20"
 */
export function profileFor(ieee1284Id: string): PrinterProfile | undefined {
  const field = (...names: readonly string[]): string =>
    names
      .map((name) => new RegExp(`(?:^|;)${name}:([^;]*)`, "i").exec(ieee1284Id)?.[1] ?? "")
      .find((text) => text !== "") ?? "";
  const manufacturer = field("MFG", "MANUFACTURER").trim().toLowerCase();
  const model = field("MDL", "MODEL").trim().toLowerCase();
  return profileNames()
    .map(readProfile)
    .find(
      ({ match }) =>
        match?.manufacturer.toLowerCase() === manufacturer &&
        match.models.some((start) => model.startsWith(start.toLowerCase())),
    );
}

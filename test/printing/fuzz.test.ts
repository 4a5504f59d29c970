// Hostile texts through model, raster and encoder: every byte that would reach a printer is accounted for, and it says
// nothing but dots. `npm run test:printing -- --texts 100000 --seed 7`
import { expect, test } from "vitest";
import { RECEIPT_TEXTS } from "../../config/receipt-texts.ts";
import { toBytes } from "../../drivers/escpos/commands.ts";
import { encodeJob } from "../../drivers/escpos/job.ts";
import { loadProfile, profileNames } from "../../drivers/escpos/profile.ts";
import { logoDots } from "../../drivers/raster/logo.ts";
import { type Picture, render } from "../../drivers/raster/render.ts";
import { dice, hostilePaper } from "./support/receipt-hostile.ts";
import { accountFor } from "./support/receipt-stream.ts";

const TEXTS = Number(process.env["KHATM_TEXTS"] ?? 500);
const SEED = Number(process.env["KHATM_SEED"] ?? 1);
const TEXTS_PER_PAPER = 100;

const PROFILES = profileNames().map((name) => loadProfile(name, 576));

/** Prints for a printer, accounts for the stream, and compares what it draws with what was meant. */
function expectOnlyDots(picture: Picture, profile: (typeof PROFILES)[number], state: "clean" | "unknown"): number {
  const stream = toBytes(encodeJob(picture, profile, state));
  const account = accountFor(stream, profile.width);
  const counted = Object.values(account.bytes).reduce((sum, bytes) => sum + bytes, 0);
  expect(counted).toBe(stream.length);
  expect(account.cuts).toBe(profile.cutter === "none" ? 0 : 1);
  expect(account.proofs).toBe(profile.status === "none" ? 0 : 1);
  const printed = Buffer.concat(account.rows.slice(0, picture.height));
  // A dot that keeps a real-time command away may be added, none may be missing.
  expect(picture.rows.every((byte, at) => ((printed[at] ?? 0) & byte) === byte)).toBe(true);
  expect(account.rows.slice(picture.height).every((row) => row.every((byte) => byte === 0))).toBe(true);
  return stream.length;
}

test(`${TEXTS} hostile texts print as dots and nothing else (seed ${SEED})`, () => {
  const next = dice(SEED);
  let [texts, papers, bytes] = [0, 0, 0];
  while (texts < TEXTS) {
    const { paper, texts: written } = hostilePaper(next, TEXTS_PER_PAPER);
    const profile = PROFILES[papers % PROFILES.length];
    if (profile === undefined) throw new Error("there are no printer profiles");
    const picture = render(paper, profile.width, RECEIPT_TEXTS);
    bytes += expectOnlyDots(picture, profile, papers % 2 === 0 ? "clean" : "unknown");
    texts += written;
    papers++;
  }
  process.stdout.write(
    `fuzz: ${texts} texts on ${papers} papers, ${bytes} bytes, every one accounted for (seed ${SEED})\n`,
  );
});

test("dithered logos carry no command either", () => {
  const next = dice(SEED);
  for (const profile of PROFILES) {
    for (let round = 0; round < 4; round++) {
      const [width, height, slope] = [40 + next(300), 40 + next(80), 1 + next(40)];
      const light = Uint8Array.from({ length: width * height }, (_, at) => ((at % width) * slope + next(60)) % 256);
      const bitmap = logoDots({ width, height, light }, profile.width);
      const wide = { ...bitmap, sha256: "" };
      expect(accountFor(toBytes(encodeJob(wide, profile, "clean")), profile.width).cuts).toBe(
        profile.cutter === "none" ? 0 : 1,
      );
    }
  }
});

test.each([
  ["a drawer pulse", [0x1b, 0x70, 0, 25, 250], "no allowed command"],
  ["a status question", [0x10, 0x04, 0x01], "real-time"],
  ["a drawer pulse in real time", [0x10, 0x14, 0x01, 0x00, 0x05], "real-time"],
  ["text", [0x41], "no allowed command"],
  ["automatic reports", [0x1d, 0x61, 0xff], "no allowed command"],
  ["a native QR code", [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30], "no allowed command"],
  ["half a band", [0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 1, 2, 3], "not all there"],
  ["a cut in the middle", [0x1d, 0x56, 0x42, 0, 0x1b, 0x4a, 4], "comes after cut"],
  ["dots that spell a command", [0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0x10, 0x04, 0x02], "real-time"],
])("accountFor() refuses %s", (_, bytes, why) => {
  expect(() => accountFor(Uint8Array.from([0x1b, 0x40, ...bytes]), 576)).toThrow(why);
});

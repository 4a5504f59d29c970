// npm run test:arm64: the Raspberry Pi's architecture, under qemu where this machine is no ARM itself. Receipts dot for
// dot, the tests of the pure core, the demonstration. With --only ratios what npm run bench measures in one thread, with
// --only suite the whole test suite, which takes an emulator hours.
// Needs the Debian packages qemu-user-static, libc6-arm64-cross and libstdc++6-arm64-cross.
import { parseArgs } from "node:util";
import { demonstration, tests } from "./programs.ts";
import { ratios } from "./ratios.ts";
import { receipts } from "./receipts.ts";

const PARTS = {
  receipts,
  core: () => tests("core"),
  demonstration,
  ratios,
  suite: () => tests("core", "shell"),
};
const USUAL = ["receipts", "core", "demonstration"];

const { values } = parseArgs({ options: { only: { type: "string" } } });
const wanted = Object.entries(PARTS).filter(([name]) => values.only?.split(",").includes(name) ?? USUAL.includes(name));
if (wanted.length === 0) throw new TypeError(`--only is one of ${Object.keys(PARTS).join(", ")}`);
for (const [, part] of wanted) process.stdout.write(`arm64: ${part()}\n`);

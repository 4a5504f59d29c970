// The encoder is the only place of the agent that may emit ESC or GS: what a till sends can never become a command.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const COMMAND_BYTES = /0x1[bdBD]\b|\\x1[bdBD]|\\u001[bdBD]|\\u\{1[bdBD]\}|\\033|\\035/;

const sources = ["agent", "drivers", "config"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`),
);

test("only drivers/escpos/commands.ts writes the bytes ESC and GS", () => {
  const writers = sources.filter((file) => COMMAND_BYTES.test(readFileSync(join(root, file), "utf8")));
  expect(writers).toEqual(["drivers/escpos/commands.ts"]);
});

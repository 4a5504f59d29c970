// Sections under names of the shop's own: more printers than the one of receipts.
import { expect, test } from "vitest";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { testAnswers } from "../support/unit.ts";

const configOf = (printers: Readonly<Record<string, unknown>>) =>
  parseConfig(writeConfig(testAnswers("http://127.0.0.1:1", { printers })), { file: "/tmp/khatm.toml" });

const violationsOf = (printers: Readonly<Record<string, unknown>>) => {
  const config = configOf(printers);
  return config.ok ? [] : config.error.map(({ code, path }) => `${code} ${path.replace(/^line \d+: /, "")}`);
};

test("a section printers.kitchen is another printer, with the defaults of the first", () => {
  const config = configOf({ kitchen: { transport: "tcp", address: "10.0.0.5:9100" } });
  expect(config).toMatchObject({
    ok: true,
    value: { printers: { kitchen: { transport: "tcp", address: "10.0.0.5:9100", dots: 576, drawer: false } } },
  });
});

test("without such a section there is the one printer", () => {
  const config = parseConfig(writeConfig(testAnswers("http://127.0.0.1:1")), { file: "/tmp/khatm.toml" });
  expect(config).toMatchObject({ ok: true, value: { printers: {} } });
});

test("a printer may not be called main, nor by a name that cannot be said in a request", () => {
  expect(violationsOf({ main: {} })).toEqual([expect.stringContaining("config/name")]);
  expect(violationsOf({ "Big-One": {} })).toEqual([expect.stringContaining("config/name")]);
});

test("mistakes in it are told like those of the first one", () => {
  expect(violationsOf({ kitchen: { transport: "tcp" } })).toEqual([expect.stringContaining("config/printer-address")]);
  expect(violationsOf({ kitchen: { transporter: "tcp" } })).toEqual([expect.stringContaining("config/unknown-key")]);
  expect(violationsOf({ kitchen: { dots: 500 } })).toEqual([expect.stringContaining("config/value")]);
});

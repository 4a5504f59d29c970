import { expect, test } from "vitest";
import { loadProfile, parseProfile, profileFor, profileNames } from "../../../drivers/escpos/profile.ts";

test("profileNames() lists every printer family, and each file bears its own name", () => {
  const names = profileNames();
  expect(names).toEqual([
    "bixolon",
    "citizen",
    "epson-tm-t20",
    "epson-tm-t88",
    "generic-58mm",
    "generic-80mm",
    "star-escpos",
    "xprinter",
  ]);
  for (const name of names) expect(loadProfile(name, 576).name).toBe(name);
});

test("loadProfile() takes generic by the paper", () => {
  expect(loadProfile("generic", 384).name).toBe("generic-58mm");
  expect(loadProfile("generic", 576).name).toBe("generic-80mm");
});

test("loadProfile() names the profiles there are when it is asked for another", () => {
  expect(() => loadProfile("../secrets", 576)).toThrow("there are: generic, bixolon, citizen");
});

test.each([
  ["MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;", "epson-tm-t20"],
  ["MANUFACTURER:Epson;MODEL:TM-T88VI;", "epson-tm-t88"],
  ["MFG:XPrinter;MDL:XP-80C;", "xprinter"],
  ["MFG:EPSON;MDL:L3250;", undefined],
  ["", undefined],
])("profileFor() knows %s as %s", (id, name) => expect(profileFor(id)?.name).toBe(name));

test("parseProfile() refuses a profile with an unknown or missing field", () => {
  const good = loadProfile("generic", 576);
  expect(() => parseProfile({ ...good, colour: true })).toThrow("colour");
  expect(() => parseProfile({ ...good, width: 500 })).toThrow();
});

// The configuration file: everything the table says, every mistake told at once with its line.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Violation } from "../../agent/core/violation.ts";
import { loadConfig, parseConfig } from "../../config/load.ts";

/** A unit's whole configuration; each test changes one thing. */
const GOOD = `
[unit]
environment = "simulation"
name = "TILL-7"
branch = "فرع العليا"
serial = "10000000a1b2c3d4"
address = "RRRD2929"
industry = "مطاعم"

[seller]
name = { ar = "مذاق نجد للأغذية", en = "Najd Taste Foods" }
vat = "310175397400003"

[seller.id]
value = "1010183482"

[seller.address]
street = "طريق الملك فهد"
building = "7391"
district = "العليا"
city = "الرياض"
postalCode = "12214"
`;

const SURROUNDINGS = { file: "/etc/khatm/khatm.toml" };

const good = (toml: string, more = {}) => {
  const read = parseConfig(toml, { ...SURROUNDINGS, ...more });
  if (!read.ok) throw new Error(JSON.stringify(read.error, undefined, 2));
  return read.value;
};
const wrong = (toml: string): readonly Violation[] => {
  const read = parseConfig(toml, SURROUNDINGS);
  if (read.ok) throw new Error("it was accepted");
  return read.error;
};
const change = (from: string, to: string): string => {
  if (!GOOD.includes(from)) throw new Error(`nothing to change: ${from}`);
  return GOOD.replace(from, to);
};

test("parseConfig() fills in the defaults and joins the sections", () => {
  expect(good(GOOD)).toMatchObject({
    unit: {
      environment: "simulation",
      request: {
        name: "TILL-7",
        organization: "مذاق نجد للأغذية",
        vat: "310175397400003",
        maker: "Khatm",
        functionalityMap: "0100",
      },
    },
    seller: { vat: "310175397400003", id: { scheme: "CRN", value: "1010183482" }, address: { country: "SA" } },
    state: { folder: "/var/lib/khatm" },
    key: { provider: "key-file", path: "/etc/khatm/wrapping.key" },
    api: { host: "127.0.0.1", port: 7391, socket: "/var/lib/khatm/khatm.sock" },
    gateway: {
      url: "https://gw-fatoora.zatca.gov.sa/e-invoicing/simulation",
      timeouts: { connectMs: 15_000, answerMs: 75_000, bodyMs: 30_000, totalMs: 120_000 },
    },
    printer: { transport: "none", dots: 576 },
    receipt: { arabicNames: "warn", header: [], footer: [] },
    numbering: { irn: "INV-{n:6}" },
    sales: { strictVat: false },
  });
});

test("parseConfig() reads how the outbox works", () => {
  expect(good(GOOD).outbox).toEqual({ inFlight: 1, alarmHours: [4, 12, 20], longestWaitSeconds: 600, emptyAnswers: 3 });
  const changed = `${GOOD}\n[outbox]\ninFlight = 4\nalarmHours = [2, 6, 22]\nlongestWaitSeconds = 60\nemptyAnswers = 0`;
  expect(good(changed).outbox).toEqual({
    inFlight: 4,
    alarmHours: [2, 6, 22],
    longestWaitSeconds: 60,
    emptyAnswers: 0,
  });
});

test("parseConfig() answers what nobody can change", () => {
  const config = good(GOOD);
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.seller.address)).toBe(true);
  expect(Object.isFrozen(config.receipt.header)).toBe(true);
});

test("parseConfig() reads relative paths from the file's folder, and --data from where the command stands", () => {
  const relative = `${GOOD}\n[state]\nfolder = "data"\n[key]\npath = "../secret/key"`;
  const config = good(relative, { file: "/srv/shop/khatm.toml" });
  expect(config.state.folder).toBe("/srv/shop/data");
  expect(config.api.socket).toBe("/srv/shop/data/khatm.sock");
  expect(config.key.path).toBe("/srv/secret/key");
  const elsewhere = good(GOOD, { stateFolder: "/tmp/other" });
  expect([elsewhere.state.folder, elsewhere.api.socket]).toEqual(["/tmp/other", "/tmp/other/khatm.sock"]);
});

test("parseConfig() takes receipt lines in one language or in both", () => {
  const lines = `[receipt]\nheader = ["هاتف 920000000", { ar = "أهلا", en = "Welcome" }]\nfooter = ["Thank you"]`;
  expect(good(`${GOOD}\n${lines}`).receipt).toMatchObject({
    header: [
      { ar: "هاتف 920000000", en: "" },
      { ar: "أهلا", en: "Welcome" },
    ],
    footer: [{ ar: "", en: "Thank you" }],
  });
});

test("parseConfig() takes a name in a table of its own, as in the demonstration", () => {
  const own = change('name = { ar = "مذاق نجد للأغذية", en = "Najd Taste Foods" }\n', "");
  const moved = own.replace("[seller.id]", '[seller.name]\nar = "مذاق نجد"\nen = "Najd"\n\n[seller.id]');
  expect(good(moved).seller.name).toEqual({ ar: "مذاق نجد", en: "Najd" });
});

test("parseConfig() of the environment local needs a simulator on this machine, and others refuse one", () => {
  const local = change('"simulation"', '"local"');
  expect(good(`${local}\n[gateway]\nurl = "http://127.0.0.1:7390/e-invoicing/simulation"`).gateway.url).toBe(
    "http://127.0.0.1:7390/e-invoicing/simulation",
  );
  expect(wrong(local)).toMatchObject([{ code: "config/gateway-not-loopback", path: "gateway.url" }]);
  expect(wrong(`${GOOD}\n[gateway]\nurl = "http://127.0.0.1:7390"`)).toMatchObject([
    { code: "config/gateway-override", path: expect.stringContaining("gateway.url (line ") },
  ]);
});

const added = (section: string, line: string): string => `${GOOD}\n[${section}]\n${line}\n`;

test.each([
  ["a missing key", change('serial = "10000000a1b2c3d4"\n', ""), "config/missing", "unit.serial (line 2)"],
  ["an unknown key", change("branch =", "brnach ="), "config/unknown-key", "unit.brnach (line 5)"],
  ["an unknown section", GOOD.replace("[unit]", "[units]"), "config/unknown-key", "units (line 2)"],
  ["a value of another type", change('"TILL-7"', "7"), "config/value", "unit.name (line 4)"],
  ["a word that is none", change('"simulation"', '"staging"'), "config/value", "unit.environment (line 3)"],
  ["an empty text", change('"RRRD2929"', '""'), "config/value", "unit.address (line 7)"],
  ["a control character", change("RRRD2929", "RRRD\\u0007"), "config/value", "unit.address (line 7)"],
  ["half a bilingual name", change(', en = "Najd Taste Foods"', ""), "config/value", "seller.name (line 11)"],
  ["a key in place of a section", `state = "x"\n${GOOD}`, "config/not-a-section", "state (line 1)"],
  ["a fraction for a port", added("api", "port = 1.5"), "config/value", "api.port (line 25)"],
  ["a port beyond the last", added("api", "port = 65536"), "config/value", "api.port (line 25)"],
  ["an API open to the network", added("api", 'host = "0.0.0.0"'), "config/value", "api.host (line 25)"],
  ["alarms out of order", added("outbox", "alarmHours = [12, 4, 20]"), "config/value", "outbox.alarmHours (line 25)"],
  ["two alarms", added("outbox", "alarmHours = [4, 12]"), "config/value", "outbox.alarmHours (line 25)"],
  [
    "an alarm after the period",
    added("outbox", "alarmHours = [4, 12, 24]"),
    "config/value",
    "outbox.alarmHours (line 25)",
  ],
  ["nothing in flight", added("outbox", "inFlight = 0"), "config/value", "outbox.inFlight (line 25)"],
  ["an odd paper", added("printer", "dots = 500"), "config/value", "printer.dots (line 25)"],
  ["a VAT number of 14 digits", change("310175397400003", "31017539740003"), "BR-KSA-40", "seller.vat (line 12)"],
  ["a building of three digits", change('"7391"', '"739"'), "BR-KSA-37", "seller.address.building (line 19)"],
  ["a sign the authority refuses", change("TILL-7", "TILL_7"), "csr/characters", "unit.name (line 4)"],
  [
    "a group's branch that is no TIN",
    change("310175397400003", "310175397410003"),
    "csr/group-branch",
    "unit.branch (line 5)",
  ],
  [
    "a key beside its lock",
    added("key", 'path = "/var/lib/khatm/key"'),
    "config/key-beside-lock",
    "key.path (line 25)",
  ],
  [
    "a printer without address",
    added("printer", 'transport = "tcp"'),
    "config/printer-address",
    "printer.address (line 24)",
  ],
  [
    "a network printer without port",
    added("printer", 'transport = "tcp"\naddress = "192.168.1.50"'),
    "config/printer-address",
    "printer.address (line 26)",
  ],
  ["a numbering without number", added("numbering", 'irn = "INV"'), "config/numbering", "numbering.irn (line 25)"],
  ["a numbering with two", added("numbering", 'irn = "{n}-{n}"'), "config/numbering", "numbering.irn (line 25)"],
  [
    "a numbering with a typing error",
    added("numbering", 'irn = "{n:x}{n}"'),
    "config/numbering",
    "numbering.irn (line 25)",
  ],
  [
    "a socket path nobody can open",
    added("state", `folder = "/${"x".repeat(105)}"`),
    "config/socket-path",
    "api.socket",
  ],
])("parseConfig() refuses %s", (_, toml, code, path) => {
  const found = wrong(toml).filter((violation) => violation.code === code);
  expect(found).toMatchObject([{ severity: "error", path }]);
  expect(found[0]?.message.ar).toMatch(/\p{Script=Arabic}/u);
  expect(found[0]?.fix.en).toMatch(/\w/);
});

test("parseConfig() suggests the nearest name", () => {
  expect(wrong(change("branch =", "brnach ="))[0]?.fix.en).toContain('"branch"');
  expect(wrong(GOOD.replace("[unit]", "[units]"))[0]?.fix.en).toContain('"unit"');
});

test("parseConfig() tells every mistake at once", () => {
  const bad = change('"simulation"', '"x"').replace('"TILL-7"', "7").replace('"7391"', "[]").replace("vat =", "vaat =");
  expect(wrong(bad).map(({ path }) => path.replace(/ .*/, ""))).toEqual([
    "unit.environment",
    "unit.name",
    "seller.vaat",
    "seller.vat",
    "seller.address.building",
  ]);
});

test("parseConfig() says where the file is not TOML", () => {
  expect(wrong(change('"TILL-7"', '"TILL-7'))).toMatchObject([
    { code: "config/syntax", path: expect.stringMatching(/^line 4, column \d+$/) },
  ]);
});

test("parseConfig() is not led astray by names every object has", () => {
  expect(wrong(`${GOOD}\n[constructor]\nx = 1`)).toMatchObject([{ code: "config/unknown-key" }]);
  expect(wrong(`${GOOD}\n[api]\ntoString = 1`)).toMatchObject([{ code: "config/unknown-key" }]);
});

test("loadConfig() reads a file, and says how to make one that is not there", () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-config-"));
  const file = join(folder, "khatm.toml");
  const absent = loadConfig(file);
  expect(absent).toMatchObject({ ok: false, error: [{ code: "config/unreadable", path: file }] });
  writeFileSync(file, GOOD);
  const there = loadConfig(file, { stateFolder: folder });
  expect(there).toMatchObject({ ok: true, value: { state: { folder } } });
  rmSync(folder, { recursive: true });
});

// The socket of a unit, told from its file alone: the one the whole configuration names, or none.
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../config/load.ts";
import { socketIn } from "../../config/places.ts";
import { writeConfig } from "../../config/write.ts";
import { testAnswers } from "../support/unit.ts";

const FILE = "/shop/khatm.toml";
const SYSTEM = "/etc/khatm/khatm.toml";

const PLACES: readonly (readonly [what: string, answers: object, file: string, override: object, socket: string])[] = [
  ["a folder beside the file", { state: { folder: "state" } }, FILE, {}, "/shop/state/khatm.sock"],
  ["a folder elsewhere", { state: { folder: "/srv/till" } }, FILE, {}, "/srv/till/khatm.sock"],
  ["a socket", { api: { socket: "run/till.sock" } }, FILE, {}, "/shop/run/till.sock"],
  ["both", { state: { folder: "state" }, api: { socket: "/run/till.sock" } }, FILE, {}, "/run/till.sock"],
  ["--data", {}, FILE, { stateFolder: "/srv/other" }, "/srv/other/khatm.sock"],
  [
    "--data over a folder",
    { state: { folder: "state" } },
    FILE,
    { stateFolder: "/srv/other" },
    "/srv/other/khatm.sock",
  ],
  ["--data over a socket", { api: { socket: "b.sock" } }, FILE, { stateFolder: "/srv/other" }, "/srv/other/khatm.sock"],
  ["nothing, in the usual file", {}, SYSTEM, {}, "/var/lib/khatm/khatm.sock"],
];

describe("the socket is that of the whole configuration where the file names", () => {
  test.each(PLACES)("%s", (_, { state, api }: { state?: object; api?: object }, file, override, socket) => {
    const { state: _own, ...answers } = testAnswers("http://127.0.0.1:1/");
    const toml = writeConfig({ ...answers, ...(state && { state }), api: { ...answers["api"], ...api } });
    const whole = parseConfig(toml, { file, ...override });
    if (!whole.ok) throw new Error(JSON.stringify(whole.error));
    expect(whole.value.api.socket).toBe(socket);
    expect(socketIn(toml, { file, ...override })).toBe(socket);
  });
});

test.each([
  ["no TOML", "state = ["],
  ["no place at all", ""],
  ["a misspelt section", '[sate]\nfolder = "state"'],
  ["a misspelt key", '[state]\nfoldr = "state"'],
  ["a folder that is no text", "[state]\nfolder = 7"],
  ["a socket that is no text", '[state]\nfolder = "state"\n[api]\nsocket = true'],
])("with %s only the whole configuration can tell", (_, toml) => {
  expect(socketIn(toml, { file: FILE })).toBeUndefined();
});

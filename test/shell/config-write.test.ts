// The file the table writes: the example, and what khatm init makes of answers.
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { parseConfig } from "../../config/load.ts";
import { SCHEMA } from "../../config/schema.ts";
import { exampleConfig, questions, writeConfig } from "../../config/write.ts";

const SURROUNDINGS = { file: "/etc/khatm/khatm.toml" };
const rows = Object.entries(SCHEMA).flatMap(([section, keys]) =>
  Object.entries(keys).map(([key, row]) => ({ section, key, row })),
);

test("config/khatm.example.toml is what the table says now", async () => {
  await expect(exampleConfig()).toMatchFileSnapshot("../../config/khatm.example.toml");
});

test("exampleConfig() is a configuration that loads", () => {
  const read = parseConfig(exampleConfig(), SURROUNDINGS);
  expect(read).toMatchObject({ ok: true, value: { unit: { environment: "simulation" } } });
});

test.each(rows)("exampleConfig() shows $section.$key with a value the table itself accepts", ({ key, row }) => {
  expect(exampleConfig()).toMatch(new RegExp(`^#?${key} = `, "m"));
  expect(row.read(row.shown)).toEqual(row.shown);
  for (const text of [row.about.ar, row.expected.ar]) expect(text).toMatch(/\p{Script=Arabic}|true/u);
});

test("questions() asks exactly for what has no default", () => {
  expect(questions().map(({ path }) => path)).toEqual([
    "unit.environment",
    "unit.name",
    "unit.branch",
    "unit.serial",
    "unit.address",
    "unit.industry",
    "seller.name",
    "seller.vat",
    "seller.id.value",
    "seller.address.street",
    "seller.address.building",
    "seller.address.district",
    "seller.address.city",
    "seller.address.postalCode",
  ]);
});

const ANSWERS = {
  unit: {
    environment: "local",
    name: "TILL 7",
    branch: "3101753974",
    serial: "1",
    address: "RRRD2929",
    industry: "Food",
  },
  seller: {
    name: { ar: "مذاق نجد", en: 'Najd "Taste"' },
    vat: "310175397410003",
    id: { value: "1010183482" },
    address: { street: "س", building: "7391", district: "ح", city: "الرياض", postalCode: "12214" },
  },
  gateway: { url: "http://127.0.0.1:7390" },
  receipt: { header: ["a\\b", { ar: "أهلا", en: "Welcome" }], arabicNames: "refuse" },
  api: { port: 0 },
};

test("writeConfig() writes the answers, from nested tables too, and they load again", () => {
  const read = parseConfig(writeConfig(ANSWERS), SURROUNDINGS);
  expect(read).toMatchObject({
    ok: true,
    value: {
      unit: { environment: "local", request: { branch: "3101753974" } },
      seller: { name: { en: 'Najd "Taste"' }, id: { scheme: "CRN", value: "1010183482" } },
      api: { port: 0 },
      receipt: { header: [{ en: "a\\b" }, { ar: "أهلا" }], arabicNames: "refuse" },
    },
  });
});

test("writeConfig() sets nothing but the answers", () => {
  const { unit, seller, ...others } = parse(writeConfig(ANSWERS));
  expect(unit).toEqual(ANSWERS.unit);
  expect(seller).toEqual(ANSWERS.seller);
  expect(others).toMatchObject({ gateway: ANSWERS.gateway, api: { port: 0 }, state: {}, key: {}, printer: {} });
});

test("writeConfig() drops no answer: a key nobody knows is found when the file is read", () => {
  const odd = {
    ...ANSWERS,
    unit: { ...ANSWERS.unit, brnach: "x" },
    prnter: { dots: 576 },
    lone: true,
    "a b": { "c d": 1 },
  };
  const read = parseConfig(writeConfig(odd), SURROUNDINGS);
  if (read.ok) throw new Error("it was accepted");
  expect(read.error.map(({ code, path }) => `${code} ${path.replace(/ \(.*/, "")}`)).toEqual([
    "config/unknown-key prnter",
    "config/unknown-key lone",
    "config/unknown-key a b",
    "config/unknown-key unit.brnach",
  ]);
});

test("writeConfig() refuses what a configuration cannot hold", () => {
  expect(() => writeConfig({ unit: { name: undefined, serial: Symbol("x") } })).toThrow("cannot hold symbol");
});

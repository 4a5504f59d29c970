// The environment is explicit: a test CSID never signs in production, production asks for its own words, and what is
// missing before going live is told with evidence.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseVatNumber } from "../../agent/core/ids.ts";
import type { Environment } from "../../agent/core/onboarding/environment.ts";
import { writeConfig } from "../../config/write.ts";
import { khatm } from "../support/khatm.ts";
import { must } from "../support/ledger.ts";
import { testAnswers, testSale } from "../support/unit.ts";
import { openShop } from "./shop.ts";

test.each(["production", "simulation", "sandbox"] as const)(
  "a unit onboarded for a test environment signs nothing once its configuration says %s",
  async (environment: Environment) => {
    await using shop = await openShop();
    await shop.sell(testSale("before"));
    await shop.restart((config) => ({ ...config, unit: { ...config.unit, environment } }));
    await expect(shop.sell(testSale("after"))).rejects.toThrow(
      `issued for local, the configuration says unit.environment = ${environment}`,
    );
    expect(shop.documents()).toHaveLength(1);
    const bad = (await shop.terminal().doctor()).find(({ check }) => check === "environment");
    expect(bad).toMatchObject({ state: "bad", remedy: { en: expect.stringContaining("never signs in production") } });
    expect(await shop.terminal().renew("123456", () => undefined)).toMatchObject({
      error: { code: "configuration-changed" },
    });
  },
);

test("a unit onboarded for one taxpayer signs for no other, and its CSID is not renewed for one", async () => {
  await using shop = await openShop();
  await shop.sell(testSale("before"));
  const own = shop.config.seller.vat;
  const vat = must(parseVatNumber("310175397400003"));
  await shop.restart((config) => ({
    ...config,
    seller: { ...config.seller, vat },
    unit: { ...config.unit, request: { ...config.unit.request, vat } },
  }));
  await expect(shop.sell(testSale("after"))).rejects.toMatchObject({
    code: "configuration-changed",
    message: expect.stringContaining(`issued for ${own}, the configuration says seller.vat = ${vat}`),
  });
  expect(shop.documents()).toHaveLength(1);
  const { ready, csid } = shop.terminal().status();
  expect([ready, csid.misfit?.message.en]).toEqual([false, expect.stringContaining(`seller.vat = ${vat}`)]);
  expect(await coverage(shop)).toMatchObject({ state: "bad", found: csid.misfit?.message });
  const renewed = await shop.terminal().renew("123456", () => undefined);
  expect(renewed).toMatchObject({ error: { code: "configuration-changed" } });
});

test("doctor tells of kinds of invoice the CSID was not asked for", async () => {
  await using shop = await openShop();
  expect(await coverage(shop)).toMatchObject({ state: "good" });
  await shop.restart((config) => ({
    ...config,
    unit: { ...config.unit, request: { ...config.unit.request, functionalityMap: "1100" } },
  }));
  expect(await coverage(shop)).toMatchObject({ state: "bad", remedy: { en: expect.stringContaining("khatm renew") } });
  expect(shop.terminal().status().ready).toBe(true);
});

const coverage = async (shop: Awaited<ReturnType<typeof openShop>>) =>
  (await shop.terminal().doctor()).find(({ check }) => check === "coverage");

test("a production unit is set up, onboarded and renewed only with the words that name it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "khatm-words-"));
  const [config, answers] = [join(folder, "khatm.toml"), join(folder, "answers.toml")];
  const sections = testAnswers("");
  const unit = { ...sections["unit"], environment: "production" };
  writeFileSync(answers, writeConfig({ ...sections, unit, gateway: {} }));
  const run = (...args: readonly string[]) => khatm(["--config", config, ...args], { input: "12\n" });
  const refused = await run("init", "--from", answers);
  expect(refused).toMatchObject({ code: 2, notes: expect.stringContaining('--confirm "production TEST-1"') });
  expect(refused.notes).toMatch(/legally binding[\s\S]*\p{Script=Arabic}/u);
  expect(existsSync(config)).toBe(false);
  expect((await run("init", "--from", answers, "--confirm", "production TEST-1")).code).toBe(0);
  for (const act of ["onboard", "renew"]) {
    for (const words of [[], ["--confirm", "yes"], ["--confirm", "production TEST-2"]]) {
      const { code, notes } = await run(act, "--otp-file", "-", ...words);
      expect([code, notes]).toEqual([2, expect.stringContaining('--confirm "production TEST-1"')]);
    }
    // Behind the words the next question is the password; a wrong one goes nowhere.
    const confirmed = await run(act, "--otp-file", "-", "--confirm", "production TEST-1");
    expect([confirmed.code, confirmed.notes]).toEqual([2, expect.stringContaining("six digits")]);
  }
  rmSync(folder, { recursive: true });
});

test("goLive() shows the four points with evidence, and which of them are acts in the portal", async () => {
  await using shop = await openShop({ map: "1100" });
  const before = shop.terminal().goLive();
  expect(before.find(({ check }) => check === "validated")).toMatchObject({
    state: "bad",
    found: { en: expect.stringContaining("the local gateway accepted 0") },
  });
  await shop.sell(testSale("live/1"));
  await shop.settle(1);
  const [compliant, validated, credentials, live] = shop.terminal().goLive();
  expect(compliant).toMatchObject({
    state: "good",
    found: { en: expect.stringContaining("standard-debit-note-compliant") },
  });
  expect(validated).toMatchObject({ state: "good", found: { en: expect.stringContaining("accepted 1, refuses 0") } });
  expect(credentials).toMatchObject({ state: "bad", remedy: { en: expect.stringContaining("an act in the portal") } });
  expect(live).toMatchObject({
    state: "bad",
    found: { en: expect.stringMatching(/serial \S+, until \d{4}-.*1 documents/) },
  });
  for (const { about, found, remedy } of [credentials, live].flatMap((one) => one ?? [])) {
    expect([about.ar, found.ar, remedy?.ar]).toEqual([
      expect.stringMatching(/\p{Script=Arabic}/u),
      expect.stringMatching(/\p{Script=Arabic}/u),
      expect.stringMatching(/بوابة/),
    ]);
  }
});

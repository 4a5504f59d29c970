// The operator's day in a real browser, in both languages: first run, onboarding, a sale, its paper, the authority's
// answer, a credit note, the closing of the day.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AR } from "../../console/texts-ar.ts";
import { EN, type TextKey } from "../../console/texts-en.ts";
import { flaws, type Language, openBrowser, openPage, overflow, picture, type Seen } from "./support/browser.ts";
import { openShop, type Shop } from "./support/shop.ts";

const PATIENCE = { timeout: 60_000 };
const PASSWORD = "three camels and a tent";
const NAMES = {
  ar: { owner: "أبو فهد", coffee: "فلات وايت", kunafa: "كنافة نابلسية" },
  en: { owner: "Abu Fahd", coffee: "Flat white", kunafa: "Nabulsi kunafa" },
} as const;

const BUYER = [
  ["address.street", "طريق العروبة"],
  ["address.building", "3123"],
  ["address.district", "الورود"],
  ["address.city", "الرياض"],
  ["address.postalCode", "12253"],
] as const satisfies readonly (readonly [TextKey, string])[];

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

describe.each<Language>(["ar", "en"])("the console in %s", (language) => {
  const t = (key: TextKey): string => (language === "ar" ? AR : EN)[key];
  const names = NAMES[language];
  let shop: Shop;
  let seen: Seen;
  let page: Page;
  let number = "";

  const press = (key: TextKey) => page.getByRole("button", { name: t(key), exact: true }).click();
  const go = async (key: TextKey) => {
    await page.getByRole("link", { name: t(key), exact: true }).click();
  };
  const save = async (): Promise<string> => {
    const link = page.getByRole("link", { name: t("save-csv"), exact: true });
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    return file.suggestedFilename();
  };
  /** Accessible (each language on another screen), whole on both screens, and on a picture where pictures are wanted. */
  const inspect = async (name: string) => {
    expect(await overflow(page)).toEqual([]);
    expect(await flaws(page, language === "ar" ? "7-inch" : "phone")).toEqual([]);
    await picture(page, name, language);
  };

  beforeAll(async () => {
    shop = await openShop();
    seen = await openPage(browser, shop.url, language);
    page = seen.page;
  });
  afterAll(async () => {
    await page?.context().close();
    await shop?.[Symbol.asyncDispose]();
  });

  test("speaks its language in its direction from the first page", async () => {
    await page.getByRole("heading", { name: t("welcome") }).waitFor();
    const root = page.locator("html");
    expect(await root.getAttribute("lang")).toBe(language);
    expect(await root.getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
    await inspect("first-run");
  });

  test("makes the first owner, and refuses a weak password with its reason", async () => {
    await page.getByLabel(t("your-name")).fill(names.owner);
    await page.getByLabel(t("user-name"), { exact: true }).fill("abufahd");
    for (const key of ["password", "password-again"] as const) {
      await page.getByLabel(t(key), { exact: true }).fill("abcabcabcabc");
    }
    await press("create-owner");
    await page.getByRole("alert").waitFor();
    for (const key of ["password", "password-again"] as const) {
      await page.getByLabel(t(key), { exact: true }).fill(PASSWORD);
    }
    await press("create-owner");
    await page.getByRole("heading", { name: t("setup.enrol"), exact: true, level: 1 }).waitFor();
  });

  test("onboards with a one-time password and tells every step", async () => {
    await page.getByLabel(t("otp"), { exact: true }).fill("000001");
    await press("onboard");
    await page.getByRole("alert").waitFor();
    await page.getByLabel(t("otp"), { exact: true }).fill(shop.otp);
    await press("onboard");
    await page.getByText(t("onboarded")).waitFor();
    expect(await page.locator(".steps li").count()).toBeGreaterThan(3);
    await inspect("onboarding");
    await press("to-today");
    await page.getByText(t("ready-but")).waitFor();
  });

  test("sells on the touch page: a cup twice, a weight, a discount, cash and change", async () => {
    await go("nav.sell");
    await page.getByRole("button", { name: names.coffee }).first().click();
    await page.getByRole("button", { name: names.coffee }).first().click();
    await page.getByRole("button", { name: names.kunafa }).first().click();
    for (const key of ["0", ".", "4", "5"]) {
      await page.locator(".keypad").getByRole("button", { name: key, exact: true }).click();
    }
    await page.getByLabel(t("discount-percent")).fill("10");
    await press("add");
    await page.locator("button.pay .money", { hasText: "56.30" }).waitFor();
    await inspect("sell");
    await page.locator("button.pay").click();
    await page.getByRole("button", { name: "60.00", exact: true }).click();
    await page.locator("output", { hasText: "3.70" }).waitFor();
    await inspect("pay");
    await press("take-cash");
    await page.getByText(t("sold"), { exact: true }).waitFor();
    number = (await page.locator(".sold a bdi").first().textContent()) ?? "";
    expect(number).toBe("INV-000001");
    expect(await page.locator(".sold .due.change").textContent()).toContain("3.70");
    await shown(page.locator(".paper img"));
    await inspect("sold");
  });

  test("brings the receipt to paper, and the authority accepts it", async () => {
    await page.locator(".sold a").first().click();
    await page.locator(".badges", { hasText: t("state.reported") }).waitFor();
    await page.locator(".badges", { hasText: t("printed.confirmed") }).waitFor();
    await page.locator(".answer b", { hasText: t("answer.accepted") }).waitFor();
    expect(shop.papers()).toHaveLength(1);
    await shown(page.locator(".paper img"));
    await shown(page.locator("img.qr"));
    await inspect("document");
  });

  test("prints a copy where it is wanted, and says so", async () => {
    await page.getByLabel(t("print-on"), { exact: true }).selectOption("office");
    await press("print-copy");
    await page.getByText(t("print-asked")).waitFor();
    await expect.poll(() => shop.papers("office").length, PATIENCE).toBe(1);
    expect(shop.papers()).toHaveLength(1);
  });

  test("makes a credit note of some lines", async () => {
    await press("make-credit");
    await page.getByRole("checkbox", { name: names.kunafa }).uncheck();
    await page.getByRole("textbox", { name: names.coffee }).fill("1");
    await page.locator(".due .money", { hasText: "16.00" }).waitFor();
    await inspect("credit");
    await press("issue-credit");
    await page.getByText(t("sold"), { exact: true }).waitFor();
    await page.locator(".sold a").first().click();
    await page.locator(".badges", { hasText: t("state.reported") }).waitFor();
  });

  test("refuses to give back more than was sold, in plain words", async () => {
    await go("nav.documents");
    await page.getByRole("link", { name: number }).click();
    await press("make-credit");
    await page.locator(".notice.bad .reasons b").first().waitFor();
    expect(await page.getByRole("button", { name: t("issue-credit") }).isDisabled()).toBe(true);
    await inspect("refused");
  });

  test("finds documents by what they are", async () => {
    await go("nav.documents");
    await page.locator(".rows li").nth(1).waitFor();
    await inspect("documents");
    await page.getByLabel(t("search")).fill(number);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".rows li").count(), PATIENCE).toBe(1);
  });

  test("looks at the till, closes it once, and finds the closing with its paper again", async () => {
    await go("nav.reports");
    await page.locator("[data-figure=gross]", { hasText: "40.30" }).waitFor();
    expect(await page.locator("[data-figure=cash]").textContent()).toContain("40.30");
    await page.getByText(t("no-closings")).waitFor();
    await inspect("report");
    const before = shop.papers().length;
    await press("close-day");
    await page.locator("dialog .facts", { hasText: "40.30" }).waitFor();
    await inspect("close-day");
    await page.keyboard.press("Escape");
    await press("close-day");
    await press("close-now");
    await page.getByRole("heading", { name: t("closing").replace("{number}", "1") }).waitFor();
    await expect.poll(() => shop.papers().length, PATIENCE).toBe(before + 1);
    await inspect("closing");
    await press("print-copy");
    await page.getByText(t("print-asked")).waitFor();
    await expect.poll(() => shop.papers().length, PATIENCE).toBe(before + 2);
    await go("to-closings");
    await page.locator("[data-figure=gross]", { hasText: "0.00" }).waitFor();
    await page.getByRole("link", { name: "Z 1" }).waitFor();
    expect(await save()).toBe("khatm-x.csv");
  });

  test("reports a day and the VAT of a month, and saves them", async () => {
    await go("report.day");
    await page.locator("[data-figure=gross]", { hasText: "40.30" }).waitFor();
    expect(await save()).toMatch(/^khatm-2\d{3}-\d\d-\d\d\.csv$/);
    await go("report.month");
    await page.getByRole("columnheader", { name: t("vat-on-credits") }).waitFor();
    await page.locator("[data-figure=gross]", { hasText: "40.30" }).waitFor();
    await inspect("month");
    expect(await save()).toMatch(/^khatm-vat-2\d{3}-\d\d\.csv$/);
    const before = shop.papers().length;
    await press("print");
    await expect.poll(() => shop.papers().length, PATIENCE).toBe(before + 1);
  });

  test("sells a tax invoice to a buyer, which the authority clears", async () => {
    await go("nav.sell");
    await page.getByRole("button", { name: names.coffee }).first().click();
    await press("simple-receipt");
    await page.getByLabel(t("buyer-name")).fill("شركة النخيل للتجارة");
    await page.getByLabel(t("buyer-vat")).fill("310122393500003");
    for (const [key, value] of BUYER) await page.getByLabel(t(key)).fill(value);
    await inspect("buyer");
    await press("save");
    await page.locator("button.pay:enabled").click();
    await press("all-by-card");
    await page.getByText(t("sold"), { exact: true }).waitFor();
    await page.locator(".sold a").first().click();
    await page.locator(".badges", { hasText: t("state.cleared") }).waitFor();
    await page.locator(".badges", { hasText: t("profile.standard") }).waitFor();
  });

  test("shows at once what waits while the gateway is away, with its deadline", async () => {
    await shop.gateway("down");
    await go("nav.sell");
    await page.getByRole("button", { name: names.coffee }).first().click();
    await page.locator("button.pay:enabled").click();
    await press("all-by-card");
    await page.getByText(t("sold"), { exact: true }).waitFor();
    await go("nav.today");
    await page.locator("[data-figure=pending]", { hasText: "1" }).waitFor();
    expect(await page.locator("[data-deadline]").textContent()).toMatch(/^(?:24:00:00|23:59:\d\d)$/);
    await page.locator("[data-light=gateway].warning p, [data-light=gateway].bad p").waitFor();
    await inspect("today");
    await shop.gateway("up");
  });

  test("prints a test page, adds a cashier, and lists every check with its remedy", async () => {
    await go("nav.setup");
    await inspect("setup");
    await page.getByRole("link", { name: t("setup.printer.about") }).click();
    const before = shop.papers().length;
    await page
      .locator(".card", { hasText: t("printer-name.main") })
      .getByRole("button", { name: t("test-page") })
      .click();
    await expect.poll(() => shop.papers().length, PATIENCE).toBe(before + 1);
    await inspect("printer");
    await page.goto("/#/setup/users");
    await page.getByLabel(t("user-name"), { exact: true }).fill("sara");
    await page.getByLabel(t("first-password")).fill("a first word to begin");
    await press("add");
    await page.getByText(t("user-added")).waitFor();
    await inspect("users");
    await page.goto("/#/setup/checks");
    await page.locator(".checks li.warning p").first().waitFor();
    await inspect("checks");
  });

  test("audits the ledger with its progress, and writes a backup whose file and hash it shows", async () => {
    await page.goto("/#/setup/audit");
    await page.getByText(t("audit.none")).waitFor();
    await press("start-audit");
    await page.getByText(t("audit.intact")).waitFor();
    await page.getByRole("button", { name: t("audit-again") }).waitFor();
    await inspect("audit");
    await page.goto("/#/setup/backup");
    await page.locator(".badge.warning", { hasText: t("backup.none") }).waitFor();
    await press("make-backup");
    await page.getByText(t("backup-made")).waitFor();
    await page.locator(".facts", { hasText: /khatm-2\d{3}.*\.db/ }).waitFor();
    await page.locator(".facts", { hasText: /[0-9a-f]{64}/ }).waitFor();
    await inspect("backup");
  });

  test("names the document that was touched, in plain words with what to do", async () => {
    shop.touch(number);
    await page.goto("/#/setup/audit");
    await press("audit-again");
    await page.locator(".notice.bad a", { hasText: number }).waitFor();
    await page.getByText(t("audit.todo")).waitFor();
    await inspect("audit-broken");
    await page.goto("/#/setup/checks");
    await page.locator(".checks li.bad p").first().waitFor();
    const texts = await page.locator(".checks .quiet").allTextContents();
    const arabic = texts.filter((text) => /\p{Script=Arabic}/u.test(text));
    if (language === "en") expect(arabic).toEqual([]);
    else expect(arabic.length).toBeGreaterThan(texts.length / 2);
  });

  test("pairs a till with a token shown once, and ends no unit by a slip of the finger", async () => {
    await page.goto("/#/setup/tokens");
    await page.getByLabel(t("till-name")).fill("till 7");
    await press("pair");
    expect(await page.locator(".token").textContent()).toMatch(/^khatm_/);
    await page.goto("/#/setup/activity");
    await page.locator("tbody tr").nth(3).waitFor();
    await inspect("activity");
    await page.goto("/#/setup/end");
    const end = page.getByRole("button", { name: t("end-unit") });
    expect(await end.isDisabled()).toBe(true);
    await page.getByLabel(t("type-word")).fill("decommission");
    expect(await end.isDisabled()).toBe(false);
    await inspect("end");
  });

  test("shows a cashier what a cashier may do, once the password is her own", async () => {
    await page.getByRole("button", { name: t("log-out").replace("{name}", names.owner) }).click();
    await page.getByLabel(t("user-name")).fill("sara");
    await page.getByLabel(t("password")).fill("a first word to begin");
    await inspect("login");
    await press("login");
    await page.getByLabel(t("password-now")).fill("a first word to begin");
    await page.getByLabel(t("password-new")).fill(PASSWORD);
    await page.getByLabel(t("password-again")).fill(PASSWORD);
    await press("save");
    await go("nav.setup");
    const places = await page.locator(".setup-list b").allTextContents();
    expect(places).toEqual([t("setup.printer"), t("setup.password")]);
  });

  test("speaks the other language when asked", async () => {
    await page.getByRole("button", { name: t("other-language"), exact: true }).click();
    expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "ltr" : "rtl");
  });

  test("asked nobody but the terminal, and met no error on the way", () => {
    expect(seen.requests.filter((url) => !url.startsWith(shop.url) && !url.startsWith("blob:"))).toEqual([]);
    expect(seen.troubles).toEqual([]);
  });
});

/** Waits until a picture is there and has dots. */
async function shown(image: ReturnType<Page["locator"]>): Promise<void> {
  await image.waitFor();
  await expect
    .poll(() => image.evaluate((element) => (element as { naturalWidth?: number }).naturalWidth ?? 0), PATIENCE)
    .toBeGreaterThan(50);
}

// Debian's Chromium, driven over its own protocol: a page in one language and one size, and what it asked for.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { root } from "../../support/khatm.ts";

export type Language = "ar" | "en";

/** The screens the console is made for. */
export const SCREENS = {
  "7-inch": { width: 800, height: 480 },
  phone: { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof SCREENS;

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** @throws Error where no Chromium is installed: `apt-get install chromium`. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = BROWSERS.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("no Chromium: apt-get install chromium");
  // Root, as in a container, has no sandbox; shared memory is small there.
  return await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** What has not come by then does not come. */
const PATIENCE_MS = 60_000;

export interface Seen {
  readonly page: Page;
  /** Every address the page asked for. */
  readonly requests: readonly string[];
  /** What went wrong in it: errors, and what the policy refused. */
  readonly troubles: readonly string[];
}

/** A page at the console, in a language. */
export async function openPage(browser: Browser, url: string, language: Language): Promise<Seen> {
  const context = await browser.newContext({ viewport: SCREENS["7-inch"], baseURL: url, hasTouch: true });
  await context.addInitScript((spoken) => {
    if (localStorage.getItem("khatm-language") === null) localStorage.setItem("khatm-language", spoken);
  }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const requests: string[] = [];
  const troubles: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    // A refusal of the API is an answer, and the browser writes each into its console.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) troubles.push(message.text());
  });
  await page.goto("/");
  return { page, requests, troubles };
}

const PICTURES = join(root, "docs/console");

/** Pictures of both screens, where they are wanted: KHATM_SCREENSHOTS=1. */
export async function picture(page: Page, name: string, language: Language): Promise<void> {
  if (process.env["KHATM_SCREENSHOTS"] !== "1") return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(PICTURES, `${name}-${screen}-${language}.png`), animations: "disabled" });
  }
  await page.setViewportSize(SCREENS["7-inch"]);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** What axe finds serious or critical; run from outside the page, whose policy takes no other script. */
export async function flaws(page: Page, screen: Screen): Promise<readonly string[]> {
  await page.setViewportSize(SCREENS[screen]);
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResult;
  await page.setViewportSize(SCREENS["7-inch"]);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** Runs in the page: how far the page and its main part reach beyond what is seen of them. */
const BEYOND = `[document.documentElement, document.querySelector("main")]
  .map((element) => element === null ? 0 : element.scrollWidth - element.clientWidth)`;

/** Whether anything stands beyond the edge of the screen, on either of them. */
export async function overflow(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    const [wide = 0, main = 0] = (await page.evaluate(BEYOND)) as number[];
    if (wide > 0 || main > 0) found.push(`${screen}: ${Math.max(wide, main)} px`);
  }
  await page.setViewportSize(SCREENS["7-inch"]);
  return found;
}

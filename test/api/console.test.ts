// The console as files: a strict policy, nothing from elsewhere, small, and the same in a package.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { CONSOLE_POLICY, consolePages, namedFiles } from "../../agent/api/console.ts";
import { AR } from "../../console/texts-ar.ts";
import { EN } from "../../console/texts-en.ts";

const page = consolePages();
const FOLDER = join(import.meta.dirname, "../../console");
const own = [...namedFiles().keys()].filter((path) => !path.endsWith(".woff2") && path !== "/console/main.ts");
const textOf = async (path: string): Promise<string> => (await page(path)?.text()) ?? "";

describe("consolePages()", () => {
  test("serves the page and everything it names, and nothing beside", async () => {
    const named = [...(await textOf("/")).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = ""]) => path);
    const letters = [...(await textOf("/console/base.css")).matchAll(/url\("([^"]+)"\)/g)].map(([, path = ""]) => path);
    expect(named.length).toBeGreaterThan(2);
    expect(letters).toHaveLength(4);
    for (const path of [...named, ...letters]) expect(page(path)?.status, path).toBe(200);
    for (const path of ["/console/", "/console/../package.json", "/console/%2e%2e/package.json", "/index.html"]) {
      expect(page(path), path).toBeUndefined();
    }
  });

  test("gives the browser plain JavaScript, whose imports are there", async () => {
    for (const path of own.filter((one) => /\.[jt]s$/.test(one))) {
      const code = await textOf(path);
      expect(page(path)?.headers.get("content-type")).toContain("text/javascript");
      expect(code).not.toMatch(/^\s*(?:import type|export interface|export type)\b/m);
      for (const [, target = ""] of code.matchAll(/^import .*?from "([^"]+)";$/gm)) {
        expect(page(new URL(target, `http://khatm${path}`).pathname)?.status, `${path} → ${target}`).toBe(200);
      }
    }
  });

  test("allows nothing but its own: no inline script or style, no other host, no frame", () => {
    const rules = new Map(CONSOLE_POLICY.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]));
    expect(rules.get("default-src")).toEqual(["'none'"]);
    expect(rules.get("script-src")).toEqual(["'self'"]);
    expect(rules.get("frame-ancestors")).toEqual(["'none'"]);
    expect(new Set([...rules.values()].flat())).toEqual(new Set(["'none'", "'self'"]));
    for (const path of own) expect(page(path)?.headers.get("content-security-policy")).toBe(CONSOLE_POLICY);
  });

  test("names no other host in its own code", () => {
    const sources = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name));
    const elsewhere = sources.flatMap(
      (name) => readFileSync(join(FOLDER, name), "utf8").match(/https?:\/\/[\w./-]+/g) ?? [],
    );
    expect(new Set(elsewhere)).toEqual(new Set(["http://www.w3.org/2000/svg"]));
  });

  test("has less than 100 KB of its own code, compressed file by file", async () => {
    const sizes = await Promise.all(own.map(async (path) => gzipSync(await textOf(path)).length));
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(100 * 1024);
  });
});

describe("the texts of the console", () => {
  test("have the same values to fill in, in both languages", () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    const pairs = Object.entries(EN).map(([key, en]) => [key, en, AR[key as keyof typeof EN]] as const);
    expect(pairs.filter(([, en, ar]) => places(en).join() !== places(ar).join())).toEqual([]);
    expect(pairs.filter(([, , ar]) => ar === "")).toEqual([]);
  });
});

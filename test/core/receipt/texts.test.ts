// The words of the paper: complete in both languages, and the titles the authority's dictionary asks for.
import { expect, test } from "vitest";
import type { Bilingual } from "../../../agent/core/bilingual.ts";
import { RECEIPT_TEXTS } from "../../../config/receipt-texts.ts";

const ALL = Object.entries(RECEIPT_TEXTS).flatMap(([table, texts]: [string, Readonly<Record<string, Bilingual>>]) =>
  Object.entries(texts).map(([key, text]): readonly [string, Bilingual] => [`${table} ${key}`, text]),
);

test.each(ALL)("%s has Arabic in Arabic letters and English in Latin ones", (_, { ar, en }) => {
  expect(ar.replace(/\{\w+\}/g, "")).toMatch(/^[\p{Script=Arabic}\p{M} ،²]+$/u);
  expect(en).toMatch(/^[A-Za-z0-9 .,²{}-]+$/);
});

test("titles name the document type in words, never by its code", () => {
  const { titles } = RECEIPT_TEXTS;
  expect(titles["simplified invoice"]).toEqual({ ar: "فاتورة ضريبية مبسطة", en: "Simplified Tax Invoice" });
  expect(titles["simplified credit-note"].ar).toContain("إشعار دائن");
  expect(titles["simplified debit-note"].ar).toContain("إشعار مدين");
  expect(new Set(Object.values(titles).map(({ ar }) => ar)).size).toBe(Object.keys(titles).length);
});

test("the line amount says in words that it includes VAT", () => {
  const { ar, en } = RECEIPT_TEXTS.labels["line-amount"];
  expect(ar).toContain("شامل الضريبة");
  expect(en).toContain("incl. VAT");
});

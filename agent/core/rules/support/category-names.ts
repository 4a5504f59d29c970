// What the four VAT categories are called.
import type { Bilingual } from "../../bilingual.ts";
import type { CategoryCode } from "./vocabulary.ts";
import { says } from "./wording.ts";

export const CATEGORY_NAMES: Readonly<Record<CategoryCode, Bilingual>> = {
  S: says("الفئة S (النسبة الأساسية)", "category S (standard rate)"),
  Z: says("الفئة Z (نسبة الصفر)", "category Z (zero rate)"),
  E: says("الفئة E (معفاة)", "category E (exempt)"),
  O: says("الفئة O (خارج النطاق)", "category O (out of scope)"),
};

// One-time passwords as the taxpayer's portal makes them: six digits, one use, one hour, for one VAT number.
import { randomInt } from "node:crypto";
import type { ProfileName } from "../profiles.ts";
import type { Store } from "./database.ts";

const LIFETIME = 3_600_000;
const DIGITS = 6;

type Row = { readonly vat: string; readonly madeAt: number; readonly usedAt: number | null };

const newCode = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");

/** Makes a password for a VAT number in an environment, replacing a spent one of the same digits. */
export const makeOtp = (store: Store, profile: ProfileName, vat: string, now: number): string => {
  const code = newCode();
  store
    .prepare("INSERT OR REPLACE INTO otp (profile, code, vat, madeAt) VALUES (?, ?, ?, ?)")
    .run(profile, code, vat, now);
  return code;
};

/** The VAT number a password was made for, while it is fresh and unused. */
export const vatOfOtp = (store: Store, profile: ProfileName, code: string, now: number): string | undefined => {
  const row = store
    .prepare<[string, string], Row>("SELECT vat, madeAt, usedAt FROM otp WHERE profile = ? AND code = ?")
    .get(profile, code);
  if (row === undefined || row.usedAt !== null) return undefined;
  return now - row.madeAt < LIFETIME ? row.vat : undefined;
};

/** Spends a password. */
export const spendOtp = (store: Store, profile: ProfileName, code: string, now: number): void => {
  store.prepare("UPDATE otp SET usedAt = ? WHERE profile = ? AND code = ?").run(now, profile, code);
};

// What a password must be (OWASP ASVS 5.0 section 6.2: long, not common, nothing of the user's; no rules of composition).
import type { Bilingual } from "../bilingual.ts";
import { lengthOf } from "../text.ts";

export const LEAST_PASSWORD = 10;
export const MOST_PASSWORD = 128;
/** `aaaaaaaaaa` and `1212121212` are long, and guessed at once. */
const LEAST_DIFFERENT = 5;

/** A shorter name stands in many a phrase by chance. */
const SHORTEST_TELLING_NAME = 4;

/** What everybody tries first, ten characters or more; compared without case. */
const COMMON: ReadonlySet<string> = new Set([
  ...["1234567890", "0123456789", "0987654321", "9876543210", "12345678910", "123456789a", "1q2w3e4r5t"],
  ...["password12", "password123", "password1234", "passw0rd123", "p@ssw0rd123", "qwertyuiop", "qwerty1234"],
  ...["qwerty12345", "asdfghjkl1", "iloveyou123", "admin12345", "administrator", "welcome123", "letmein123"],
  ...["changeme123", "khatm12345", "cashier123", "saudiarabia", "1029384756", "q1w2e3r4t5", "zaq12wsxcde"],
]);

interface PasswordRule {
  readonly code: string;
  readonly breaks: (password: string, name: string) => boolean;
  readonly message: Bilingual;
  readonly fix: Bilingual;
}

/** In the order they are told. */
const RULES: readonly PasswordRule[] = [
  {
    code: "password/short",
    breaks: (password) => lengthOf(password) < LEAST_PASSWORD,
    message: { ar: `أقل من ${LEAST_PASSWORD} أحرف`, en: `shorter than ${LEAST_PASSWORD} characters` },
    fix: { ar: "اكتب جملة من عدة كلمات", en: "use a phrase of several words" },
  },
  {
    code: "password/long",
    breaks: (password) => lengthOf(password) > MOST_PASSWORD,
    message: { ar: `أطول من ${MOST_PASSWORD} حرفًا`, en: `longer than ${MOST_PASSWORD} characters` },
    fix: { ar: "اختصرها", en: "shorten it" },
  },
  {
    code: "password/uniform",
    breaks: (password) => new Set(password).size < LEAST_DIFFERENT,
    message: { ar: "أحرفها متكررة", en: "it repeats the same few characters" },
    fix: {
      ar: `استعمل ${LEAST_DIFFERENT} أحرف مختلفة على الأقل`,
      en: `use at least ${LEAST_DIFFERENT} different ones`,
    },
  },
  {
    code: "password/common",
    breaks: (password) => COMMON.has(password.toLowerCase()),
    message: { ar: "من أشهر كلمات المرور", en: "it is among the first that are guessed" },
    fix: { ar: "اختر غيرها", en: "choose another" },
  },
  {
    code: "password/name",
    breaks: (password, name) => name.length >= SHORTEST_TELLING_NAME && password.toLowerCase().includes(name),
    message: { ar: "فيها اسم المستخدم", en: "it contains the user's name" },
    fix: { ar: "اختر غيرها", en: "choose another" },
  },
];

/** The form in which a password is judged and hashed: the same keys on two keyboards are the same password. */
export const passwordForm = (typed: string): string => typed.normalize("NFC");

/** The first rule a new password breaks; undefined for a good one. */
export const passwordFlaw = (
  password: string,
  name: string,
): Pick<PasswordRule, "code" | "message" | "fix"> | undefined => RULES.find((rule) => rule.breaks(password, name));

// How the values of a sale are read: decimals, money, text, dates, numbers of documents.
import type { Bilingual } from "../../bilingual.ts";
import { type Irn, parseIrn, parseReference, parseUuid, parseVatNumber } from "../../ids.ts";
import { type Decimal, exactHalalas, formatDecimal, parseDecimal } from "../../money/decimal.ts";
import type { Halalas } from "../../money/halalas.ts";
import type { Result } from "../../result.ts";
import { asBilingual, cleanLine, cleanLines, joined, lengthOf } from "../../text.ts";
import { problems } from "./problems.ts";
import {
  also,
  described,
  FAILED,
  type Failed,
  fail,
  isObject,
  object,
  otherwise,
  type Place,
  type Read,
} from "./reader.ts";

/** Digits before and behind the point that a number may have. */
interface Digits {
  readonly whole: number;
  readonly behind: number;
}

/** Fourteen characters, the longest amount a document carries (C5). */
export const AMOUNT: Digits = { whole: 11, behind: 2 };
export const QUANTITY: Digits = { whole: 9, behind: 6 };
const UNIT_PRICE: Digits = { whole: 9, behind: 10 };
export const PERCENT: Digits = { whole: 3, behind: 2 };

/** A decimal of at most so many digits, as text. */
export const readDecimal = (digits: Digits): Read<Decimal> =>
  described(decimalSchema(digits), (value, at) => {
    if (typeof value === "number") return fail(at, problems.numberInsteadOfText(at.path));
    const parsed = typeof value === "string" && value.length <= 40 ? parseDecimal(value) : undefined;
    if (parsed === undefined) return fail(at, problems.notADecimal(at.path, value));
    if (parsed.scale > digits.behind) return fail(at, problems.tooPrecise(at.path, digits.behind));
    const limit = "9".repeat(digits.whole);
    return parsed.units / 10n ** BigInt(parsed.scale) > BigInt(limit)
      ? fail(at, problems.tooLarge(at.path, limit))
      : parsed;
  });

const decimalSchema = ({ whole, behind }: Digits) => ({
  type: "string",
  pattern: `^[0-9]{1,${whole}}(\\.[0-9]{1,${behind}})?$`,
  examples: ["12.50"],
});

/** A decimal above zero. */
export const readPositive = (digits: Digits): Read<Decimal> =>
  also(readDecimal(digits), (value, at) => (value.units > 0n ? value : fail(at, problems.notPositive(at.path))));

export const readMoney: Read<Halalas> = also(readDecimal(AMOUNT), (value, at) => {
  const amount = exactHalalas(value);
  return amount ?? fail(at, problems.tooPrecise(at.path, 2));
});

/** Unit prices fit in fourteen characters with their point (C5). */
export const readPrice: Read<Decimal> = also(readDecimal(UNIT_PRICE), (value, at) => {
  const whole = (value.units / 10n ** BigInt(value.scale)).toString().length;
  return whole + 1 + value.scale > 14 ? fail(at, problems.tooPrecise(at.path, 13 - whole)) : value;
});

/** 0 to 100 (BR-KSA-DEC-01). */
export const readPercent: Read<Decimal> = also(readDecimal(PERCENT), (value, at) =>
  value.units > 100n * 10n ** BigInt(value.scale) ? fail(at, problems.tooLarge(at.path, "100")) : value,
);

/** Text of one line, with something in it. */
export const readLine = (atMost: number): Read<string> =>
  also(cleanText(cleanLine, atMost), notEmpty, { minLength: 1 });

const notEmpty = (text: string, at: Place): string | Failed =>
  text === "" ? fail(at, problems.emptyText(at.path)) : text;

function cleanText(clean: (text: string) => Result<string, Bilingual>, atMost: number): Read<string> {
  return described({ type: "string", maxLength: atMost }, (value, at) => {
    if (typeof value !== "string") return fail(at, problems.notText(at.path));
    const cleaned = clean(value);
    if (!cleaned.ok) return fail(at, problems.badCharacter(at.path, cleaned.error));
    return lengthOf(cleaned.value) > atMost ? fail(at, problems.longText(at.path, atMost)) : cleaned.value;
  });
}

/** Text in one or two languages; together they keep to the limit, as they share one XML element. */
export const readText = (atMost: number): Read<Bilingual> => bothLanguages(cleanLine, atMost);

/** The same with line breaks. */
export const readLines = (atMost: number): Read<Bilingual> => bothLanguages(cleanLines, atMost);

function bothLanguages(clean: (text: string) => Result<string, Bilingual>, atMost: number): Read<Bilingual> {
  const one = cleanText(clean, atMost);
  const two = object({ ar: otherwise(one, ""), en: otherwise(one, "") });
  const either: Read<Bilingual> = described({ anyOf: [one.schema, two.schema] }, (value, at) => {
    if (isObject(value)) return two(value, at);
    const text = one(value, at);
    return text === FAILED ? FAILED : asBilingual(text);
  });
  return also(either, (text, at) => {
    if (joined(text) === "") return fail(at, problems.emptyText(at.path));
    return lengthOf(joined(text)) > atMost ? fail(at, problems.longText(at.path, atMost)) : text;
  });
}

/** A text that a parser of `ids.ts` accepts, after the ends were trimmed. */
const identifier = <T>(
  parse: (text: string) => T | undefined,
  form: readonly [ar: string, en: string],
  code?: string,
): Read<T> =>
  described({ type: "string", description: form[1] }, (value, at) => {
    if (typeof value !== "string") return fail(at, problems.notText(at.path));
    return parse(value.trim()) ?? fail(at, problems.badForm(at.path, value, form, code));
  });

export const readIrn: Read<Irn> = identifier(
  parseIrn,
  ["من 1 إلى 127 حرفًا مطبوعا", "1 to 127 printable characters"],
  "BR-KSA-F-06-C1",
);
export const readUuid = identifier(
  (text) => parseUuid(text.toLowerCase()),
  ["معرف UUID مثل 8e6000cf-1a98-4174-b3e7-b5d5954bc10d", "a UUID such as 8e6000cf-1a98-4174-b3e7-b5d5954bc10d"],
);
export const readReference = identifier(parseReference, ["من 1 إلى 100 حرف مطبوع", "1 to 100 printable characters"]);
export const readVatNumber = (code: "BR-KSA-40" | "BR-KSA-44") =>
  identifier(
    parseVatNumber,
    ["رقم التسجيل الضريبي 15 رقمًا أوله وآخره 3", "a VAT number has 15 digits and starts and ends with 3"],
    code,
  );

/** A text that must match a pattern as it stands. */
export const readPattern = (pattern: RegExp, form: readonly [ar: string, en: string], code?: string): Read<string> =>
  described({ type: "string", pattern: pattern.source, description: form[1] }, (value, at) => {
    if (typeof value !== "string") return fail(at, problems.notText(at.path));
    const text = value.trim();
    return pattern.test(text) ? text : fail(at, problems.badForm(at.path, value, form, code));
  });

export const readCurrencyCode = readPattern(
  /^[A-Z]{3}$/,
  ["رمز عملة ISO 4217 مثل SAR", "an ISO 4217 code such as SAR"],
  "BR-CL-04",
);

/** SAR per unit, at most fourteen characters (BR-KSA-90). */
export const readExchangeRate: Read<Decimal> = also(readPositive({ whole: 9, behind: 12 }), (rate, at) =>
  formatDecimal(rate).length <= 14
    ? rate
    : fail(at, problems.badForm(at.path, formatDecimal(rate), RATE_FORM, "BR-KSA-90")),
);
const RATE_FORM = ["14 خانة على الأكثر مع النقطة", "at most fourteen characters with the point"] as const;

// What can be wrong with the form of a sale, each with what to do about it. What can be wrong with its sense: checks.ts.
import type { Bilingual } from "../../bilingual.ts";
import { counted, LETTERS, PLACES } from "../../counted.ts";
import { error, type Pair } from "../finding.ts";

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? String(value);
const listed = (names: readonly string[]): string => names.slice(0, 40).join(", ");

export const problems = {
  notAnObject: (path: string) =>
    error(
      "sale/not-an-object",
      path,
      ["المطلوب كائن JSON هنا", "a JSON object is expected here"],
      ["أرسل كائنًا بين قوسين { }", "send an object in braces { }"],
    ),

  notAList: (path: string) =>
    error(
      "sale/not-a-list",
      path,
      ["المطلوب قائمة هنا", "a list is expected here"],
      ["أرسل قائمة بين قوسين [ ]", "send a list in brackets [ ]"],
    ),

  emptyList: (path: string) =>
    error(
      "sale/empty-list",
      path,
      ["القائمة فارغة", "the list is empty"],
      ["أضف عنصرًا واحدًا على الأقل", "give at least one item"],
    ),

  tooMany: (path: string, atMost: number) =>
    error(
      "sale/too-many",
      path,
      [`عدد العناصر أكثر من ${atMost}`, `there are more than ${atMost} items`],
      ["قسّم العملية إلى أكثر من مستند", "divide the sale into several documents"],
    ),

  missing: (path: string) =>
    error(
      "sale/missing",
      path,
      ["حقل مطلوب غير موجود", "a required member is missing"],
      ["أضف هذا الحقل", "add this member"],
    ),

  repeated: (path: string) =>
    error(
      "sale/repeated",
      path,
      ["الحقل مكتوب مرتين في الكائن نفسه", "this member stands twice in the same object"],
      ["أرسله مرة واحدة: لا يُعرف أيهما المقصود", "send it once: nobody knows which of the two is meant"],
    ),

  unknownKey: (path: string, name: string, nearest: string | undefined, known: readonly string[]) =>
    error(
      "sale/unknown-key",
      path,
      [`اسم الحقل غير معروف: ${name}`, `unknown member: ${name}`],
      nearest === undefined
        ? [`الحقول المعروفة: ${listed(known)}`, `known members: ${listed(known)}`]
        : [`لعل المقصود: ${nearest}`, `did you mean "${nearest}"?`],
    ),

  notOneOf: (path: string, value: unknown, words: readonly string[]) =>
    error(
      "sale/not-one-of",
      path,
      [`القيمة ${shown(value)} غير مقبولة`, `${shown(value)} is not accepted here`],
      [`القيم المقبولة: ${listed(words)}`, `use one of: ${listed(words)}`],
    ),

  numberInsteadOfText: (path: string) =>
    error(
      "sale/number",
      path,
      [
        "الأعداد تُرسل نصًا لا عددًا، فأعداد JSON قد تفقد هللات",
        "decimals are sent as text: JSON numbers can lose halalas",
      ],
      ['ضع العدد بين علامتي تنصيص، مثل "12.50"', 'put the number in quotes, as in "12.50"'],
    ),

  notADecimal: (path: string, value: unknown) =>
    error(
      "sale/decimal",
      path,
      [`${shown(value)} ليس عددًا عشريًا`, `${shown(value)} is no decimal`],
      [
        'اكتبه بأرقام 0-9 ونقطة عشرية، بلا إشارة ولا فواصل، مثل "12.50"',
        'write digits 0-9 and a point, without sign, separators or exponent, as in "12.50"',
      ],
    ),

  tooPrecise: (path: string, decimals: number) =>
    error(
      "sale/decimals",
      path,
      [`أكثر من ${counted(decimals, PLACES)}`, `more than ${decimals} digits behind the point`],
      [`قرّب العدد إلى ${counted(decimals, PLACES)}`, `round it to ${decimals} digits`],
    ),

  tooLarge: (path: string, limit: string) =>
    error(
      "sale/too-large",
      path,
      [`العدد أكبر من ${limit}`, `the number is above ${limit}`],
      ["تحقق من العدد", "check the number"],
    ),

  notPositive: (path: string) =>
    error(
      "sale/not-positive",
      path,
      ["يجب أن يكون العدد أكبر من صفر", "the number must be above zero"],
      ["احذف هذا العنصر أو صحح العدد", "leave this entry out or correct the number"],
    ),

  notText: (path: string) =>
    error(
      "sale/not-text",
      path,
      ["المطلوب نص هنا", "text is expected here"],
      [
        'أرسل نصًا، أو كائنًا من { "ar", "en" } حيث يقبل الحقل لغتين',
        'send a string, or { "ar", "en" } where two languages are accepted',
      ],
    ),

  emptyText: (path: string) =>
    error(
      "sale/empty-text",
      path,
      ["النص فارغ", "the text is empty"],
      ["اكتب النص أو احذف الحقل", "write something or leave the member out"],
    ),

  longText: (path: string, atMost: number, code = "sale/long-text") =>
    error(
      code,
      path,
      [`النص أطول من ${counted(atMost, LETTERS)}`, `the text is longer than ${atMost} characters`],
      ["اختصر النص", "shorten the text"],
    ),

  badCharacter: (path: string, what: Bilingual) =>
    error(
      "sale/character",
      path,
      [`في النص ${what.ar}`, `the text contains ${what.en}`],
      [
        "احذف هذا الحرف، فقد يفسد توقيع المستند أو يخدع القارئ",
        "remove it: it could break the document's stamp or deceive its reader",
      ],
    ),

  badForm: (path: string, value: unknown, form: Pair, code = "sale/form") =>
    error(code, path, [`القيمة ${shown(value)} ليست بالصيغة المطلوبة`, `${shown(value)} has not the right form`], form),
} as const;

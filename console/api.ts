// The terminal's API as the page calls it. An answer that is no success brings its reasons in both languages.
import type { Bilingual } from "../agent/core/bilingual.ts";
import type { Violation } from "../agent/core/violation.ts";

export interface Refusal {
  readonly ok: false;
  readonly status: number;
  readonly code: string;
  readonly title: Bilingual;
  readonly fix?: Bilingual;
  readonly violations: readonly Violation[];
  /** Everything else of the problem. */
  readonly more: Readonly<Record<string, unknown>>;
}

export type Answer<T> = { readonly ok: true; readonly status: number; readonly body: T } | Refusal;

type Method = "GET" | "POST" | "PATCH" | "DELETE";

const AWAY: Refusal = {
  ok: false,
  status: 0,
  code: "away",
  title: { ar: "لا اتصال بالجهاز", en: "the terminal does not answer" },
  fix: {
    ar: "تأكد أن الجهاز يعمل، ثم أعد المحاولة؛ لن تتكرر العملية",
    en: "see that it is switched on, and try again; nothing is done twice",
  },
  violations: [],
  more: {},
};

let whenLoggedOut = (): void => undefined;

/** Told once the session has ended. */
export const onLoggedOut = (then: () => void): void => {
  whenLoggedOut = then;
};

/** Calls the terminal. The cookie goes with it; the header says that this page is asking. */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...(method === "GET" ? {} : { "x-khatm-request": "console" }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) return refusalOf(response.status, await response.json().catch(() => ({})));
    const text = await response.text();
    return { ok: true, status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as T };
  } catch {
    return AWAY;
  }
}

interface ProblemBody {
  readonly code?: string;
  readonly titles?: Bilingual;
  readonly detail?: string;
  readonly message?: Bilingual;
  readonly fix?: Bilingual;
  readonly violations?: readonly Violation[];
}

function refusalOf(status: number, problem: ProblemBody): Refusal {
  const { code = `http-${status}`, titles, message, fix, violations = [], ...more } = problem;
  if (code === "unauthorized") whenLoggedOut();
  const title = message ?? titles ?? { ar: `رد غير متوقع (${status})`, en: `unexpected answer (${status})` };
  return { ok: false, status, code, title, violations, more, ...(fix === undefined ? {} : { fix }) };
}

export const get = <T>(path: string): Promise<Answer<T>> => call<T>("GET", path);
export const post = <T>(path: string, body?: unknown): Promise<Answer<T>> => call<T>("POST", path, body);

/** The path of a document: its number may hold any sign. */
export const documentPath = (irn: string, rest = ""): string => `/v1/invoices/${encodeURIComponent(irn)}${rest}`;

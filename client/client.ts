// khatm/client: the API of a terminal, typed. It runs wherever there is `fetch`, and needs nothing else.
import type { PresentedDocument, PresentedHeld } from "../agent/api/present.ts";
import type { Problem } from "../agent/api/problem.ts";
import type { DayReport } from "../agent/core/day-report/day-report.ts";
import type { Quote, TerminalStatus } from "../agent/terminal.ts";
import type { Buyer, Sale } from "./sale.ts";

export type { Problem } from "../agent/api/problem.ts";
export type { Buyer, Line, Payment, Sale, Vat } from "./sale.ts";
export type Document = PresentedDocument;

export interface KhatmOptions {
  /** `http://127.0.0.1:7391`, or the https address of the LAN door. */
  readonly url: string;
  /** What `khatm user pair NAME` printed. */
  readonly token: string;
  /** How often a sale is sent whose answer was lost; 5 where it is not said. */
  readonly attempts?: number;
  /** Between two of them, milliseconds; 1000 where it is not said. */
  readonly pauseMs?: number;
}

/** What became of a sale. */
export type Sold =
  | { readonly kind: "issued" | "repeated"; readonly document: Document }
  /** A standard sale the authority has not cleared yet: no tax invoice. */
  | { readonly kind: "awaiting"; readonly document: Document | PresentedHeld };

export interface Filter {
  readonly state?: string;
  readonly type?: string;
  readonly profile?: string;
  readonly search?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The terminal said no: `problem.code` says why, `problem.violations` what to mend. */
export class KhatmProblem extends Error {
  override readonly name = "KhatmProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail === undefined ? problem.title : `${problem.title}: ${problem.detail}`);
    this.problem = problem;
  }
}

export interface Khatm {
  /** What a sale would cost. @throws KhatmProblem */
  quote(sale: Omit<Sale, "reference">): Promise<Quote>;
  /** Sells; a lost answer is asked for again with the same reference. @throws KhatmProblem */
  sell(sale: Sale): Promise<Sold>;
  document(irn: string): Promise<Document>;
  /** Every document that fits, newest first, page by page. */
  documents(filter?: Filter): AsyncGenerator<Document>;
  xml(irn: string): Promise<string>;
  /** The receipt, PNG. */
  picture(irn: string): Promise<Uint8Array>;
  reprint(irn: string): Promise<void>;
  /** A tax invoice for a buyer instead of the receipt. */
  convert(irn: string, buyer: Buyer): Promise<{ readonly document: Document; readonly credit: Document }>;
  status(): Promise<TerminalStatus>;
  dayReport(date: string): Promise<DayReport>;
}

/**
 * The terminal at an address.
 * @example
 * const khatm = createKhatm({ url: "http://127.0.0.1:7391", token });
 * const { document } = await khatm.sell({ reference: "till-7/1", lines: [{ name: "Kunafa", quantity: "1", price: "9.00", vat: "S" }] });
 */
export function createKhatm(options: KhatmOptions): Khatm {
  const call = callOf(options);
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    (await (await call(method, path, body)).json()) as T;
  const of = (irn: string): string => `/v1/invoices/${encodeURIComponent(irn)}`;
  return {
    quote: (sale) => json("POST", "/v1/quote", sale),
    sell: (sale) => sell(options, call, sale),
    document: (irn) => json("GET", of(irn)),
    documents: (filter = {}) => pages(json, filter),
    xml: async (irn) => await (await call("GET", `${of(irn)}/xml`)).text(),
    picture: async (irn) => new Uint8Array(await (await call("GET", `${of(irn)}/receipt.png`)).arrayBuffer()),
    reprint: async (irn) => void (await call("POST", `${of(irn)}/print`)),
    convert: (irn, buyer) => json("POST", `${of(irn)}/convert`, { buyer }),
    status: () => json("GET", "/v1/status"),
    dayReport: (date) => json("GET", `/v1/reports/day/${date}`),
  };
}

type Call = (method: string, path: string, body?: unknown) => Promise<Response>;

function callOf({ url, token }: KhatmOptions): Call {
  return async (method, path, body) => {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...type },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    throw new KhatmProblem((await answer.json()) as Problem);
  };
}

/** Nobody knows whether the sale was stored: only the same reference again can tell. */
const UNKNOWN: ReadonlySet<string> = new Set(["outcome-unknown", "storage-failed"]);
const isUnknown = (thrown: unknown): boolean =>
  thrown instanceof KhatmProblem ? UNKNOWN.has(thrown.problem.code) : thrown instanceof Error;

async function sell({ attempts = 5, pauseMs = 1000 }: KhatmOptions, call: Call, sale: Sale): Promise<Sold> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await soldOf(await call("POST", "/v1/invoices", sale));
    } catch (thrown) {
      if (!isUnknown(thrown) || attempt >= attempts) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function soldOf(answer: Response): Promise<Sold> {
  const document = (await answer.json()) as Document;
  if (answer.status === 202) return { kind: "awaiting", document };
  return { kind: answer.status === 201 ? "issued" : "repeated", document };
}

async function* pages(json: <T>(method: string, path: string) => Promise<T>, filter: Filter): AsyncGenerator<Document> {
  let before: number | undefined;
  do {
    const query = new URLSearchParams({ ...filter, ...(before === undefined ? {} : { before: String(before) }) });
    const page = await json<{ documents: readonly Document[]; next?: number }>("GET", `/v1/invoices?${query}`);
    yield* page.documents;
    before = page.next;
  } while (before !== undefined);
}

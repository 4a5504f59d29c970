// A till over the agent's API: sells, repeats, asks for copies. A call that gets no answer is an answer too.
import { randomOf } from "./random.ts";

export interface Reply {
  /** HTTP status; 0 when the connection broke. */
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Till {
  /** Sells under a reference; the same reference is always the same sale. */
  sell(reference: string): Promise<Reply>;
  call(method: "GET" | "POST", path: string, body?: unknown): Promise<Reply>;
  /** An archived document's bytes. */
  xml(irn: string): Promise<Buffer | undefined>;
}

const ANSWER_MS = 20_000;

/** A till paired with the agent at an address. */
export function openTill(url: string, token: string): Till {
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  const call = async (method: "GET" | "POST", path: string, body?: unknown): Promise<Reply> => {
    try {
      const response = await send(method, path, body);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch {
      return { status: 0, body: {} };
    }
  };
  return {
    sell: (reference) => call("POST", "/v1/invoices", saleOf(reference)),
    call,
    xml: async (irn) => {
      const response = await send("GET", `/v1/invoices/${encodeURIComponent(irn)}/xml`);
      return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
    },
  };
}

const GOODS = [
  { name: { ar: "فلات وايت", en: "Flat white" }, price: "16.00" },
  { name: { ar: "كرواسون بالجبنة", en: "Cheese croissant" }, price: "12.50" },
  { name: { ar: "تمر سكري ملكي", en: "Sukkari dates, royal" }, price: "38.45" },
] as const;

/** References of standard sales begin so. */
export const TO_A_COMPANY = "b2b-";

const COMPANY = {
  name: { ar: "مؤسسة البناء الحديث", en: "Modern Building Est." },
  vat: "311111111111113",
  address: { street: "شارع العليا", building: "3344", district: "العليا", city: "الرياض", postalCode: "12611" },
};

/** A sale that depends on its reference alone. */
function saleOf(reference: string): object {
  const random = randomOf("sale", reference);
  const lines = Array.from({ length: 1 + random.below(3) }, () => ({
    ...random.pick(GOODS),
    quantity: `${1 + random.below(4)}`,
    vat: "S",
  }));
  return {
    reference,
    type: "invoice",
    ...(reference.startsWith(TO_A_COMPANY) ? { profile: "standard", buyer: COMPANY } : { profile: "simplified" }),
    prices: "vat-inclusive",
    lines,
    payments: [{ means: "cash", amount: "1000.00" }],
  };
}

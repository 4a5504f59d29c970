// The calls the gateway has: gateway.md A2 and A3.
export interface Endpoint {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  /** Headers beyond those of every call. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Clearance is asked for by 1 and declined by 0; other values have been answered by 303 (A3). */
export const ENDPOINTS = {
  complianceCsid: { method: "POST", path: "/compliance", headers: {} },
  complianceCheck: { method: "POST", path: "/compliance/invoices", headers: {} },
  productionCsid: { method: "POST", path: "/production/csids", headers: {} },
  renewal: { method: "PATCH", path: "/production/csids", headers: {} },
  reporting: { method: "POST", path: "/invoices/reporting/single", headers: { "Clearance-Status": "0" } },
  clearance: { method: "POST", path: "/invoices/clearance/single", headers: { "Clearance-Status": "1" } },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type Call = keyof typeof ENDPOINTS;

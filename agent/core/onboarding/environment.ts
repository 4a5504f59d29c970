// The authority's environments and what differs between them (gateway.md A1).

export type Environment = "production" | "simulation" | "sandbox" | "local";

interface EnvironmentFacts {
  /** The CSR's certificate template, extension 1.3.6.1.4.1.311.20.2 (csr.md B1). */
  readonly csrTemplate: string;
  /** Which CSID's key stamps documents: the sandbox's production certificate is canned, its key is not ours. */
  readonly stampsWith: "production" | "compliance";
}

export const ENVIRONMENTS: Readonly<Record<Environment, EnvironmentFacts>> = {
  production: { csrTemplate: "ZATCA-Code-Signing", stampsWith: "production" },
  simulation: { csrTemplate: "PREZATCA-Code-Signing", stampsWith: "production" },
  sandbox: { csrTemplate: "TSTZATCA-Code-Signing", stampsWith: "compliance" },
  local: { csrTemplate: "PREZATCA-Code-Signing", stampsWith: "production" },
};

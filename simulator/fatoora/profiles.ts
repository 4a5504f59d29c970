// The three environments of the gateway (reference: gateway A1). One simulator serves all three side by side, so a
// credential used in the wrong environment is refused as it is in life.

/** Name of one environment. */
export type ProfileName = "sandbox" | "simulation" | "production-model";

/** How one environment behaves where the environments differ. */
export type Profile = {
  readonly name: ProfileName;
  readonly path: string;
  /** Certificate template names this environment's policy signs. */
  readonly templates: readonly string[];
  /** The sandbox gives one canned production certificate to everybody, whose key nobody has. */
  readonly cannedProductionCsid: boolean;
  /** Whether the compliance documents must have passed before a production certificate is issued. */
  readonly gateEnforced: boolean;
  /** The sandbox answers fixed one-time passwords; the portals make real ones. */
  readonly magicOtps: boolean;
};

const TEST_TEMPLATE = "TSTZATCA-Code-Signing";
const SIMULATION_TEMPLATE = "PREZATCA-Code-Signing";
const PRODUCTION_TEMPLATE = "ZATCA-Code-Signing";

/** Every environment, by name. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  sandbox: {
    name: "sandbox",
    path: "/e-invoicing/developer-portal",
    templates: [TEST_TEMPLATE, SIMULATION_TEMPLATE, PRODUCTION_TEMPLATE],
    cannedProductionCsid: true,
    gateEnforced: false,
    magicOtps: true,
  },
  simulation: {
    name: "simulation",
    path: "/e-invoicing/simulation",
    templates: [SIMULATION_TEMPLATE],
    cannedProductionCsid: false,
    gateEnforced: true,
    magicOtps: false,
  },
  "production-model": {
    name: "production-model",
    path: "/e-invoicing/core",
    templates: [PRODUCTION_TEMPLATE],
    cannedProductionCsid: false,
    gateEnforced: true,
    magicOtps: false,
  },
};

/** Every environment's name, for menus and validation. */
export const PROFILE_NAMES = ["sandbox", "simulation", "production-model"] as const satisfies readonly ProfileName[];

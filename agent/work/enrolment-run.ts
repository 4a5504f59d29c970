// What one run of the journey works with.
import type { ComplianceSale } from "../core/onboarding/compliance-documents.ts";
import type { StoredCsid } from "../core/onboarding/csid.ts";
import type { ChainLink } from "../core/onboarding/enrolment.ts";
import type { Environment } from "../core/onboarding/environment.ts";
import type { JourneyEvent, JourneyState } from "../core/onboarding/journey.ts";
import type { RequestFields } from "../core/onboarding/request-fields.ts";
import type { MakeUuid } from "../ports/clock.ts";
import type { Gateway, Submission } from "../ports/gateway.ts";
import type { Vault } from "../ports/keys.ts";
import type { UnitStore } from "../ports/ledger.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { Progress } from "../terminal.ts";

export interface EnrolmentPorts {
  readonly vault: Vault;
  readonly gateway: Gateway;
  readonly units: UnitStore;
  readonly activity: Pick<ActivityLog, "add">;
  readonly uuid: MakeUuid;
  /** Makes a compliance document: priced, placed at a link, stamped with the compliance CSID's key. */
  readonly makeDocument: (sale: ComplianceSale, csid: StoredCsid<"compliance">, link: ChainLink) => Submission;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (seconds: number) => Promise<void>;
  /** 0 to 1. */
  readonly jitter: () => number;
}

/** What the configuration says of the unit. */
export interface EgsUnit {
  readonly environment: Environment;
  readonly request: RequestFields;
}

/** One run of the journey. */
export interface Enrolling {
  readonly ports: EnrolmentPorts;
  readonly unit: EgsUnit;
  /** The one-time password, once; undefined when there is none or it was taken. */
  readonly takeOtp: () => string | undefined;
  /** Applies an event to the stored state. */
  readonly tell: (event: JourneyEvent) => void;
  readonly progress: Progress;
}

/** The stored state; a unit without one is new. */
export const stateOf = (units: UnitStore): JourneyState => units.load() ?? { stage: "new" };

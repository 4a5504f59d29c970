// Why an onboarding or a renewal stopped, and what to do next.

/** One reason, as the unit's record keeps it. */
export interface Trouble {
  readonly code: string;
  /** The gateway's own words, where it gave any. */
  readonly detail?: string;
}

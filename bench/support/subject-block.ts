// What one of those that are compared answers.

/** Documents made one after the other. */
export interface Block {
  /** Milliseconds a document, whatever came between them included. */
  readonly each: number;
  /** The last one. */
  readonly xml: string;
}

/** The name under which the product is compared. */
export const OWN = "khatm";

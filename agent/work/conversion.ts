// The references of conversions: made from the receipt's UUID, so that asking again finds what was done.

/** What the references of conversions begin with; the credit note's ends so. */
export const CONVERSION = { prefix: "convert/", credit: "/credit" } as const;

const UUID_LENGTH = 36;

/** The UUID of the receipt that a sale with this reference takes the place of; undefined where it is no conversion. */
export const convertedUuid = (reference: string | undefined): string | undefined =>
  reference?.startsWith(CONVERSION.prefix)
    ? reference.slice(CONVERSION.prefix.length, CONVERSION.prefix.length + UUID_LENGTH)
    : undefined;

// When this program was made: no document can be older than the program that signs it.

/** Milliseconds since 1970; set by each release. */
export const BUILD_DATE = Date.UTC(2026, 10, 1);

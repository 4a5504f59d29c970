// The paper a receipt is printed on, as the printer sees it: how many dots one row has.

/** Printable dots per row: 58 mm paper (203 dpi), 80 mm at 180 dpi, 80 mm at 203 dpi. */
export const PAPERS = [384, 512, 576] as const;

export type Paper = (typeof PAPERS)[number];

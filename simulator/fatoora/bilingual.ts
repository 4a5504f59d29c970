// Text a person may read, in both languages of the gateway (header `Accept-Language`).

/** One sentence in Arabic and in English. */
export type Bilingual = { readonly ar: string; readonly en: string };

// Text for people, in the two languages of the counter. Neither is a translation aid: both are always there.

export interface Bilingual {
  readonly ar: string;
  readonly en: string;
}

// Where a unit stands, in words.
import type { Bilingual } from "../bilingual.ts";

const WORDS: Readonly<Record<string, Bilingual>> = {
  new: { ar: "غير مسجل بعد", en: "not onboarded yet" },
  onboarding: { ar: "التسجيل لم يكتمل", en: "onboarding not finished" },
  ready: { ar: "مسجل وجاهز", en: "onboarded" },
  closing: { ar: "ينتهي عمله", en: "ending: it signs no more" },
  decommissioned: { ar: "انتهى عمله", en: "decommissioned" },
  "middleware-new": { ar: "غير مسجل لدى الوسيط بعد", en: "not registered with the middleware yet" },
  "middleware-registered": { ar: "التسجيل لدى الوسيط لم يكتمل", en: "registration with the middleware not finished" },
  "middleware-ready": { ar: "مسجل لدى الوسيط", en: "registered with the middleware" },
};

/** The words of a stage of the journey, or of a middleware's registration. */
export const stageWords = (stage: string): Bilingual => WORDS[stage] ?? { ar: stage, en: stage };

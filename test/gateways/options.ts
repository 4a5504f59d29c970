// How much the suite tries: from the environment, which test/run.ts fills from the command line.
const wholeNumber = (name: string, otherwise: number): number => {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new TypeError(`${name} is a whole number, not "${text}"`);
  return Number(text);
};

/** Seeds of every fault case. */
export const SEEDS = wholeNumber("KHATM_SEEDS", 2);
/** Documents of the long time offline. */
export const OFFLINE_DOCUMENTS = wholeNumber("KHATM_DOCUMENTS", 300);

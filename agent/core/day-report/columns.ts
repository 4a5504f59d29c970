// Lines of 42 columns: what a terminal window and a slip of 80 mm paper hold.

const WIDTH = 42;

export const RULE = "-".repeat(WIDTH);

/** Text in the middle of a line. */
export const centred = (text: string): string => " ".repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text;

/** A name at the beginning of a line and its value at the end. */
export const pair = (name: string, value: string): string => `${name} ${value.padStart(WIDTH - name.length - 1)}`;

export const DOCUMENTS = "Documents / المستندات";
export const NET = "Without VAT / قبل الضريبة";
export const VAT = "VAT / الضريبة";
export const GROSS = "With VAT / مع الضريبة";

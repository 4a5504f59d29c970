// The stand-in for the UBL schema where no schema folder is given: order and number of elements, and the form of
// their values (check D3). The first fault of each element is told, as a schema validator does.
import { CONTENT } from "./content-model.ts";
import { descendants, type Element } from "./element.ts";

type Particle = { readonly name: string; readonly least: number; readonly most: number };

const OCCURS: Readonly<Record<string, readonly [number, number]>> = {
  "?": [0, 1],
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
};

const particle = (text: string): Particle => {
  const mark = OCCURS[text.at(-1) ?? ""];
  const [least, most] = mark ?? [1, 1];
  return { name: mark === undefined ? text : text.slice(0, -1), least, most };
};

const MODELS: ReadonlyMap<string, readonly Particle[]> = new Map(
  Object.entries(CONTENT).map(([name, content]) => [name, content.split(" ").map(particle)]),
);

/** The one fault of an element's children against its content model, or nothing. */
const contentFault = (element: Element, model: readonly Particle[]): string[] => {
  let at = 0;
  for (const { name, least, most } of model) {
    let seen = 0;
    while (seen < most && element.children[at]?.name === name) {
      at += 1;
      seen += 1;
    }
    if (seen < least) {
      const found = element.children[at]?.name ?? "nothing";
      return [`the content of '${element.name}' is not complete: '${name}' is expected, ${found} found`];
    }
  }
  const rest = element.children[at];
  return rest === undefined ? [] : [`'${rest.name}' is not expected at this place in '${element.name}'`];
};

type Form = { readonly ends: RegExp; readonly value: RegExp; readonly attribute?: string; readonly form: string };

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const ZONE = "(Z|[+-]\\d\\d:\\d\\d)?";

/** The form of a value by the last word of its element's name; the attribute is one the schema demands. */
const FORMS: readonly Form[] = [
  { ends: /Amount$/, value: DECIMAL, attribute: "currencyID", form: "a decimal number" },
  { ends: /(Quantity|Percent|Rate|Numeric|Measure)$/, value: DECIMAL, form: "a decimal number" },
  { ends: /Indicator$/, value: /^(true|false|0|1)$/, form: "true or false" },
  { ends: /Date$/, value: new RegExp(`^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])${ZONE}$`), form: "a date" },
  { ends: /Time$/, value: new RegExp(`^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?${ZONE}$`), form: "a time" },
  { ends: /BinaryObject$/, value: /^[A-Za-z0-9+/=\s]*$/, attribute: "mimeCode", form: "base64" },
];

const valueFault = (element: Element): string[] => {
  const rule = FORMS.find(({ ends }) => ends.test(element.name));
  if (rule === undefined || !element.name.startsWith("cbc:")) return [];
  if (rule.attribute !== undefined && element.attributes[rule.attribute] === undefined)
    return [`'${element.name}' lacks the attribute '${rule.attribute}'`];
  return rule.value.test(element.text.trim()) ? [] : [`'${element.name}' must be ${rule.form}: '${element.text}'`];
};

const leafFault = (element: Element): string[] =>
  element.name.startsWith("cbc:") && element.children.length > 0
    ? [`'${element.name}' may hold text only`]
    : valueFault(element);

const strayText = (element: Element): string[] =>
  element.text.trim() === "" ? [] : [`'${element.name}' may hold elements only, not text`];

/** Every place where a document departs from the order, number and form of UBL elements. */
export const orderFaults = (invoice: Element): readonly string[] =>
  descendants(invoice).flatMap((element) => {
    const model = MODELS.get(element.name);
    if (model === undefined) return leafFault(element);
    return [...contentFault(element, model), ...strayText(element)];
  });

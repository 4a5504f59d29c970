// khatm print: a copy of a receipt, marked as one; --waiting: the operator's word on papers that waited too long.
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { openDoor } from "./door.ts";

interface Order {
  readonly path: string;
  readonly body?: unknown;
  readonly told: (answer: unknown) => string;
}

const USAGE = {
  ar: "اذكر رقم المستند، أو --waiting print أو --waiting drop",
  en: "name a document, or say --waiting print or --waiting drop",
};

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const order = orderOf(input);
  if (order === undefined) {
    complain(context, USAGE);
    return EXIT.usage;
  }
  const door = await openDoor(context);
  try {
    const answer = await door.call("POST", order.path, order.body);
    if (!isGood(answer)) return refuse(context, answer);
    tell(context, jsonOf(answer), order.told(jsonOf(answer)));
    return EXIT.done;
  } finally {
    await door.close();
  }
}

function orderOf(input: CommandInput): Order | undefined {
  const irn = input.arguments[0];
  const word = optionText(input, "waiting");
  const printer = optionText(input, "printer");
  if (irn !== undefined && word === undefined) {
    const query = printer === undefined ? "" : `?printer=${encodeURIComponent(printer)}`;
    return {
      path: `/v1/invoices/${encodeURIComponent(irn)}/print${query}`,
      told: () => `a copy of ${irn} is on its way to the printer\nنسخة من ${irn} في طريقها إلى الطابعة`,
    };
  }
  if (irn !== undefined || (word !== "print" && word !== "drop")) return undefined;
  return {
    path: `/v1/printers/${encodeURIComponent(printer ?? "main")}/waiting`,
    body: { do: word },
    told: (answer) => `papers / الأوراق: ${JSON.stringify((answer as { papers: number }).papers)}, ${word}`,
  };
}

// khatm user: pairs tills with tokens and takes them back. A token is shown once and never stored.
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, tell } from "./context.ts";
import { type Door, openDoor } from "./door.ts";

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const [action = "", name] = input.arguments;
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (act === undefined || (action !== "list" && name === undefined)) {
    complain(context, {
      en: "use: khatm user pair NAME | revoke NAME | list",
      ar: "الاستعمال: pair أو revoke مع اسم، أو list",
    });
    return EXIT.usage;
  }
  const door = await openDoor(context);
  try {
    return await act(context, door, name ?? "");
  } finally {
    await door.close({ leavePaper: true });
  }
}

type Action = (context: CommandContext, door: Door, name: string) => Promise<ExitCode>;

const ACTIONS: Readonly<Record<string, Action>> = {
  pair: async (context, door, name) => {
    const answer = await door.call("POST", "/v1/clients", { name });
    if (!isGood(answer)) return refuse(context, answer);
    const paired = jsonOf<{ name: string; token: string }>(answer);
    tell(context, paired, paired.token);
    if (!context.json) context.note(`paired ${name}: keep this token in the till, it is not shown again`);
    return EXIT.done;
  },
  revoke: async (context, door, name) => {
    const answer = await door.call("POST", `/v1/clients/${encodeURIComponent(name)}/revoke`);
    if (!isGood(answer)) return refuse(context, answer);
    tell(context, { revoked: name }, `revoked ${name}`);
    return EXIT.done;
  },
  list: async (context, door) => {
    const answer = await door.call("GET", "/v1/clients");
    if (!isGood(answer)) return refuse(context, answer);
    const { clients } = jsonOf<{ clients: readonly string[] }>(answer);
    tell(context, { clients }, clients.join("\n") || "no till is paired");
    return EXIT.done;
  },
};

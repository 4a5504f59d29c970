// khatm user: people with their roles, and programs with their tokens. A token is shown once and never stored; a
// password comes from the keyboard or a file, never from the command line.
import type { PairedToken, Person } from "../core/people/person.ts";
import { isGood, jsonOf, refuse } from "./answers.ts";
import { type CommandContext, type CommandInput, complain, EXIT, type ExitCode, optionText, tell } from "./context.ts";
import { type Door, openDoor } from "./door.ts";
import { readPassword } from "./password.ts";

interface Act {
  readonly context: CommandContext;
  readonly input: CommandInput;
  readonly door: Door;
  readonly name: string;
}

export async function run(context: CommandContext, input: CommandInput): Promise<ExitCode> {
  const [action = "", name] = input.arguments;
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (act === undefined || (action !== "list" && name === undefined)) {
    complain(context, {
      en: `use: khatm user ${Object.keys(ACTIONS).join(" | ")}, each but list with a NAME`,
      ar: `الاستعمال: ${Object.keys(ACTIONS).join("، ")}، مع اسم لكل منها عدا list`,
    });
    return EXIT.usage;
  }
  // A shop may name its people before anything else, in the folder its configuration names.
  const door = await openDoor(context, { begins: context.dataFolder === undefined });
  try {
    return await act({ context, input, door, name: name ?? "" });
  } finally {
    await door.close({ leavePaper: true });
  }
}

const ACTIONS: Readonly<Record<string, (act: Act) => Promise<ExitCode>>> = {
  list,
  add,
  password: async (act) => {
    const password = await readPassword(act.context, act.input);
    return await change(act, { password }, "has a new first password / له كلمة مرور أولى جديدة");
  },
  role: (act) => change(act, { role: optionText(act.input, "role") }, "has the role / صلاحيته"),
  disable: (act) => change(act, { disabled: true }, "is disabled / عُطّل"),
  enable: (act) => change(act, { disabled: false }, "is enabled / فُعّل"),
  unlock: (act) => change(act, { unlock: true }, "is unlocked / فُتح"),
  pair,
  revoke,
};

/** Somebody else chose the password, so it is changed at the first login. */
async function add({ context, input, door, name }: Act): Promise<ExitCode> {
  const role = optionText(input, "role");
  const displayName = optionText(input, "displayName");
  const password = await readPassword(context, input);
  const answer = await door.call("POST", "/v1/users", { name, role, displayName, password });
  if (!isGood(answer)) return refuse(context, answer);
  const person = jsonOf<Person>(answer);
  tell(
    context,
    person,
    `added ${person.name}, ${person.role}: the password is changed at the first login\nأُضيف ${person.name}: تُغيَّر كلمة المرور عند أول دخول`,
  );
  return EXIT.done;
}

async function change({ context, door, name }: Act, what: object, said: string): Promise<ExitCode> {
  const answer = await door.call("PATCH", `/v1/users/${encodeURIComponent(name)}`, what);
  if (!isGood(answer)) return refuse(context, answer);
  const person = jsonOf<Person>(answer);
  tell(context, person, `${person.name} ${said}${"role" in what ? ` ${person.role}` : ""}`);
  return EXIT.done;
}

async function pair({ context, input, door, name }: Act): Promise<ExitCode> {
  const answer = await door.call("POST", "/v1/tokens", { name, role: optionText(input, "role") });
  if (!isGood(answer)) return refuse(context, answer);
  const paired = jsonOf<{ name: string; token: string }>(answer);
  tell(context, paired, paired.token);
  if (!context.json)
    context.note(
      `paired ${name}: keep this token in the till, it is not shown again\nاقترن ${name}: احفظ هذا الرمز في نقطة البيع، فلن يظهر ثانية`,
    );
  return EXIT.done;
}

async function revoke({ context, door, name }: Act): Promise<ExitCode> {
  const answer = await door.call("DELETE", `/v1/tokens/${encodeURIComponent(name)}`);
  if (!isGood(answer)) return refuse(context, answer);
  tell(context, { revoked: name }, `revoked / سُحب: ${name}`);
  return EXIT.done;
}

async function list({ context, door }: Act): Promise<ExitCode> {
  const [people, paired] = [await door.call("GET", "/v1/users"), await door.call("GET", "/v1/tokens")];
  if (!isGood(people)) return refuse(context, people);
  if (!isGood(paired)) return refuse(context, paired);
  const { users } = jsonOf<{ users: readonly Person[] }>(people);
  const { tokens } = jsonOf<{ tokens: readonly PairedToken[] }>(paired);
  const lines = [
    ...users.map((one) => `user   ${one.name.padEnd(24)} ${one.role.padEnd(8)} ${standing(one)}`.trimEnd()),
    ...tokens.map((one) => `token  ${one.name.padEnd(24)} ${one.role}`),
  ];
  tell(context, { users, tokens }, lines.join("\n") || "no user and no paired till / لا مستخدم ولا نقطة بيع مقترنة");
  return EXIT.done;
}

function standing({ disabled, lockedUntil, mustChangePassword }: Person): string {
  if (disabled) return "disabled";
  if (lockedUntil !== undefined) return `locked until / مقفل حتى ${new Date(lockedUntil).toISOString()}`;
  return mustChangePassword ? "first password / كلمة مرور أولى" : "";
}

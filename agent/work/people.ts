// People and their sessions: first owner, log in and out, passwords, changes by an owner; all of it in the activity log.
import type { Action } from "../core/people/activity-words.ts";
import { lockedUntil } from "../core/people/lock-out.ts";
import { passwordFlaw } from "../core/people/password.ts";
import type { FirstOwner, NewPerson, Person, PersonChange } from "../core/people/person.ts";
import { isAlive, NOTE_USE_MS, sessionEnd } from "../core/people/session-life.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { ActivityLog, Passwords, People, Sessions, StoredPerson } from "../ports/people.ts";
import type { OpenSession, PeopleDesk, PeopleRefusal, SessionCaller } from "../ports/people-desk.ts";

export interface PeoplePorts {
  readonly clock: Pick<Clock, "wallMs">;
  readonly people: People;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly activity: Pick<ActivityLog, "add">;
}

type Outcome<T> = Promise<Result<T, PeopleRefusal>>;

/** How somebody stands in the activity log. */
export const personActor = (name: string): string => `user ${name}`;

const refuse = (code: PeopleRefusal["code"]): Result<never, PeopleRefusal> => err({ code } as PeopleRefusal);
const isWorkingOwner = ({ role, disabled }: StoredPerson): boolean => role === "owner" && !disabled;

/** The desk over its ports. */
export function createPeopleDesk(ports: PeoplePorts): PeopleDesk {
  const { people, sessions } = ports;
  return {
    needsOwner: () => !hasOwner(ports),
    setUp: (owner) => setUp(ports, owner),
    logIn: (name, password) => logIn(ports, name, password),
    recognise: (token) => recognise(ports, token),
    logOut: (token) => {
      const session = sessions.find(token);
      if (session === undefined) return;
      people.atOnce(() => {
        sessions.close(token);
        note(ports, personActor(session.person), "log-out", session.person);
      });
    },
    changePassword: (name, words, token) => changePassword(ports, name, words, token),
    list: () => people.list().map((person) => shown(person, ports.clock.wallMs())),
    add: (person, actor) => add(ports, person, actor),
    change: (name, change, actor) => changePerson(ports, name, change, actor),
  };
}

const hasOwner = ({ people }: PeoplePorts): boolean => people.list().some(({ role }) => role === "owner");

function note({ activity }: PeoplePorts, actor: string, action: Action, subject: string, result = "done"): void {
  activity.add({ actor, action, subject, result });
}

async function setUp(ports: PeoplePorts, { name, displayName, password }: FirstOwner): Outcome<OpenSession> {
  // Asked before the slow hash, and again behind it.
  if (hasOwner(ports)) return refuse("setup-done");
  const hash = await hashOf(ports, name, password);
  if (!hash.ok) return hash;
  return ports.people.atOnce(() => {
    if (hasOwner(ports)) return refuse("setup-done");
    const made = newPerson(ports, { name, displayName, role: "owner" }, hash.value, "set-up");
    note(ports, "set-up", "add-user", name, "owner");
    return ok(openSession(ports, made));
  });
}

/** A name that rests after failures, a disabled one, an unknown one and a wrong password look alike but for the wait. */
async function logIn(ports: PeoplePorts, name: string, password: string): Outcome<OpenSession> {
  const { people, passwords, clock } = ports;
  const until = lockedUntil(people.find(name)?.failures ?? { count: 0, lastAt: 0 });
  if (until > clock.wallMs()) return err({ code: "locked-out", until });
  const isRight = await passwords.matches(password, people.find(name)?.passwordHash);
  return people.atOnce(() => {
    // Read again: while the hash was worked out somebody may have changed the row.
    const person = people.find(name);
    if (person === undefined || !isRight || person.disabled) return failed(ports, name, person);
    return ok(openSession(ports, person));
  });
}

function failed(ports: PeoplePorts, name: string, person: StoredPerson | undefined): Result<never, PeopleRefusal> {
  if (person !== undefined) ports.people.save({ ...person, failures: oneMore(ports, person) });
  note(ports, person === undefined ? "unknown" : personActor(name), "log-in", name, "refused");
  return refuse("wrong-credentials");
}

const oneMore = ({ clock }: PeoplePorts, { failures }: StoredPerson) => ({
  count: failures.count + 1,
  lastAt: clock.wallMs(),
});

function openSession(ports: PeoplePorts, person: StoredPerson): OpenSession {
  const at = ports.clock.wallMs();
  const known = { ...person, failures: { count: 0, lastAt: 0 }, lastLoginAt: at };
  ports.people.save(known);
  const token = ports.sessions.open(person.name, at);
  note(ports, personActor(person.name), "log-in", person.name);
  return { token, person: shown(known, at), endsAt: sessionEnd({ openedAt: at, seenAt: at }) };
}

function recognise({ people, sessions, clock }: PeoplePorts, token: string): SessionCaller | undefined {
  const now = clock.wallMs();
  const session = sessions.find(token);
  if (session === undefined) return undefined;
  const person = people.find(session.person);
  if (person === undefined || person.disabled || !isAlive(session, now)) {
    sessions.close(token);
    return undefined;
  }
  if (now - session.seenAt >= NOTE_USE_MS) sessions.noteUse(token, now);
  return { person: shown(person, now), endsAt: sessionEnd({ ...session, seenAt: now }) };
}

async function changePassword(
  ports: PeoplePorts,
  name: string,
  { current, next }: { readonly current: string; readonly next: string },
  token: string,
): Outcome<undefined> {
  const opened = await logIn(ports, name, current);
  if (!opened.ok) return opened;
  ports.sessions.close(opened.value.token);
  const hash = current === next ? refuse("same-password") : await hashOf(ports, name, next);
  if (!hash.ok) return hash;
  return ports.people.atOnce(() => {
    const person = ports.people.find(name);
    if (person === undefined) return refuse("unknown-user");
    ports.people.save({ ...person, passwordHash: hash.value, mustChangePassword: false });
    ports.sessions.closeAll(name, token);
    note(ports, personActor(name), "change-password", name);
    return ok(undefined);
  });
}

async function add(ports: PeoplePorts, { password, ...person }: NewPerson, actor: string): Outcome<Person> {
  if (ports.people.find(person.name) !== undefined) return refuse("name-taken");
  const hash = await hashOf(ports, person.name, password);
  if (!hash.ok) return hash;
  return ports.people.atOnce(() => {
    if (ports.people.find(person.name) !== undefined) return refuse("name-taken");
    const made = newPerson(ports, person, hash.value, actor);
    note(ports, actor, "add-user", person.name, person.role);
    return ok(shown(made, ports.clock.wallMs()));
  });
}

async function changePerson(ports: PeoplePorts, name: string, change: PersonChange, actor: string): Outcome<Person> {
  if (ports.people.find(name) === undefined) return refuse("unknown-user");
  const hash = change.password === undefined ? undefined : await hashOf(ports, name, change.password);
  if (hash?.ok === false) return hash;
  return ports.people.atOnce(() => {
    const person = ports.people.find(name);
    if (person === undefined) return refuse("unknown-user");
    const changed = changedBy(person, change, hash?.value);
    if (isWorkingOwner(person) && !isWorkingOwner(changed) && owners(ports).length < 2) return refuse("last-owner");
    ports.people.save(changed);
    if (hash !== undefined || changed.disabled) ports.sessions.closeAll(name);
    note(ports, actor, "change-user", name, toldChanges(change));
    return ok(shown(changed, ports.clock.wallMs()));
  });
}

const owners = ({ people }: PeoplePorts): readonly StoredPerson[] => people.list().filter(isWorkingOwner);

/** A password that somebody else set is a first one again, and opens the door that too many wrong ones shut. */
function changedBy(person: StoredPerson, change: PersonChange, passwordHash: string | undefined): StoredPerson {
  const isUnlocked = change.unlock === true || passwordHash !== undefined;
  return {
    ...person,
    ...(change.displayName === undefined ? {} : { displayName: change.displayName }),
    role: change.role ?? person.role,
    disabled: change.disabled ?? person.disabled,
    ...(isUnlocked ? { failures: { count: 0, lastAt: 0 } } : {}),
    ...(passwordHash === undefined ? {} : { passwordHash, mustChangePassword: true }),
  };
}

/** What was changed, never a password. */
const toldChanges = ({ role, disabled, password, unlock, displayName }: PersonChange): string =>
  [
    role === undefined ? "" : `role ${role}`,
    disabled === undefined ? "" : disabled ? "disabled" : "enabled",
    password === undefined ? "" : "new password",
    unlock === true ? "unlocked" : "",
    displayName === undefined ? "" : "display name",
  ]
    .filter((text) => text !== "")
    .join(", ") || "nothing";

function newPerson(
  { people, clock }: PeoplePorts,
  { name, displayName, role }: Omit<NewPerson, "password">,
  passwordHash: string,
  createdBy: string,
): StoredPerson {
  const person: StoredPerson = {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    role,
    passwordHash,
    mustChangePassword: createdBy !== "set-up",
    disabled: false,
    failures: { count: 0, lastAt: 0 },
    createdAt: clock.wallMs(),
    createdBy,
  };
  people.save(person);
  return person;
}

async function hashOf({ passwords }: PeoplePorts, name: string, password: string): Outcome<string> {
  const flaw = passwordFlaw(password, name);
  if (flaw === undefined) return ok(await passwords.hash(password));
  return err({ code: "weak-password", violations: [{ ...flaw, severity: "error", path: "password" }] });
}

function shown({ passwordHash: _, failures, ...person }: StoredPerson, now: number): Person {
  const until = lockedUntil(failures);
  return until > now ? { ...person, lockedUntil: until } : person;
}

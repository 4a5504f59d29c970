// People, their passwords and their sessions, as the API asks for them. Interfaces only.
import type { FirstOwner, NewPerson, Person, PersonChange } from "../core/people/person.ts";
import type { Result } from "../core/result.ts";
import type { Violation } from "../core/violation.ts";

/** Why something about people is refused. */
export type PeopleRefusal =
  | {
      readonly code:
        | "wrong-credentials"
        | "setup-done"
        | "same-password"
        | "name-taken"
        | "unknown-user"
        | "last-owner";
    }
  /** Too many wrong passwords; milliseconds since 1970. */
  | { readonly code: "locked-out"; readonly until: number }
  | { readonly code: "weak-password"; readonly violations: readonly Violation[] };

/** Who is logged in, and when the session ends if it is not used again (milliseconds since 1970). */
export interface SessionCaller {
  readonly person: Person;
  readonly endsAt: number;
}

/** A session just opened; the token is known to the browser alone. */
export interface OpenSession extends SessionCaller {
  readonly token: string;
}

type AboutPeople<T> = Promise<Result<T, PeopleRefusal>>;

/** People, their passwords and their sessions. */
export interface PeopleDesk {
  /** True until there is a first owner. */
  needsOwner(): boolean;
  setUp(owner: FirstOwner): AboutPeople<OpenSession>;
  logIn(name: string, password: string): AboutPeople<OpenSession>;
  /** Who is behind a session's token; undefined where it has ended. */
  recognise(token: string): SessionCaller | undefined;
  logOut(token: string): void;
  /** Ends every other session of the person. */
  changePassword(
    name: string,
    words: { readonly current: string; readonly next: string },
    token: string,
  ): AboutPeople<undefined>;
  list(): readonly Person[];
  add(person: NewPerson, actor: string): AboutPeople<Person>;
  change(name: string, change: PersonChange, actor: string): AboutPeople<Person>;
}

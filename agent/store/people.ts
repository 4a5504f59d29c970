// People over an open database.
import type { Role } from "../core/people/roles.ts";
import type { People, StoredPerson } from "../ports/people.ts";
import type { Database } from "./database.ts";

interface PersonRow {
  readonly name: string;
  readonly display_name: string | null;
  readonly role: string;
  readonly password_hash: string;
  readonly must_change_password: number;
  readonly disabled: number;
  readonly failures: number;
  readonly last_failure_at: number;
  readonly created_at: number;
  readonly created_by: string;
  readonly last_login_at: number | null;
}

const SAVE = `INSERT INTO person (name, display_name, role, password_hash, must_change_password, disabled, failures,
    last_failure_at, created_at, created_by, last_login_at)
  VALUES (@name, @display_name, @role, @password_hash, @must_change_password, @disabled, @failures,
    @last_failure_at, @created_at, @created_by, @last_login_at)
  ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name, role = excluded.role,
    password_hash = excluded.password_hash, must_change_password = excluded.must_change_password,
    disabled = excluded.disabled, failures = excluded.failures, last_failure_at = excluded.last_failure_at,
    last_login_at = excluded.last_login_at`;

/** The people of a ledger's file. */
export function createPeople(database: Database): People {
  const find = database.prepare<[string], PersonRow>("SELECT * FROM person WHERE name = ?");
  const all = database.prepare<[], PersonRow>("SELECT * FROM person ORDER BY name");
  const save = database.prepare<[PersonRow]>(SAVE);
  return {
    find: (name) => {
      const row = find.get(name);
      return row === undefined ? undefined : personOf(row);
    },
    list: () => all.all().map(personOf),
    save: (person) => void save.run(rowOf(person)),
    atOnce: (work) => database.transaction(work).immediate(),
  };
}

const rowOf = (person: StoredPerson): PersonRow => ({
  name: person.name,
  display_name: person.displayName ?? null,
  role: person.role,
  password_hash: person.passwordHash,
  must_change_password: Number(person.mustChangePassword),
  disabled: Number(person.disabled),
  failures: person.failures.count,
  last_failure_at: person.failures.lastAt,
  created_at: person.createdAt,
  created_by: person.createdBy,
  last_login_at: person.lastLoginAt ?? null,
});

const personOf = (row: PersonRow): StoredPerson => ({
  name: row.name,
  ...(row.display_name === null ? {} : { displayName: row.display_name }),
  role: row.role as Role,
  passwordHash: row.password_hash,
  mustChangePassword: row.must_change_password === 1,
  disabled: row.disabled === 1,
  failures: { count: row.failures, lastAt: row.last_failure_at },
  createdAt: row.created_at,
  createdBy: row.created_by,
  ...(row.last_login_at === null ? {} : { lastLoginAt: row.last_login_at }),
});

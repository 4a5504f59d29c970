// People, sessions and tokens in SQLite: nobody is removed, and nothing secret is kept.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoredPerson } from "../../agent/ports/people.ts";
import { createClients } from "../../agent/store/clients.ts";
import { type Database, openDatabase } from "../../agent/store/database.ts";
import { createPeople } from "../../agent/store/people.ts";
import { createPasswords } from "../../agent/store/people-passwords.ts";
import { createSessions } from "../../agent/store/sessions.ts";

let database: Database;
beforeEach(() => {
  database = openDatabase(":memory:");
});
afterEach(() => void database.close());

const NOOR: StoredPerson = {
  name: "noor",
  displayName: "نور",
  role: "cashier",
  passwordHash: "$scrypt$x",
  mustChangePassword: true,
  disabled: false,
  failures: { count: 2, lastAt: 7 },
  createdAt: 1,
  createdBy: "user salma",
  lastLoginAt: 5,
};

describe("createPeople()", () => {
  test("gives back what was saved, and replaces a row by its name", () => {
    const people = createPeople(database);
    people.save(NOOR);
    expect(people.find("noor")).toEqual(NOOR);
    const { displayName: _, lastLoginAt: __, ...plain } = NOOR;
    people.save({ ...plain, name: "ali", disabled: true });
    people.save({ ...NOOR, role: "owner" });
    expect(people.list().map(({ name, role, disabled }) => [name, role, disabled])).toEqual([
      ["ali", "cashier", true],
      ["noor", "owner", false],
    ]);
  });

  test("does several writes or none", () => {
    const people = createPeople(database);
    const failing = () =>
      people.atOnce(() => {
        people.save(NOOR);
        throw new Error("no");
      });
    expect(failing).toThrow("no");
    expect(people.find("noor")).toBeUndefined();
  });

  test("never loses a person, and takes no role that is none", () => {
    const people = createPeople(database);
    people.save(NOOR);
    expect(() => database.exec("DELETE FROM person")).toThrow("never removed");
    expect(() => database.exec("UPDATE person SET role = 'king'")).toThrow("CHECK");
  });
});

describe("createSessions()", () => {
  test("knows a session by its token alone, until it is closed", () => {
    createPeople(database).save(NOOR);
    const sessions = createSessions(database);
    const [first, second] = [sessions.open("noor", 100), sessions.open("noor", 200)];
    sessions.noteUse(first, 150);
    expect(sessions.find(first)).toEqual({ person: "noor", openedAt: 100, seenAt: 150 });
    expect(sessions.find("x")).toBeUndefined();
    sessions.closeAll("noor", second);
    expect([sessions.find(first), sessions.find(second)?.person]).toEqual([undefined, "noor"]);
    sessions.close(second);
    expect(sessions.find(second)).toBeUndefined();
  });

  test("belongs to a person there is", () => {
    expect(() => createSessions(database).open("nobody", 1)).toThrow("FOREIGN KEY");
  });
});

describe("createClients()", () => {
  test("ends the old token of a name that is paired again", () => {
    const clients = createClients(database);
    const [old, fresh] = [clients.pair("till", "till", 1), clients.pair("till", "auditor", 2)];
    expect(clients.identify(old)).toBeUndefined();
    expect(clients.identify(fresh)).toEqual({ name: "till", role: "auditor", pairedAt: 2 });
    expect([clients.revoke("till", 3), clients.revoke("till", 4)]).toEqual([true, false]);
    expect([clients.identify(fresh), clients.list()]).toEqual([undefined, []]);
  });
});

describe("createPasswords()", () => {
  test("knows the right password from another, with a salt of its own each time", async () => {
    const passwords = createPasswords();
    const [one, two] = await Promise.all([passwords.hash("three blind mice"), passwords.hash("three blind mice")]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await passwords.matches("three blind mice", one)).toBe(true);
    expect(await passwords.matches("three blind mica", one)).toBe(false);
  });

  test("matches nothing where there is no hash, or one that is none", async () => {
    const passwords = createPasswords();
    expect(await passwords.matches("", undefined)).toBe(false);
    expect(await passwords.matches("x", "plain")).toBe(false);
  });
});

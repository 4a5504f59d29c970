// People over the API: the first owner, sessions, forged calls, first passwords, lock-out, rights, the activity log.

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROUTES } from "../../agent/api/routes.ts";
import { may, ROLES, type Role } from "../../agent/core/people/roles.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { testSale } from "../support/unit.ts";
import { browser, jsonOf, type OpenApi, openApiUnit } from "./door.ts";

const PASSWORD = "three blind mice";
const SECOND = "four sleepy cats";

let open: OpenApi;
let owner: ReturnType<typeof browser>;

beforeAll(async () => {
  open = await openApiUnit();
  owner = browser(open);
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  expect(open.bugs).toEqual([]);
});

const codeOf = async (answer: ReturnType<typeof owner>) => {
  const got = await answer;
  return [got.status, got.text === "" ? "" : jsonOf(got).code];
};

/** A person of a role who has chosen their own password, in a browser of their own. */
async function personOf(role: Role, name: string) {
  await owner("POST", "/v1/users", { name, role, password: PASSWORD });
  const page = browser(open);
  await page("POST", "/v1/session", { name, password: PASSWORD });
  expect((await page("POST", "/v1/me/password", { current: PASSWORD, next: SECOND })).status).toBe(204);
  return page;
}

describe("the first owner", () => {
  test("is asked for, must choose a good password, and is logged in at once", async () => {
    expect(jsonOf(await owner("GET", "/v1/setup"))).toEqual({ needed: true });
    expect(await codeOf(owner("POST", "/v1/setup", { name: "salma", password: "password123" }))).toEqual([
      422,
      "weak-password",
    ]);
    const made = await owner("POST", "/v1/setup", { name: "Salma", displayName: "سلمى", password: PASSWORD });
    expect(made.status).toBe(201);
    expect(made.text).not.toContain(PASSWORD);
    expect(made.headers["set-cookie"]?.[0]).toMatch(/^khatm-session=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    expect(jsonOf(await owner("GET", "/v1/me"))).toMatchObject({
      kind: "person",
      name: "salma",
      displayName: "سلمى",
      role: "owner",
      mustChangePassword: false,
    });
  });

  test("is made once", async () => {
    expect(jsonOf(await owner("GET", "/v1/setup"))).toEqual({ needed: false });
    expect(await codeOf(owner("POST", "/v1/setup", { name: "eve", password: PASSWORD }))).toEqual([409, "setup-done"]);
  });
});

describe("a session", () => {
  test("is refused without its header or its origin, and does no harm then", async () => {
    const cookie = (await owner("GET", "/v1/me")).status;
    expect(cookie).toBe(200);
    const login = await open.send("POST", "/v1/session", { body: { name: "salma", password: PASSWORD } });
    const [set = ""] = login.headers["set-cookie"] ?? [];
    const headers = { cookie: set.split(";")[0] };
    const origin = `http://127.0.0.1:${open.api.port}`;
    for (const more of [{}, { origin }, { "x-khatm-request": "1" }]) {
      const forged = await open.send("POST", "/v1/flush", { headers: { ...headers, ...more } });
      expect([forged.status, jsonOf(forged).code]).toEqual([403, "forged-request"]);
    }
    const good = await open.send("POST", "/v1/flush", { headers: { ...headers, origin, "x-khatm-request": "1" } });
    expect(good.status).toBe(200);
  });

  test("ends when its person logs out", async () => {
    const page = browser(open);
    await page("POST", "/v1/session", { name: "salma", password: PASSWORD });
    const before = await page("GET", "/v1/me");
    expect((await page("DELETE", "/v1/session")).status).toBe(204);
    expect([before.status, (await page("GET", "/v1/me")).status]).toEqual([200, 401]);
  });

  test("is not opened by a cookie somebody made up", async () => {
    const answer = await open.send("GET", "/v1/status", { headers: { cookie: `khatm-session=${"A".repeat(43)}` } });
    expect(answer.status).toBe(401);
  });
});

describe("a user whom an owner adds", () => {
  test("changes the first password before anything else", async () => {
    const added = await owner("POST", "/v1/users", { name: "omar", role: "cashier", password: PASSWORD });
    expect([added.status, jsonOf(added).mustChangePassword]).toEqual([201, true]);
    const page = browser(open);
    expect((await page("POST", "/v1/session", { name: "OMAR", password: PASSWORD })).status).toBe(200);
    expect(await codeOf(page("GET", "/v1/status"))).toEqual([403, "password-change-needed"]);
    expect(jsonOf(await page("GET", "/v1/me")).mustChangePassword).toBe(true);
    const change = (current: string, next: string) => page("POST", "/v1/me/password", { current, next });
    expect(await codeOf(change(PASSWORD, PASSWORD))).toEqual([422, "same-password"]);
    expect(await codeOf(change("wrong password", SECOND))).toEqual([401, "wrong-credentials"]);
    expect((await change(PASSWORD, SECOND)).status).toBe(204);
    expect((await page("GET", "/v1/status")).status).toBe(200);
    expect(await codeOf(page("POST", "/v1/session", { name: "omar", password: PASSWORD }))).toEqual([
      401,
      "wrong-credentials",
    ]);
  });

  test("loses every session when disabled, and cannot come back", async () => {
    const page = await personOf("cashier", "layla");
    expect((await owner("PATCH", "/v1/users/layla", { disabled: true })).status).toBe(200);
    expect((await page("GET", "/v1/me")).status).toBe(401);
    expect(await codeOf(page("POST", "/v1/session", { name: "layla", password: SECOND }))).toEqual([
      401,
      "wrong-credentials",
    ]);
  });

  test("is locked out after five wrong passwords, and let in again by an owner", async () => {
    await personOf("cashier", "hind");
    const attempt = (password: string) =>
      open.send("POST", "/v1/session", { socket: true, body: { name: "hind", password } });
    for (let i = 0; i < 5; i += 1) expect((await attempt(`wrong password ${i}`)).status).toBe(401);
    const locked = await attempt(SECOND);
    expect([locked.status, jsonOf(locked).code]).toEqual([429, "locked-out"]);
    expect(jsonOf(await owner("PATCH", "/v1/users/hind", { unlock: true })).lockedUntil).toBeUndefined();
    expect((await attempt(SECOND)).status).toBe(200);
  });

  test("leaves at least one owner", async () => {
    expect(await codeOf(owner("PATCH", "/v1/users/salma", { role: "cashier" }))).toEqual([409, "last-owner"]);
    expect(await codeOf(owner("PATCH", "/v1/users/salma", { disabled: true }))).toEqual([409, "last-owner"]);
    expect(await codeOf(owner("PATCH", "/v1/users/nobody", { unlock: true }))).toEqual([404, "unknown-user"]);
    expect(await codeOf(owner("POST", "/v1/users", { name: "salma", role: "till", password: PASSWORD }))).toEqual([
      409,
      "name-taken",
    ]);
  });
});

const takesBody = (method: string): boolean => method === "POST" || method === "PATCH";

describe("rights over the API", () => {
  /** Calls that change nothing even where they are allowed: what is asked for does not exist, or the body is wrong. */
  const harmless = ROUTES.filter(({ right }) => right !== "open" && right !== "any" && right !== "person");

  test.each(ROLES.filter((role) => role !== "owner"))("hold for every route and the role %s", async (role) => {
    const page = await personOf(role, `role-${role}`);
    for (const { method, path, right } of harmless) {
      if (path === "/v1/events") continue;
      const answer = await page(method, path.replaceAll(/\{\w+\}/g, "none"), takesBody(method) ? [] : undefined);
      const isAllowed = right !== "open" && right !== "any" && right !== "person" && may(role, right);
      expect(`${method} ${path}: ${answer.status === 403}`).toBe(`${method} ${path}: ${!isAllowed}`);
    }
    expect(open.bugs).toEqual([]);
  });

  test("refuse a stranger on every route but the open ones", async () => {
    for (const { method, path, right } of ROUTES) {
      const answer = await open.send(
        method,
        path.replaceAll(/\{\w+\}/g, "none"),
        takesBody(method) ? { body: [] } : {},
      );
      expect(`${method} ${path}: ${answer.status === 401}`).toBe(`${method} ${path}: ${right !== "open"}`);
    }
  });
});

describe("tokens", () => {
  test("are made by an owner, shown once, and taken back", async () => {
    const made = await owner("POST", "/v1/tokens", { name: "till 9" });
    const { token, role } = jsonOf(made);
    expect([made.status, role]).toEqual([201, "till"]);
    const headers = { authorization: `Bearer ${token}` };
    const sold = await open.send("POST", "/v1/invoices", { headers, body: testSale("token/1") });
    expect(sold.status).toBe(201);
    const listed = await owner("GET", "/v1/tokens");
    expect(listed.text).toContain("till 9");
    expect(listed.text).not.toContain(token);
    expect((await owner("DELETE", "/v1/tokens/till%209")).status).toBe(204);
    expect((await open.send("GET", "/v1/status", { headers })).status).toBe(401);
    expect((await owner("DELETE", "/v1/tokens/till%209")).status).toBe(404);
  });

  test("of an auditor read and never sell", async () => {
    const { token } = jsonOf(await owner("POST", "/v1/tokens", { name: "monitor", role: "auditor" }));
    const headers = { authorization: `Bearer ${token}` };
    expect((await open.send("GET", "/metrics", { headers })).status).toBe(200);
    expect((await open.send("POST", "/v1/invoices", { headers, body: testSale("token/2") })).status).toBe(403);
  });
});

describe("the activity log", () => {
  test("tells who did what, in pages, and never a password", async () => {
    const first = jsonOf(await owner("GET", "/v1/activity?limit=5"));
    expect(first.activity).toHaveLength(5);
    const second = jsonOf(await owner("GET", `/v1/activity?limit=5&before=${first.next}`));
    expect(second.activity[0].id).toBeLessThan(first.activity[4].id);
    const all = jsonOf(await owner("GET", "/v1/activity?limit=500")).activity as readonly Record<string, string>[];
    const told = all.map(({ actor, action, subject, result }) => `${actor}: ${action} ${subject}: ${result}`);
    for (const line of [
      "set-up: add-user salma: owner",
      "user salma: log-in salma: done",
      "user salma: log-out salma: done",
      "user salma: add-user omar: cashier",
      "user omar: change-password omar: done",
      "user omar: log-in omar: refused",
      "user salma: change-user layla: disabled",
      "user salma: change-user hind: unlocked",
      "user salma: pair till 9: till",
      "user salma: revoke till 9: done",
    ])
      expect(told).toContain(line);
    expect(JSON.stringify(all)).not.toMatch(/blind mice|sleepy cats/);
  });
});

test("no password and no session's token stands in the ledger's file", async () => {
  const page = browser(open);
  const login = await page("POST", "/v1/session", { name: "salma", password: PASSWORD });
  const token = /khatm-session=([\w-]+)/.exec(login.headers["set-cookie"]?.[0] ?? "")?.[1] ?? "";
  const database = openDatabase(join(open.unit.config.state.folder, "ledger.db"));
  try {
    const rows = JSON.stringify([
      database.prepare("SELECT * FROM person").all(),
      database.prepare("SELECT * FROM session").all(),
      database.prepare("SELECT * FROM activity").all(),
    ]);
    expect(token).toHaveLength(43);
    for (const secret of [PASSWORD, SECOND, token]) expect(rows).not.toContain(secret);
    expect(rows).toContain("$scrypt$ln=15,r=8,p=3$");
  } finally {
    database.close();
  }
});

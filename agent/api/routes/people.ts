// Routes of people: the first owner, sessions, passwords, users, tokens, the activity log.
import { deleteCookie, setCookie } from "hono/cookie";
import { activityWords } from "../../core/people/activity-words.ts";
import {
  readCredentials,
  readFirstOwner,
  readNewPerson,
  readNewToken,
  readPasswordChange,
  readPersonChange,
} from "../../core/people/person.ts";
import { rightsOf } from "../../core/people/roles.ts";
import { LONGEST_MS } from "../../core/people/session-life.ts";
import type { OpenSession, PeopleRefusal } from "../../ports/people-desk.ts";
import { COOKIE } from "../callers.ts";
import type { Call, Caller } from "../environment.ts";
import { problemResponse, wrongQuery } from "../problem.ts";
import { nextOf, pageKeys, pageOf, readQuery } from "../query.ts";
import { actorOf, bodyRoute, pathValue, type Route } from "../route.ts";

const PAGE = 100;
const ACTIVITY_QUERY = pageKeys(PAGE);

/** What was refused about people, as a problem. */
function refusal(refused: PeopleRefusal): Response {
  const { code, ...parts } = refused;
  return problemResponse(code, parts);
}

const someone = (call: Call): string => actorOf(call) ?? "unknown";

/** Puts the token where no script can read it, and tells who is in. */
function opened(call: Call, { token, person, endsAt }: OpenSession, status: 200 | 201): Response {
  setCookie(call, COOKIE, token, {
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    maxAge: LONGEST_MS / 1000,
    secure: call.env.lan === true,
  });
  return call.json({ person, endsAt }, status);
}

const SESSION_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/setup",
    right: "open",
    about: { ar: "هل يلزم مالك أول", en: "whether a first owner is needed" },
    answers: { 200: { about: "the answer", body: { json: "SetupState" } } },
    handle: (call, { terminal }) => call.json({ needed: terminal.people.needsOwner() }),
  },
  bodyRoute({
    method: "POST",
    path: "/v1/setup",
    right: "open",
    about: {
      ar: "إنشاء المالك الأول من هذا الجهاز",
      en: "make the first owner, from this machine only, and log in",
    },
    reads: readFirstOwner,
    answers: { 201: { about: "the session, its token in a cookie", body: { json: "Session" } } },
    problems: ["setup-done", "weak-password", "forbidden"],
    handle: async (owner, call, { terminal }) => {
      // Whoever comes first owns the terminal: that must be somebody who stands before it.
      if (call.env.lan === true) return problemResponse("forbidden");
      const made = await terminal.people.setUp(owner);
      return made.ok ? opened(call, made.value, 201) : refusal(made.error);
    },
  }),
  bodyRoute({
    method: "POST",
    path: "/v1/session",
    right: "open",
    about: { ar: "تسجيل الدخول", en: "log in" },
    reads: readCredentials,
    answers: { 200: { about: "the session, its token in a cookie", body: { json: "Session" } } },
    problems: ["wrong-credentials", "locked-out"],
    handle: async ({ name, password }, call, { terminal }) => {
      const session = await terminal.people.logIn(name, password);
      return session.ok ? opened(call, session.value, 200) : refusal(session.error);
    },
  }),
  {
    method: "DELETE",
    path: "/v1/session",
    right: "person",
    about: { ar: "تسجيل الخروج", en: "log out" },
    answers: { 204: { about: "done", body: "nothing" } },
    handle: (call, { terminal }) => {
      const caller = call.get("caller");
      if (caller?.kind === "person") terminal.people.logOut(caller.token);
      deleteCookie(call, COOKIE, { path: "/" });
      return call.body(null, 204);
    },
  },
  {
    method: "GET",
    path: "/v1/me",
    right: "any",
    about: { ar: "من أنا وما صلاحياتي", en: "who is calling, and what they may do" },
    answers: { 200: { about: "the caller", body: { json: "Me" } } },
    handle: (call) => {
      const caller = call.get("caller");
      return caller === undefined ? problemResponse("unauthorized") : call.json(presentCaller(caller));
    },
  },
  bodyRoute({
    method: "POST",
    path: "/v1/me/password",
    right: "person",
    about: { ar: "تغيير كلمة مروري", en: "change one's own password; every other session ends" },
    reads: readPasswordChange,
    answers: { 204: { about: "done", body: "nothing" } },
    problems: ["wrong-credentials", "locked-out", "weak-password", "same-password"],
    handle: async (words, call, { terminal }) => {
      const caller = call.get("caller");
      if (caller?.kind !== "person") return problemResponse("unauthorized");
      const done = await terminal.people.changePassword(caller.name, words, caller.token);
      return done.ok ? call.body(null, 204) : refusal(done.error);
    },
  }),
];

function presentCaller(caller: Caller) {
  const { kind, name, role } = caller;
  const me = { kind, name, role, rights: rightsOf(role), mustChangePassword: false };
  if (caller.kind !== "person") return me;
  const { mustChangePassword, displayName } = caller.person;
  return { ...me, mustChangePassword, ...(displayName === undefined ? {} : { displayName }), endsAt: caller.endsAt };
}

const USER_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/users",
    right: "users",
    about: { ar: "المستخدمون", en: "the users" },
    answers: { 200: { about: "by name", body: { json: "People" } } },
    handle: (call, { terminal }) => call.json({ users: terminal.people.list() }),
  },
  bodyRoute({
    method: "POST",
    path: "/v1/users",
    right: "users",
    about: { ar: "إضافة مستخدم", en: "add a user, who must change the password at the first login" },
    reads: readNewPerson,
    answers: { 201: { about: "the user", body: { json: "Person" } } },
    problems: ["weak-password", "name-taken"],
    handle: async (person, call, { terminal }) => {
      const added = await terminal.people.add(person, someone(call));
      return added.ok ? call.json(added.value, 201) : refusal(added.error);
    },
  }),
  bodyRoute({
    method: "PATCH",
    path: "/v1/users/{name}",
    right: "users",
    about: { ar: "تغيير مستخدم", en: "change a user: role, first password, disabled, unlock" },
    reads: readPersonChange,
    answers: { 200: { about: "the user as changed", body: { json: "Person" } } },
    problems: ["weak-password", "unknown-user", "last-owner"],
    handle: async (change, call, { terminal }) => {
      const changed = await terminal.people.change(pathValue(call, "name"), change, someone(call));
      return changed.ok ? call.json(changed.value) : refusal(changed.error);
    },
  }),
];

const TOKEN_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/tokens",
    right: "tokens",
    about: { ar: "الأجهزة المقترنة", en: "the paired programs" },
    answers: { 200: { about: "by name", body: { json: "Tokens" } } },
    handle: (call, { terminal }) => call.json({ tokens: terminal.clients.list() }),
  },
  bodyRoute({
    method: "POST",
    path: "/v1/tokens",
    right: "tokens",
    about: { ar: "إقران جهاز", en: "pair a program; a name paired again gets a new token, and the old one ends" },
    reads: readNewToken,
    answers: { 201: { about: "its token, shown once", body: { json: "NewToken" } } },
    handle: ({ name, role = "till" }, call, { terminal }) =>
      call.json({ name, role, token: terminal.pair(name, role, someone(call)) }, 201),
  }),
  {
    method: "DELETE",
    path: "/v1/tokens/{name}",
    right: "tokens",
    about: { ar: "سحب رمز", en: "take a token back" },
    answers: { 204: { about: "done", body: "nothing" } },
    problems: ["not-found"],
    handle: (call, { terminal }) =>
      terminal.revoke(pathValue(call, "name"), someone(call)) ? call.body(null, 204) : problemResponse("not-found"),
  },
  {
    method: "GET",
    path: "/v1/activity",
    right: "activity",
    about: { ar: "سجل النشاط، الأحدث أولًا", en: "the activity log, newest first" },
    query: ACTIVITY_QUERY,
    answers: { 200: { about: "a page", body: { json: "ActivityList" } } },
    handle: (call, { terminal }) => {
      const query = readQuery(ACTIVITY_QUERY, call.req.query());
      if (!query.ok) return wrongQuery(query.error);
      const { before, limit } = pageOf(query.value, PAGE);
      const activity = terminal.activity(before, limit);
      const rows = activity.map((row) => ({ ...row, words: activityWords(row) }));
      return call.json({ activity: rows, ...nextOf(activity.at(limit - 1)?.id) });
    },
  },
];

export const PEOPLE_ROUTES: readonly Route[] = [...SESSION_ROUTES, ...USER_ROUTES, ...TOKEN_ROUTES];

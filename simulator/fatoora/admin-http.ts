// The admin endpoint: the simulator's controls as JSON over HTTP, for loopback callers only.
import * as v from "valibot";
import type { Admin } from "./admin.ts";
import { type Answer, json } from "./answers.ts";
import { CALL_NAMES } from "./calls.ts";
import { FAULTS } from "./faults.ts";
import { PROFILE_NAMES } from "./profiles.ts";

const OtpOrder = v.strictObject({
  vat: v.pipe(v.string(), v.regex(/^3\d{13}3$/, "a VAT number is 15 digits, the first and the last a 3")),
  profile: v.optional(v.picklist(PROFILE_NAMES)),
});

const Revocation = v.strictObject({ requestId: v.string() });

const Rule = v.strictObject({
  fault: v.picklist(FAULTS.map(({ name }) => name)),
  calls: v.exactOptional(v.array(v.picklist(CALL_NAMES))),
  times: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

type Endpoint = {
  readonly method: string;
  readonly path: string;
  readonly about: string;
  readonly run: (admin: Admin, body: unknown) => unknown;
};

const ENDPOINTS: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/admin/otp",
    about: "makes a one-time password: { vat, profile? }",
    run: (admin, body) => {
      const { vat, profile } = v.parse(OtpOrder, body);
      return { otp: admin.otp(vat, profile) };
    },
  },
  { method: "GET", path: "/admin/documents", about: "every document received", run: (admin) => admin.documents() },
  { method: "GET", path: "/admin/chains", about: "the chain of every certificate", run: (admin) => admin.chains() },
  { method: "GET", path: "/admin/csids", about: "every credential issued", run: (admin) => admin.csids() },
  {
    method: "POST",
    path: "/admin/revoke",
    about: "revokes credentials: { requestId }",
    run: (admin, body) => ({ revoked: admin.revoke(v.parse(Revocation, body).requestId) }),
  },
  { method: "GET", path: "/admin/switches", about: "the switches", run: (admin) => admin.switches() },
  {
    method: "PATCH",
    path: "/admin/switches",
    about: "turns switches: { gateway?, clearance?, … }",
    run: (admin, body) => admin.turn(v.parse(v.record(v.string(), v.any()), body)),
  },
  {
    method: "GET",
    path: "/admin/faults",
    about: "the catalogue of faults and the rules in force",
    run: (admin) => ({ catalogue: FAULTS.map(({ name, about }) => ({ name, about })), rules: admin.faults() }),
  },
  {
    method: "POST",
    path: "/admin/faults",
    about: "adds a fault: { fault, calls?, times? or probability? }",
    run: (admin, body) => {
      admin.inject(v.parse(Rule, body));
      return admin.faults();
    },
  },
  {
    method: "DELETE",
    path: "/admin/faults",
    about: "removes every fault",
    run: (admin) => {
      admin.clearFaults();
      return [];
    },
  },
];

/** The path of the list of endpoints; everything under it is the admin's. */
export const ADMIN_PATH = "/admin";

const INDEX = ENDPOINTS.map(({ method, path, about }) => ({ method, path, about }));

const bodyOf = (bytes: Buffer): unknown => (bytes.length === 0 ? undefined : JSON.parse(bytes.toString("utf8")));

const refusal = (error: unknown): Answer => {
  if (error instanceof SyntaxError) return json(400, { error: "the body is not JSON" });
  if (!(error instanceof v.ValiError)) throw error;
  const problems = error.issues.map((issue) => `${v.getDotPath(issue) ?? "body"}: ${issue.message}`);
  return json(400, { error: problems.join("; ") });
};

/** Answers one admin call. */
export const adminAnswer = (admin: Admin, method: string, path: string, body: Buffer): Answer => {
  if (path === ADMIN_PATH && method === "GET") return json(200, INDEX);
  const endpoint = ENDPOINTS.find((one) => one.path === path && one.method === method);
  if (endpoint === undefined) return json(404, { error: "unknown admin call", calls: INDEX });
  try {
    return json(200, endpoint.run(admin, bodyOf(body)));
  } catch (error) {
    return refusal(error);
  }
};

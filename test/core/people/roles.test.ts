// The table of rights, written a second time: a changed right must be changed here, by somebody who means it.
import { expect, test } from "vitest";
import { may, OPERATIONS, type Operation, RIGHTS, ROLES, rightsOf } from "../../../agent/core/people/roles.ts";

const EXPECTED: Readonly<Record<Operation, string>> = {
  read: "owner cashier auditor till",
  sell: "owner cashier till",
  print: "owner cashier till",
  drawer: "owner cashier till",
  report: "owner cashier auditor till",
  close: "owner",
  flush: "owner cashier till",
  metrics: "owner cashier auditor till",
  examine: "owner auditor",
  activity: "owner auditor",
  correct: "owner",
  enrol: "owner",
  settings: "owner",
  users: "owner",
  tokens: "owner",
  decommission: "owner",
};

test.each(OPERATIONS.flatMap((operation) => ROLES.map((role) => [role, operation] as const)))(
  "may() answers for %s and %s as the table says",
  (role, operation) => {
    expect(may(role, operation)).toBe(EXPECTED[operation].split(" ").includes(role));
  },
);

test("may() lets the local operator do everything", () => {
  expect(OPERATIONS.every((operation) => may("operator", operation))).toBe(true);
});

test("rightsOf() gives an auditor nothing that changes anything", () => {
  expect(rightsOf("auditor")).toEqual(["read", "report", "metrics", "examine", "activity"]);
});

test("RIGHTS says each operation in both languages", () => {
  for (const { about } of Object.values(RIGHTS)) {
    expect(about.ar).toMatch(/\p{Script=Arabic}/u);
    expect(about.en).toMatch(/^[ -~]+$/);
  }
});

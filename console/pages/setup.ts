// Set-up: one list of places, each with what it is for; a person sees those they may use.
import { type Child, h } from "../dom.ts";
import { t } from "../language.ts";
import { card, dialog, notice } from "../parts.ts";
import { may } from "../person.ts";
import { link, type Page } from "../router.ts";
import { passwordForm } from "./password.ts";
import { activityPage } from "./setup/activity.ts";
import { auditPage } from "./setup/audit.ts";
import { backupPage } from "./setup/backup.ts";
import { checksPage } from "./setup/checks.ts";
import { endPage } from "./setup/end.ts";
import { enrolPage } from "./setup/enrol.ts";
import { printerPage } from "./setup/printer.ts";
import { tokensPage } from "./setup/tokens.ts";
import { usersPage } from "./setup/users.ts";

interface Part {
  readonly name:
    | "enrol"
    | "printer"
    | "users"
    | "tokens"
    | "checks"
    | "audit"
    | "backup"
    | "activity"
    | "password"
    | "end";
  readonly right: string;
  readonly page: Page;
}

const PARTS: readonly Part[] = [
  { name: "enrol", right: "enrol", page: enrolPage },
  { name: "printer", right: "print", page: printerPage },
  { name: "users", right: "users", page: usersPage },
  { name: "tokens", right: "tokens", page: tokensPage },
  { name: "checks", right: "examine", page: checksPage },
  { name: "audit", right: "examine", page: auditPage },
  { name: "backup", right: "settings", page: backupPage },
  { name: "activity", right: "activity", page: activityPage },
  { name: "password", right: "read", page: ownPassword },
  { name: "end", right: "decommission", page: endPage },
];

export async function setupPage([, name = ""]: readonly string[]): Promise<Child> {
  const part = PARTS.find((one) => one.name === name && may(one.right));
  if (part === undefined) return [h("h1", {}, t("nav.setup")), overview()];
  const back = h("a", { class: "back", href: link("setup") }, t("back-to-setup"));
  return [back, h("h1", {}, t(`setup.${part.name}`)), await part.page([])];
}

const overview = (): HTMLElement =>
  h(
    "ul",
    { class: "setup-list" },
    PARTS.filter(({ right }) => may(right)).map(({ name }) =>
      h(
        "li",
        {},
        h("a", { href: link("setup", name) }, h("b", {}, t(`setup.${name}`)), h("span", {}, t(`setup.${name}.about`))),
      ),
    ),
  );

function ownPassword(): Child {
  const done = (): void => void dialog(t("change-password"), () => [notice("good", t("password-changed"))]);
  return card("", passwordForm(done));
}

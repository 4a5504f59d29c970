// The backup: where it goes, when the newest was made, and a new one at a touch. The folder is named on the machine alone.
import type { BackupFile } from "../../../agent/ports/backups.ts";
import type { BackupFolder } from "../../../agent/terminal.ts";
import { get, post } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { t, word } from "../../language.ts";
import { badge, busy, button, card, facts, notice, refusalNotice, when } from "../../parts.ts";

export async function backupPage(): Promise<Child> {
  const root = h("div", {});
  const told = h("div", { "aria-live": "polite" });
  const refresh = async (): Promise<void> => {
    const answer = await get<BackupFolder>("/v1/backups");
    fill(root, answer.ok ? folderFacts(answer.body) : refusalNotice(answer));
  };
  const make = button(
    t("make-backup"),
    async () => {
      const answer = await busy(make, () => post<BackupFile>("/v1/backups"));
      fill(told, answer.ok ? notice("good", h("strong", {}, t("backup-made"))) : refusalNotice(answer));
      await refresh();
    },
    { class: "primary", icon: "download" },
  );
  await refresh();
  return card(
    "",
    h("p", {}, t("backup-text")),
    root,
    h("div", { class: "acts" }, make),
    told,
    h("p", { class: "quiet" }, t("backup-restore")),
  );
}

const folderFacts = ({ folder, state, newest }: BackupFolder): HTMLElement =>
  facts([
    [t("backup-folder"), ltr(folder, "code")],
    [t("backup-newest"), badge(state === "good" ? "good" : "warning", word("backup", state))],
    newest !== undefined && [t("backup-when"), when(newest.at)],
    newest !== undefined && [t("backup-file"), ltr(newest.name, "code")],
    newest !== undefined && [t("backup-size"), size(newest.bytes)],
    newest?.sha256 !== undefined && ["SHA-256", ltr(newest.sha256, "code")],
  ]);

const MB = 1_048_576;
const size = (bytes: number): string =>
  bytes < MB ? t("size-kb", { count: Math.ceil(bytes / 1024) }) : t("size-mb", { count: Math.ceil(bytes / MB) });

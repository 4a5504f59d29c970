// Routes of an owner's and an auditor's care for the ledger: its audit and its backup, beside the sales.
import { actorOf, type Route } from "../route.ts";

export const CARE_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/audit",
    right: "examine",
    about: {
      ar: "بدء تدقيق السجل كله والبيع مستمر",
      en: "begin the audit of the whole ledger beside the sales; while one is under way it is that one",
    },
    answers: { 202: { about: "under way", body: { json: "Audit" } } },
    handle: (call, { terminal }) => call.json(terminal.startAudit(actorOf(call)), 202),
  },
  {
    method: "GET",
    path: "/v1/audit",
    right: "examine",
    about: { ar: "تقدم التدقيق أو نتيجته", en: "how far the audit is, or what the last one has found" },
    answers: { 200: { about: "its state; events of the name audit tell the same", body: { json: "Audit" } } },
    handle: (call, { terminal }) => call.json(terminal.auditState()),
  },
  {
    method: "POST",
    path: "/v1/backups",
    right: "settings",
    about: {
      ar: "نسخة احتياطية من السجل في المجلد المحدد في الإعدادات",
      en: "a backup of the ledger in the folder of the configuration (state.backups), beside the sales",
    },
    answers: { 201: { about: "written, flushed and read through", body: { json: "Backup" } } },
    problems: ["backup-folder-absent", "backup-no-room", "backup-failed"],
    handle: async (call, { terminal }) => call.json(await terminal.backUp(actorOf(call)), 201),
  },
  {
    method: "GET",
    path: "/v1/backups",
    right: "settings",
    about: { ar: "مجلد النسخ وأحدث نسخة", en: "the folder of backups, and the newest of them" },
    answers: { 200: { about: "as it is now", body: { json: "Backups" } } },
    handle: (call, { terminal }) => call.json(terminal.backups()),
  },
];

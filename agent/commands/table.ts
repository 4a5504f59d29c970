// Every command in one table: what it is called, what it does, what it takes, and the module that does it.
import type { Command } from "./context.ts";

export interface CommandOption {
  readonly flags: string;
  readonly about: string;
}

export interface CommandRow {
  readonly name: string;
  /** `[optional]` or `<required>`, as in the usage line. */
  readonly takes?: string;
  readonly about: string;
  readonly options?: readonly CommandOption[];
  /** Everything behind the name goes to another program as it is, `--help` too. */
  readonly passesThrough?: boolean;
  readonly load: () => Promise<{ readonly run: Command }>;
}

const CONFIRM: CommandOption = {
  flags: "--confirm <words>",
  about: "the words that confirm it (production, decommission); without them they are asked for",
};

const OTP_FILE: CommandOption = {
  flags: "--otp-file <file>",
  about: "read the one-time password from a file, - for standard input (else it is asked for)",
};

export const COMMANDS: readonly CommandRow[] = [
  {
    name: "init",
    about: "write the configuration of an EGS unit, create its folder and its key",
    options: [{ flags: "--from <file>", about: "take the answers from a TOML file instead of asking" }, CONFIRM],
    load: () => import("./init.ts"),
  },
  { name: "csr", about: "print the certificate signing request", load: () => import("./csr.ts") },
  {
    name: "onboard",
    about: "OTP, compliance CSID, compliance documents, production CSID; resumes where it stopped",
    options: [OTP_FILE, CONFIRM],
    load: () => import("./onboard.ts"),
  },
  {
    name: "renew",
    about: "renew the production CSID",
    options: [OTP_FILE, CONFIRM],
    load: () => import("./renew.ts"),
  },
  { name: "run", about: "the agent: API, outbox, printer", load: () => import("./run.ts") },
  {
    name: "issue",
    takes: "[file]",
    about: "one sale (JSON file, or - for standard input) becomes a stamped document",
    options: [{ flags: "--no-print", about: "leave the paper to a running agent or a later command" }],
    load: () => import("./issue.ts"),
  },
  {
    name: "quote",
    takes: "[file]",
    about: "what a sale would cost, and whether it would be refused",
    load: () => import("./quote.ts"),
  },
  {
    name: "show",
    takes: "<irn>",
    about: "one document",
    options: [
      { flags: "--xml", about: "its XML, exactly as archived" },
      { flags: "--qr", about: "the text of its QR code" },
      { flags: "--receipt <file>", about: "write its receipt as a PNG picture" },
    ],
    load: () => import("./show.ts"),
  },
  {
    name: "list",
    about: "documents, newest first",
    options: [
      { flags: "--state <state>", about: "queued, reported, reported-with-warnings, rejected, cleared" },
      { flags: "--from <date>", about: "first day, YYYY-MM-DD" },
      { flags: "--to <date>", about: "last day, YYYY-MM-DD" },
      { flags: "--limit <n>", about: "how many at most (50)" },
    ],
    load: () => import("./list.ts"),
  },
  {
    name: "print",
    takes: "[irn]",
    about: "reprint, marked COPY / نسخة; or the word on papers that waited too long",
    options: [
      { flags: "--printer <name>", about: "another printer than that of receipts" },
      { flags: "--waiting <word>", about: "print or drop what waited for more than ten minutes" },
    ],
    load: () => import("./print.ts"),
  },
  {
    name: "correct",
    takes: "<irn>",
    about: "make a document the authority refused again, after its cause was corrected",
    options: [{ flags: "--reviewed", about: "a person has looked: it was refused twice for the same reason" }],
    load: () => import("./correct.ts"),
  },
  {
    name: "convert",
    takes: "<irn> [file]",
    about: 'a tax invoice after the receipt, for { "buyer": … } (JSON file, or -); the receipt is credited',
    load: () => import("./convert.ts"),
  },
  { name: "flush", about: "send what waits for the gateway, now", load: () => import("./flush.ts") },
  { name: "status", about: "what an operator must know", load: () => import("./status.ts") },
  {
    name: "doctor",
    about: "every check with its remedy",
    options: [{ flags: "--go-live", about: "the go-live checklist with its evidence" }],
    load: () => import("./doctor.ts"),
  },
  {
    name: "decommission",
    about: "stop signing, tell what waits, destroy the key; says what to do in the portal",
    options: [CONFIRM],
    load: () => import("./decommission.ts"),
  },
  {
    name: "verify",
    takes: "[target]",
    about:
      "audit the whole ledger, a state folder, a folder of XML files or any signed XML: names the first broken link",
    options: [{ flags: "--schemas <folder>", about: "validate a file against the UBL 2.1 schemas in this folder too" }],
    load: () => import("./verify.ts"),
  },
  {
    name: "backup",
    about: "the ledger as one file, while the agent runs; never the key",
    options: [{ flags: "--out <file>", about: "a new file" }],
    load: () => import("./backup.ts"),
  },
  {
    name: "restore",
    takes: "[file]",
    about: "put a backup in the ledger's place, with the agent stopped; its chains are closed until khatm renew",
    load: () => import("./restore.ts"),
  },
  {
    name: "self-test",
    about: "prove this version without the shop's key, and bring the ledger to its schema; with the agent stopped",
    load: () => import("./self-test.ts"),
  },
  {
    name: "roll-back",
    about: "the ledger as before the last update, where nothing was sold or done since; with the agent stopped",
    load: () => import("./roll-back.ts"),
  },
  {
    name: "export",
    about:
      "an archive for an auditor: every document under its official file name, the activity log, and a list of hashes",
    options: [
      { flags: "--out <folder>", about: "a new folder" },
      { flags: "--from <date>", about: "first day of issue, YYYY-MM-DD, Riyadh" },
      { flags: "--to <date>", about: "last day of issue" },
    ],
    load: () => import("./export.ts"),
  },
  {
    name: "report",
    about: "a day, what is open since the last closing (X), closings (Z), VAT of a month",
    options: [
      { flags: "--day <date>", about: "a calendar day, YYYY-MM-DD, Riyadh (today, where nothing else is asked for)" },
      { flags: "--x", about: "everything since the last closing; nothing is closed" },
      { flags: "--close", about: "close everything since the last closing under the next number, and print it" },
      { flags: "--reference <text>", about: "with --close: the same again makes no second closing" },
      { flags: "--closings", about: "the closings, newest first" },
      { flags: "--closing <number>", about: "one closing; with --print once more on paper, marked COPY" },
      { flags: "--month <month>", about: "VAT of a month by category, YYYY-MM" },
      { flags: "--csv", about: "as a table for a spreadsheet" },
      { flags: "--print", about: "on paper too" },
    ],
    load: () => import("./report.ts"),
  },
  {
    name: "user",
    takes: "<action> [name]",
    about: "people: list, add, password, role, disable, enable, unlock; tokens: pair (shown once), revoke",
    options: [
      { flags: "--role <role>", about: "owner, cashier, auditor or till; of a token till (default) or auditor" },
      { flags: "--display-name <name>", about: "how the person is called on papers and pages" },
      {
        flags: "--password-file <file>",
        about: "read the password from a file, - for standard input (else it is asked for)",
      },
    ],
    load: () => import("./user.ts"),
  },
  {
    name: "simulate",
    takes: "[options...]",
    about:
      "the gateway simulator (--stackcue: the middleware; --printer: a receipt printer) as a server; --help tells more",
    passesThrough: true,
    load: () => import("./simulate.ts"),
  },
  {
    name: "demo",
    about: "the whole terminal against the simulator: onboard, sell, print, go offline, come back, audit",
    options: [
      { flags: "--once", about: "end when everything was checked, instead of staying up" },
      { flags: "--out <folder>", about: "where its files go (demo-output)" },
    ],
    load: () => import("./demo.ts"),
  },
];

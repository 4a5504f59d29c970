// Health as lights: one row per light, what turns it yellow or red, what was found and what to do.
import type { Bilingual } from "../agent/core/bilingual.ts";
import type { Finding, TerminalStatus } from "../agent/terminal.ts";
import { said, t, word } from "./language.ts";
import { link } from "./router.ts";

export type Colour = "good" | "warning" | "bad";

export interface Light {
  readonly name: string;
  readonly colour: Colour;
  readonly found: string;
  /** What to do; always there unless the light is green. */
  readonly remedy?: string;
  /** Where it is done. */
  readonly href?: string;
}

/** What lights are made of; findings come from the examination, where the person may ask for it. */
export interface Signs {
  readonly status: TerminalStatus;
  readonly findings: readonly Finding[];
  /** A document waits that the gateway was offered and has not answered. */
  readonly isUnanswered: boolean;
}

type Look = (status: TerminalStatus, signs: Signs) => Light | undefined;

const SOON_DAYS = 30;
const MB = 1_048_576;

const LOOKS: readonly Look[] = [clock, certificate, printer, gateway, disk, copy, backup];

/** Every light, in the order they stand. */
export const lightsOf = (signs: Signs): readonly Light[] =>
  LOOKS.map((look) => look(signs.status, signs)).filter((light) => light !== undefined);

function clock({ clock: { trusted, now } }: TerminalStatus): Light {
  if (trusted) return { name: "clock", colour: "good", found: now?.slice(11, 16) ?? "" };
  return { name: "clock", colour: "bad", found: t("light.clock.bad"), remedy: t("light.clock.remedy") };
}

function certificate({ csid }: TerminalStatus): Light {
  const name = "certificate";
  const href = link("setup", "enrol");
  if (csid.stage.startsWith("middleware-")) return middleware(csid.stage);
  if (csid.stage === "closing" || csid.stage === "decommissioned") {
    return { name, colour: "bad", found: t("light.certificate.ended"), remedy: t("light.certificate.ended.remedy") };
  }
  if (csid.misfit !== undefined) {
    const { message, remedy = message } = csid.misfit;
    return { name, colour: "bad", found: t("light.certificate.misfit"), remedy: said(remedy) };
  }
  const days = csid.daysLeft;
  if (csid.stage !== "ready" || days === undefined) {
    return {
      name,
      colour: "bad",
      found: t("light.certificate.none"),
      remedy: t("light.certificate.none.remedy"),
      href,
    };
  }
  const found = t("days-left", { days });
  if (days >= SOON_DAYS) return { name, colour: "good", found };
  return { name, colour: days > 0 ? "warning" : "bad", found, remedy: t("light.certificate.renew"), href };
}

function middleware(stage: string): Light {
  const name = "certificate";
  if (stage === "middleware-ready") return { name, colour: "good", found: t("light.certificate.middleware") };
  const remedy = t("light.certificate.none.remedy");
  return { name, colour: "bad", found: t("light.certificate.none"), remedy, href: link("setup", "enrol") };
}

const HARMLESS: ReadonlySet<string> = new Set(["paper-low", "unknown", "paper-unconfirmed", "papers-ask"]);

function printer({ printer: { alarms, condition, pending } }: TerminalStatus): Light {
  const name = "printer";
  const [alarm] = alarms.filter(({ remedy }) => remedy !== undefined);
  if (alarm?.remedy === undefined) {
    const found = condition === "ready" ? t("light.printer.good") : word("printer", condition);
    return { name, colour: "good", found: pending > 0 ? t("light.printer.waiting", { count: pending }) : found };
  }
  const colour = HARMLESS.has(alarm.alarm) ? "warning" : "bad";
  return { name, colour, found: said(alarm.message), remedy: said(alarm.remedy), href: link("setup", "printer") };
}

function gateway({ outbox }: TerminalStatus, { findings, isUnanswered }: Signs): Light {
  const name = "gateway";
  if (outbox.paused !== undefined) {
    return { name, colour: "bad", found: t("light.gateway.paused"), remedy: said(outbox.paused) };
  }
  if (outbox.rejected > 0) return rejected(outbox.rejected);
  if (outbox.lateness !== "none") {
    const colour = outbox.lateness === "alarm" ? "warning" : "bad";
    return { name, colour, found: word("lateness", outbox.lateness), remedy: t("light.gateway.remedy") };
  }
  const seen = findings.find(({ check }) => check === "gateway");
  if (isUnanswered || (seen !== undefined && seen.state !== "good")) {
    return { name, colour: "warning", found: t("light.gateway.away"), remedy: remedyOf(seen?.remedy) };
  }
  return { name, colour: "good", found: t("light.gateway.good") };
}

const rejected = (count: number): Light => ({
  name: "gateway",
  colour: "bad",
  found: t("light.gateway.rejected", { count }),
  remedy: t("light.gateway.rejected.remedy"),
  href: link("documents"),
});

const remedyOf = (text: Bilingual | undefined): string => (text === undefined ? t("light.gateway.remedy") : said(text));

function disk({ storage: { freeBytes, state } }: TerminalStatus): Light {
  const megabytes = Math.floor(freeBytes / MB);
  const found =
    megabytes > 2048 ? t("free-gb", { count: Math.floor(megabytes / 1024) }) : t("free-mb", { count: megabytes });
  if (state === "good") return { name: "disk", colour: "good", found };
  return { name: "disk", colour: state === "low" ? "warning" : "bad", found, remedy: t("light.disk.remedy") };
}

function copy({ storage: { secondCopy } }: TerminalStatus): Light {
  const name = "copy";
  switch (secondCopy.state) {
    case "good":
    case "behind":
      return { name, colour: "good", found: word("copy", secondCopy.state) };
    case "ahead":
      return { name, colour: "bad", found: word("copy", "ahead"), remedy: t("light.copy.ahead") };
    default:
      return {
        name,
        colour: "warning",
        found: word("copy", secondCopy.state),
        remedy: t(`light.copy.${secondCopy.state}`),
      };
  }
}

/** A hint, not a lamp: nothing is shown while there is a fresh backup, or nothing to keep yet. */
function backup({ storage, chain }: TerminalStatus): Light | undefined {
  const { state } = storage.backup;
  if (state === "good" || (state === "none" && chain.icv === 0)) return undefined;
  const remedy = state === "absent" ? t("light.backup.absent") : t("light.backup.remedy");
  return { name: "backup", colour: "warning", found: word("backup", state), remedy, href: link("setup", "backup") };
}

// The authority's schematrons as a function: one Java process, documents in, found rule ids out.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RiyadhTime } from "../../../agent/core/riyadh-time.ts";

/** What one of the two stylesheets found; `crash` is the error it stopped with, findings before it are lost. */
export interface Verdict {
  readonly found: readonly (readonly [id: string, flag: "error" | "warning", location: string])[];
  readonly crash: string | null;
}

export type Verdicts = { readonly en: Verdict; readonly ksa: Verdict } | { readonly unreadable: string };

export interface OfficialJudge extends AsyncDisposable {
  judge(xml: string): Promise<Verdicts>;
}

const home = process.env["ZATCA_SDK_HOME"];
const saxon = process.env["SAXON_JAR"] ?? "/usr/share/java/Saxon-HE.jar";

/** The `Data` folder of the authority's SDK; undefined where there is none. */
export const sdkData: string | undefined = [home ?? "", join(home ?? "", "Data")].find(
  (folder) => home !== undefined && existsSync(join(folder, "Rules", "Schematrons")),
);

/** Why the oracle cannot run here; undefined when it can. */
export function whyNot(): string | undefined {
  if (home === undefined) return "skipped: ZATCA_SDK_HOME is not set (the folder of the authority's SDK)";
  if (sdkData === undefined) return `skipped: no Data/Rules/Schematrons below ${home}`;
  return existsSync(saxon) ? undefined : `skipped: Saxon not found at ${saxon} (set SAXON_JAR)`;
}

/** Starts the Java process; the current instant is fixed, so that both judges see the same. */
export function officialJudge(now: RiyadhTime): OfficialJudge {
  const rules = join(sdkData ?? "", "Rules", "Schematrons");
  const java = spawn("java", [
    "-Duser.timezone=Asia/Riyadh",
    "-cp",
    saxon,
    join(import.meta.dirname, "Schematrons.java"),
    join(rules, "CEN-EN16931-UBL.xsl"),
    join(rules, "20210819_ZATCA_E-invoice_Validation_Rules.xsl"),
    `${now.date}T${now.time}+03:00`,
  ]);
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: java.stdout }).on("line", (line) => waiting.shift()?.(line));
  const stopped = rejectWhenStopped(java);
  return {
    async judge(xml) {
      const answer = new Promise<string>((resolve) => waiting.push(resolve));
      const bytes = Buffer.from(xml, "utf8");
      java.stdin.write(`${bytes.length}\n`);
      java.stdin.write(bytes);
      return JSON.parse(await Promise.race([answer, stopped])) as Verdicts;
    },
    async [Symbol.asyncDispose]() {
      java.stdin.end();
      await stopped.catch(() => undefined);
    },
  };
}

function rejectWhenStopped(java: ChildProcessWithoutNullStreams): Promise<never> {
  let complaint = "";
  java.stderr.on("data", (chunk) => {
    complaint += String(chunk);
  });
  const stopped = new Promise<never>((_, reject) => {
    java.on("error", reject);
    java.on("close", (code) => reject(new Error(`the official judge stopped with ${code}: ${complaint}`)));
  });
  stopped.catch(() => undefined);
  return stopped;
}

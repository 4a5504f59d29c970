// What a process holds in memory that is its own.
import { readFileSync } from "node:fs";

/** RssAnon of a process, in MB of 1024 × 1024 bytes: what the machine cannot get back by dropping files it has. */
export function residentMb(pid: number): number {
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error("this system does not tell RssAnon");
  return Number(kilobytes) / 1024;
}

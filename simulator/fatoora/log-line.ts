// One readable line for each call. It names documents by identifier and hash, and never holds a secret, a password, a
// token or a body.
import type { Answer } from "./answers.ts";
import type { Departure, Incoming } from "./serve.ts";

const codesOf = (answer: Answer): string => {
  const codes = [...answer.body.matchAll(/"code":"([\w-]+)"/g)].map(([, code = ""]) => code);
  return [...new Set(codes)].filter((code) => code !== "XSD_ZATCA_VALID").join(" ");
};

const STATUS_WORD = /"(?:reportingStatus|clearanceStatus|dispositionMessage)":"(\w+)"/;

const uuidOf = (body: Buffer): string => /"uuid"\s*:\s*"([\w-]{1,64})"/.exec(body.toString("latin1"))?.[1] ?? "";

/** The line of one call. `at` and `took` are milliseconds. */
export const logLine = (incoming: Incoming, departure: Departure, at: number, took: number): string => {
  const { answer, delivery, fault } = departure;
  const uuid = uuidOf(incoming.body);
  return [
    new Date(at).toISOString().slice(11, 19),
    incoming.method.padEnd(5),
    incoming.path,
    delivery === "whole" || delivery === "drip" ? answer.status : delivery,
    STATUS_WORD.exec(answer.body)?.[1] ?? "",
    uuid === "" ? "" : `uuid=${uuid}`,
    codesOf(answer),
    fault === undefined ? "" : `fault=${fault}`,
    `${Math.round(took)} ms`,
  ]
    .filter((part) => part !== "")
    .join(" ");
};

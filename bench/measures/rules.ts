// The whole rule book over a document of ten lines, beside a SHA-256 of its text.
import { hash } from "node:crypto";
import { judge } from "../../agent/core/rules/judge.ts";
import { readXml } from "../../agent/core/xml/read.ts";
import { canonical } from "../../agent/core/xml/write.ts";
import { NOW } from "../../test/core/rules/support/bases.ts";
import { build } from "../../test/core/rules/support/build.ts";
import { type Figure, timesOf } from "../figure.ts";
import { inTurns, undisturbed } from "../in-turns.ts";
import type { Size } from "../size.ts";

/** Calls in a row: one is too short for the clock. */
const CALLS = 4;

export function rules({ rounds }: Size): readonly Figure[] {
  const xml = canonical(build({ lines: Array.from({ length: 10 }, (_, i) => ({ net: 1000 + 175 * i })) }));
  const read = readXml(xml);
  if (!read.ok) throw new Error(read.error.message);
  const { root } = read.value;
  const findings = judge(root, { now: NOW });
  if (findings.length > 0) throw new Error(`the document breaks ${findings.map(({ code }) => code).join(", ")}`);
  const repeated = (work: () => unknown) => () => {
    for (let i = 0; i < CALLS; i++) work();
  };
  const works = {
    product: repeated(() => judge(root, { now: NOW })),
    asSold: repeated(() => judge(root, { now: NOW, only: "document" })),
    limit: repeated(() => hash("sha256", xml)),
  };
  const taken = inTurns(works, { rounds, warmUp: rounds });
  const ms = (name: keyof typeof works): number => undisturbed(taken[name]) / CALLS;
  const limit = { what: `SHA-256 of the same ${xml.length} characters`, took: ms("limit") };
  return [
    timesOf(limit, { name: "rule book, ten lines", took: ms("product"), unit: "ms" }),
    timesOf(limit, { name: "rule book as a sale asks it", took: ms("asSold"), unit: "ms" }),
  ];
}

// The chain of counters and hashes (D22): read at the admin endpoint, never part of an answer.
import fc from "fast-check";
import { expect, test } from "vitest";
import { chainFindings, FIRST_PIH, type Link } from "../../simulator/fatoora/chain.ts";
import { startSimulator } from "../../simulator/server.ts";
import { onboard, send, stampedBy } from "./device.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");
const clock = (): number => NOW;

const hashOf = (icv: number): string => Buffer.from(String(icv).padStart(32)).toString("base64");

const link = (icv: number, change: Partial<Link> = {}): Link => ({
  icv: String(icv),
  pih: icv === 1 ? FIRST_PIH : hashOf(icv - 1),
  hash: hashOf(icv),
  uuid: `u${icv}`,
  ...change,
});

const chain = (length: number): Link[] => Array.from({ length }, (_, index) => link(index + 1));
const codes = (links: readonly Link[]): string[] => chainFindings(links).map(({ code, icv }) => `${icv} ${code}`);

test("chainFindings() finds nothing in a whole chain, in whatever order it arrived", () => {
  const shuffled = fc
    .integer({ min: 0, max: 30 })
    .chain((length) => fc.shuffledSubarray(chain(length), { minLength: length, maxLength: length }));
  fc.assert(fc.property(shuffled, (links) => chainFindings(links).length === 0));
});

test("chainFindings() finds one fault wherever one link of a chain is replaced", () => {
  const cases = fc.record({ length: fc.integer({ min: 3, max: 20 }), at: fc.nat(), hash: fc.string() });
  fc.assert(
    fc.property(cases, ({ length, at, hash }) => {
      const links = chain(length);
      const broken = 1 + (at % (length - 1));
      links[broken - 1] = link(broken, { hash: `other ${hash}` });
      expect(codes(links)).toEqual([`${broken + 1} pih-mismatch`]);
    }),
  );
});

test.each<[string, readonly Link[], readonly string[]]>([
  ["a gap, once", [link(1), link(4), link(5)], ["2 icv-missing"]],
  ["a missing beginning", [link(2), link(3)], ["1 icv-missing"]],
  ["a repeated counter", [link(1), link(2), link(2, { hash: "h", uuid: "x" })], ["2 icv-repeated"]],
  ["a counter that is no number", [link(1), link(2, { icv: "two" })], ["two icv-not-a-number"]],
  ["the counter zero", [link(1), link(2, { icv: "0" })], ["0 icv-not-a-number"]],
  ["a missing previous hash", [link(1), link(2, { pih: "" })], ["2 pih-missing"]],
  ["a malformed previous hash", [link(1), link(2, { pih: "%%" })], ["2 pih-not-base64"]],
  ["another first value", [link(1, { pih: hashOf(9) })], ["1 pih-not-first-value"]],
  ["counters of very different length", [link(1), link(2), link(10)], ["3 icv-missing"]],
])("chainFindings() finds %s", (_, links, expected) => {
  expect(codes(links)).toEqual(expected);
});

test("admin.chains() follows the chain of each certificate over rejected documents, and answers do not tell", async () => {
  await using simulator = await startSimulator({ clock });
  const device = await onboard(simulator, NOW);
  const first = stampedBy(device, NOW, { icv: "1" });
  const rejected = stampedBy(device, NOW, { icv: "2", pih: first.hash, sellerVat: "399999999900003" });
  const third = stampedBy(device, NOW, { icv: "3", pih: rejected.hash });
  const forked = stampedBy(device, NOW, { icv: "4", pih: first.hash });
  const statuses: number[] = [];
  for (const document of [third, first, rejected, forked, first])
    statuses.push((await send(simulator, device, "reporting", document)).status);
  expect(statuses).toEqual([200, 200, 400, 200, 409]);
  const production = simulator.admin.chains().find(({ kind }) => kind === "production");
  expect(production).toMatchObject({
    requestId: device.production.requestId,
    documents: 4,
    findings: [{ icv: "4", code: "pih-mismatch" }],
  });
});

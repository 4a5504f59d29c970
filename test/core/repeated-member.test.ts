// Members a JSON text names twice: found wherever they stand, and never seen where there are none.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repeatedMember } from "../../agent/core/repeated-member.ts";
import { EXAMPLE } from "../support/example-sale.ts";

describe("repeatedMember()", () => {
  test.each([
    ['{"lines":[],"lines":[]}', "lines"],
    ['{"lines":[{"price":"1"},{"price":"1","vat":"S","price":"2"}]}', "lines[1].price"],
    ['{"buyer":{"address":{"city":"a","city":"b"}}}', "buyer.address.city"],
    ['{ "a" : 1 , "a" : 1 }', "a"],
    ['{"lines":1,"l\\u0069nes":2}', "lines"],
    ['[[{"a":1}],[{"a":1,"a":2}]]', "[1][0].a"],
    ['{"a\\\\":1,"a\\\\":2}', "a\\"],
    ['{"":1,"":2}', ""],
    ['{"__proto__":1,"__proto__":2}', "__proto__"],
  ])("names it in %s", (json, path) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(repeatedMember(json)).toBe(path);
  });

  test.each([
    JSON.stringify(EXAMPLE),
    JSON.stringify(EXAMPLE, undefined, 2),
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
    '{"note":"{\\"a\\":1,\\"a\\":2}","order":"a:,a:"}',
    '{"a":"b","b":"a","c":["a:","a:"]}',
    '{"a":"\\\\","b":"\\""}',
    '"a"',
    "7",
  ])("finds none in %s", (json) => {
    expect(repeatedMember(json)).toBeUndefined();
  });

  test("finds none in whatever JSON.stringify writes, and each that is put in", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        expect(repeatedMember(JSON.stringify(value))).toBeUndefined();
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        expect(repeatedMember(`[{${member},"${"x".repeat(name.length + 1)}":0,${member}}]`)).toBe(`[0].${name}`);
      }),
    );
  });
});

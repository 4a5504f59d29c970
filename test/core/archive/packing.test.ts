// The packed form: whatever was packed comes out again byte for byte, or not at all.
import fc from "fast-check";
import { expect, test } from "vitest";
import { joinTexts, pack, unpack } from "../../../agent/core/archive/packing.ts";

const DICTIONARY = Buffer.from("<cbc:ID></cbc:ID><cbc:UUID></cbc:UUID>متجر");

test("unpack() gives back every text that was packed", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 200 }), { maxLength: 8 }), (texts) => {
      expect(unpack(pack(joinTexts(texts), DICTIONARY), DICTIONARY)).toEqual(texts);
    }),
  );
});

test("unpack() refuses bytes with one bit changed, and another dictionary", () => {
  const packed = pack(joinTexts(["<cbc:ID>1</cbc:ID>", "متجر"]), DICTIONARY);
  for (let bit = 0; bit < packed.length * 8; bit++) {
    const changed = Buffer.from(packed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    // A bit that deflate does not read changes nothing of what comes out.
    const read = readOrRefuse(changed, DICTIONARY);
    expect([undefined, ["<cbc:ID>1</cbc:ID>", "متجر"]], `bit ${bit}`).toContainEqual(read);
  }
  expect(readOrRefuse(packed, Buffer.from("<cbc:XX></cbc:XX><cbc:UUID></cbc:UUID>متجر"))).toBeUndefined();
});

function readOrRefuse(packed: Buffer, dictionary: Buffer): readonly string[] | undefined {
  try {
    return unpack(packed, dictionary);
  } catch {
    return undefined;
  }
}

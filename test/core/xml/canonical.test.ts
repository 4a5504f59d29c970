// Our canonical XML against libxml2's, on random trees and on awkward texts; and the reader's refusals.
import fc from "fast-check";
import { XmlC14NMode, XmlDocument } from "libxml2-wasm";
import { describe, expect, test } from "vitest";
import { readXml } from "../../../agent/core/xml/read.ts";
import type { XmlAttribute, XmlElement } from "../../../agent/core/xml/tree.ts";
import { canonical } from "../../../agent/core/xml/write.ts";

/** libxml2's C14N 1.1 without comments: the other voice. */
function libxmlCanonical(xml: string): string {
  const parsed = XmlDocument.fromString(xml);
  try {
    return parsed.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_1, withComments: false });
  } finally {
    parsed.dispose();
  }
}

function ours(xml: string): string {
  const read = readXml(xml);
  if (!read.ok) throw new Error(`${read.error.line}:${read.error.column} ${read.error.message}`);
  const { prolog, root, epilog } = read.value;
  const pi = (list: typeof prolog): string[] => list.map((p) => `<?${p.target}${p.data === "" ? "" : ` ${p.data}`}?>`);
  return [...pi(prolog), canonical(root), ...pi(epilog)].join("\n");
}

const AWKWARD: readonly (readonly [string, string])[] = [
  ["entities", "<a>&amp;&lt;&gt;&quot;&apos;</a>"],
  ["references", "<a b='&#9;&#10;&#13;&#x20;'>&#13;&#x1F600;</a>"],
  ["line ends", "<a b='1\r\n2\r3'>x\r\ny\rz</a>"],
  ["CDATA", "<a>1<![CDATA[<&>]]]>2</a>"],
  ["comments", "<!-- x --><a>1<!-- y -->2</a><!-- z -->"],
  ["instructions", "<?p  q ?><a><?r?></a><?s t?>"],
  [
    "namespaces",
    '<p:a xmlns:p="urn:u" xmlns="urn:v"><b xmlns=""><c xmlns="urn:v"/></b><p:d xmlns:p="urn:u"/><p:e xmlns:p="urn:w"/></p:a>',
  ],
  ["attribute order", '<a xmlns:z="urn:a" xmlns:b="urn:z" z:q="1" b:q="2" q="3" xml:lang="ar"/>'],
  ["attribute quotes", `<a b='"' c="'" d=">"/>`],
  ["no namespace under a default one", '<a xmlns="urn:u"><b xmlns=""/></a>'],
  ["Arabic and emoji", "<a b='س'>بيتزا 🍕 \u200F&#x202E;</a>"],
  ["NEL and LS", "<a>x\u0085y\u2028z</a>"],
  ["declaration", '<?xml version="1.0" encoding="utf-8"?>\n<a/>'],
  ["instruction with CR", "<a><?p x&#13;y?></a>"],
];

describe("canonical()", () => {
  test.each(AWKWARD)("equals libxml2 on %s", (_name, xml) => {
    expect(ours(xml)).toBe(libxmlCanonical(xml));
  });

  const name = fc.constantFrom("a", "b", "p:a", "q:b");
  const text = fc
    .string({ unit: "binary", maxLength: 12 })
    .map((s) => s.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD]/gu, ""));
  const attribute = fc.record({ name: fc.constantFrom("x", "y", "p:x", "q:x", "xml:lang"), value: text });
  const declarations: readonly XmlAttribute[] = [
    { name: "xmlns:q", value: "urn:1" },
    { name: "xmlns:p", value: "urn:2" },
  ];
  const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
    tree: fc.record({
      name,
      key: fc.constant(""),
      attributes: fc.uniqueArray(attribute, { selector: (a) => a.name, maxLength: 4 }),
      children: fc.array(fc.oneof({ depthSize: "small" }, text, tie("tree")), { maxLength: 3 }),
    }),
  }));

  test("equals libxml2 on random trees, and reads back to the same canonical text", () => {
    fc.assert(
      fc.property(tree, (inner) => {
        const root: XmlElement = { name: "r", key: "", attributes: declarations, children: [inner] };
        const written = canonical(root);
        expect(written).toBe(libxmlCanonical(written));
        expect(ours(written)).toBe(written);
      }),
      { numRuns: 2000 },
    );
  });

  test("refuses what XML 1.0 cannot carry", () => {
    for (const bad of ["\0", "\u001B", "\uFFFE", "\uD800", "\uDC00x"])
      expect(() => canonical({ name: "a", key: "a", attributes: [], children: [bad] })).toThrow("cannot carry");
  });
});

const REFUSED: readonly (readonly [string, string])[] = [
  ["a DTD", "<!DOCTYPE a><a/>"],
  ["a DTD with entities", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ["an unknown entity", "<a>&nbsp;</a>"],
  ["a bare ampersand", "<a>a & b</a>"],
  ["a reference to NUL", "<a>&#0;</a>"],
  ["a control character", "<a>\u001B</a>"],
  ["a byte order mark", "\uFEFF<a/>"],
  ["another encoding", '<?xml version="1.0" encoding="UTF-16"?><a/>'],
  ["an undeclared prefix", "<p:a/>"],
  ["an undeclared attribute prefix", '<a p:b="1"/>'],
  ["a double attribute", '<a b="1" b="2"/>'],
  ["a double attribute by two prefixes", '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
  ["a wrong closing tag", "<a><b></a></b>"],
  ["an open element", "<a><b/>"],
  ["two roots", "<a/><b/>"],
  ["< in a value", '<a b="<"/>'],
  ["]]> in text", "<a>]]></a>"],
  ["-- in a comment", "<a><!-- -- --></a>"],
  ["nothing", ""],
];

describe("readXml()", () => {
  test.each(REFUSED)("refuses %s", (_name, xml) => {
    expect(readXml(xml).ok).toBe(false);
  });

  test("says where the mistake stands", () => {
    expect(readXml("<a>\n  <b>&oops;</b>\n</a>")).toMatchObject({ ok: false, error: { line: 2, column: 6 } });
  });

  test("refuses a tree deeper than any invoice", () => {
    expect(readXml("<a>".repeat(5000) + "</a>".repeat(5000)).ok).toBe(false);
  });

  test("gives house names whatever prefixes a file uses", () => {
    const read = readXml(
      '<i:Invoice xmlns:i="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:x="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><x:ID/></i:Invoice>',
    );
    expect(read).toMatchObject({ ok: true, value: { root: { key: "Invoice", children: [{ key: "cbc:ID" }] } } });
  });
});

// Each rule: a valid document with one change breaks exactly that rule, and those it takes with it.
import { describe, expect, it } from "vitest";
import { ruleBook } from "../../../agent/core/rules/book.ts";
import { judge } from "../../../agent/core/rules/judge.ts";
import { element, type XmlElement } from "../../../agent/core/xml/tree.ts";
import { cases } from "./cases/all.ts";
import { BASES, NOW } from "./support/bases.ts";
import { BUYER, LINE, SELLER } from "./support/case.ts";
import { all, attribute, remove, repeat, set } from "./support/edit.ts";

const codes = (root: XmlElement, only?: "document" | "all"): readonly string[] => [
  ...new Set(judge(root, only === undefined ? { now: NOW } : { now: NOW, only }).map((finding) => finding.code)),
];

describe("judge()", () => {
  it.each(Object.entries(BASES))("finds nothing in the valid document %s", (_, root) => {
    expect(judge(root, { now: NOW })).toEqual([]);
  });

  it.each(cases.map((row) => [row.id, row] as const))(
    "finds %s when one thing is wrong",
    (id, { base, change, also }) => {
      expect([...codes(change(BASES[base]))].sort()).toEqual([id, ...also].sort());
    },
  );

  it("has a breaking change for every rule that can be broken", () => {
    // BR-KSA-F-02 cannot: an indicator that is no boolean stops the validator in other rules first.
    const untested = ruleBook.map((rule) => rule.id).filter((id) => !cases.some((row) => row.id === id));
    expect(untested).toEqual(["BR-KSA-F-02"]);
  });

  it("leaves out the rules on the stamp when asked for the document only", () => {
    const unstamped = all(
      remove("ext:UBLExtensions"),
      remove("cac:AdditionalDocumentReference[3]"),
      remove("cac:Signature"),
    )(BASES.simplified);
    expect(codes(unstamped, "document")).toEqual([]);
    expect(codes(unstamped)).toEqual(["BR-KSA-27", "BR-KSA-60"]);
  });

  it("says where in the till's JSON and in the XML", () => {
    const [finding] = judge(set(`${LINE}[2]/cac:Item/cbc:Name`, "خل")(BASES.simplified), { now: NOW });
    expect(finding).toMatchObject({
      code: "BR-KSA-F-06-C19",
      official: "warning",
      severity: "warning",
      path: "lines[1].name",
      xpath: "/Invoice/cac:InvoiceLine[2]",
    });
  });

  it("names the party an identification belongs to", () => {
    const bySeller = judge(set(`${SELLER}/cac:PartyIdentification/cbc:ID`, "1")(BASES.simplified), { now: NOW });
    const byBuyer = judge(
      all(attribute(`${BUYER}/cac:PartyIdentification/cbc:ID`, "schemeID", "CRN"))(
        set(`${BUYER}/cac:PartyIdentification/cbc:ID`, "1")(BASES.simplified),
      ),
      { now: NOW },
    );
    expect(bySeller.map((finding) => finding.path)).toEqual(["seller.id.value"]);
    expect(byBuyer.map((finding) => finding.path)).toEqual(["buyer.id.value"]);
  });

  it("reports what stops the authority's validator, and goes on", () => {
    const twoIds = repeat(`${BUYER}/cac:PartyIdentification`)(BASES.simplified);
    expect(codes(twoIds)).toEqual(["BR-KSA-F-08", "BR-KSA-F-09", "BR-KSA-F-12"].map((id) => `unjudgeable/${id}`));
    const letters = set("cac:LegalMonetaryTotal/cbc:PayableAmount", "abc")(BASES.simplified);
    expect(codes(letters)).toEqual(["unjudgeable/BR-CO-16"]);
    const indicator = set("cac:AllowanceCharge/cbc:ChargeIndicator", "maybe")(BASES.simplified);
    expect(codes(indicator)).toContain("unjudgeable/BR-KSA-F-02");
  });

  it("refuses what is no UBL invoice", () => {
    expect(codes(element("{urn:example}Order", []))).toEqual(["own/not-an-invoice"]);
  });

  it("judges nine characters beginning with 02 as a tax invoice too, as the authority does", () => {
    const nine = attribute(
      "cbc:InvoiceTypeCode",
      "name",
      "020100000",
    )(remove(`${BUYER}/cac:PartyLegalEntity`)(BASES.simplified));
    expect(codes(nine)).toEqual(["BR-KSA-42"]);
  });
});

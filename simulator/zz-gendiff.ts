import { richInvoice } from "/work/main/test/simulator/rich-invoice.ts";
import { globSync, readFileSync, writeFileSync, rmSync, mkdirSync } from "node:fs";
import { XmlDocument, XmlElement } from "libxml2-wasm";
import { readInvoice } from "/work/main/simulator/fatoora/invoice.ts";
import { RULES } from "/work/main/simulator/fatoora/rules/book.ts";
import { runChecks } from "/work/main/simulator/fatoora/checks/check.ts";
import { seededRandom } from "/work/main/simulator/fatoora/faults.ts";
import { foreignInvoice } from "/work/main/test/support/foreign-invoice.ts";
const [, , seedText = "1", countText = "600", dir = "/tmp/sim/diff"] = process.argv;
const rnd = seededRandom(Number(seedText));
const pick = <T>(list: readonly T[]): T => list[Math.floor(rnd() * list.length)] as T;
rmSync(dir, { recursive: true, force: true }); mkdirSync(dir + "/in", { recursive: true }); mkdirSync(dir + "/out0", { recursive: true }); mkdirSync(dir + "/out1", { recursive: true });
const bases = [
  ...globSync("/work/shared/samples/signed-3.4.8/**/*.xml"), ...globSync("/work/judge/Data/Samples/**/*.xml"),
].map((f) => readFileSync(f, "utf8"));
for (const subtype of ["0100000", "0200000", "0200010", "0211000"]) for (const typeCode of ["388", "381"]) bases.push(foreignInvoice({ subtype, typeCode }));
const rich = foreignInvoice({ subtype: "0100000" }).replace("<cac:TaxTotal>", `<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="SAR">10.00</cbc:Amount><cbc:BaseAmount currencyID="SAR">100.00</cbc:BaseAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge><cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>ADR</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>svc</cbc:AllowanceChargeReason><cbc:Amount currencyID="SAR">10.00</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>15.00</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge><cac:TaxTotal>`).replace('<cbc:AllowanceTotalAmount currencyID="SAR">0.00</cbc:AllowanceTotalAmount>', '<cbc:AllowanceTotalAmount currencyID="SAR">10.00</cbc:AllowanceTotalAmount><cbc:ChargeTotalAmount currencyID="SAR">10.00</cbc:ChargeTotalAmount>').replace("<cac:Price>", '<cac:Price>').replace("<cac:Item>", `<cac:Item>`);
const cat = (id: string, pct: string, tag: string, ex = "") => `<cac:${tag}><cbc:ID>${id}</cbc:ID><cbc:Percent>${pct}</cbc:Percent>${ex}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:${tag}>`;
const EX: Record<string, string> = { Z: "VATEX-SA-35", E: "VATEX-SA-29", O: "VATEX-SA-OOS" };
const exm = (c: string) => `<cbc:TaxExemptionReasonCode>${EX[c]}</cbc:TaxExemptionReasonCode><cbc:TaxExemptionReason>reason</cbc:TaxExemptionReason>`;
const extraLine = (id: string, c: string) => `<cac:InvoiceLine><cbc:ID>${id}</cbc:ID><cbc:InvoicedQuantity unitCode="PCE">2</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="SAR">19.00</cbc:LineExtensionAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="SAR">2.00</cbc:Amount><cbc:BaseAmount currencyID="SAR">20.00</cbc:BaseAmount></cac:AllowanceCharge><cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>ADR</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>y</cbc:AllowanceChargeReason><cbc:MultiplierFactorNumeric>5</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="SAR">1.00</cbc:Amount><cbc:BaseAmount currencyID="SAR">20.00</cbc:BaseAmount></cac:AllowanceCharge><cac:TaxTotal><cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount><cbc:RoundingAmount currencyID="SAR">19.00</cbc:RoundingAmount></cac:TaxTotal><cac:Item><cbc:Name>Item</cbc:Name><cac:BuyersItemIdentification><cbc:ID>b</cbc:ID></cac:BuyersItemIdentification><cac:SellersItemIdentification><cbc:ID>s</cbc:ID></cac:SellersItemIdentification><cac:StandardItemIdentification><cbc:ID>g</cbc:ID></cac:StandardItemIdentification>${cat(c, "0", "ClassifiedTaxCategory")}<cac:AdditionalItemProperty><cbc:Name>n</cbc:Name><cbc:Value>v</cbc:Value></cac:AdditionalItemProperty></cac:Item><cac:Price><cbc:PriceAmount currencyID="SAR">10.00</cbc:PriceAmount><cbc:BaseQuantity unitCode="PCE">1</cbc:BaseQuantity><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="SAR">1.00</cbc:Amount><cbc:BaseAmount currencyID="SAR">11.00</cbc:BaseAmount></cac:AllowanceCharge></cac:Price></cac:InvoiceLine>`;
const full = (subtype: string, typeCode: string) => foreignInvoice({ subtype, typeCode }).replace("</cac:InvoiceLine>", "</cac:InvoiceLine>" + extraLine("2", "Z") + extraLine("3", "E") + extraLine("4", "O"))
 .replace("</cac:TaxSubtotal>", "</cac:TaxSubtotal>" + ["Z", "E", "O"].map((c) => `<cac:TaxSubtotal><cbc:TaxableAmount currencyID="SAR">${c === "Z" ? "24.00" : "19.00"}</cbc:TaxableAmount><cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount>${cat(c, "0", "TaxCategory", exm(c))}</cac:TaxSubtotal>`).join(""))
 .replaceAll(">100.00</cbc:LineExtensionAmount>", ">157.00</cbc:LineExtensionAmount>").replace(">100.00</cbc:TaxExclusiveAmount>", ">162.00</cbc:TaxExclusiveAmount>").replace(">115.00</cbc:TaxInclusiveAmount>", ">177.00</cbc:TaxInclusiveAmount>").replace(">115.00</cbc:PayableAmount>", ">177.50</cbc:PayableAmount>").replace('<cbc:AllowanceTotalAmount currencyID="SAR">0.00</cbc:AllowanceTotalAmount>', '<cbc:AllowanceTotalAmount currencyID="SAR">3.00</cbc:AllowanceTotalAmount><cbc:ChargeTotalAmount currencyID="SAR">8.00</cbc:ChargeTotalAmount>').replace('<cbc:PayableAmount', '<cbc:PayableRoundingAmount currencyID="SAR">0.50</cbc:PayableRoundingAmount><cbc:PayableAmount')
 .replace('<cbc:InvoicedQuantity unitCode="PCE">4.000000</cbc:InvoicedQuantity>\n        <cbc:LineExtensionAmount currencyID="SAR">157.00<', '<cbc:InvoicedQuantity unitCode="PCE">4.000000</cbc:InvoicedQuantity>\n        <cbc:LineExtensionAmount currencyID="SAR">100.00<')
 .replace("<cac:TaxTotal>", ["Z:false:3.00", "Z:true:8.00"].map((q) => { const [c = "", i, a] = q.split(":"); return `<cac:AllowanceCharge><cbc:ChargeIndicator>${i}</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>ADR</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>r</cbc:AllowanceChargeReason><cbc:Amount currencyID="SAR">${a}</cbc:Amount>${cat(c, "0", "TaxCategory")}</cac:AllowanceCharge>`; }).join("") + "<cac:TaxTotal>")
 .replace(/(<cac:AdditionalDocumentReference>)/, `${typeCode === "388" ? "<cac:OrderReference><cbc:ID>PO1</cbc:ID></cac:OrderReference>" : ""}<cac:ContractDocumentReference><cbc:ID>C1</cbc:ID></cac:ContractDocumentReference>$1`)
 .replace(/<cac:Delivery>[\s\S]*?<\/cac:Delivery>/, "").replace("<cac:PaymentMeans>", '<cac:Delivery><cbc:ActualDeliveryDate>2026-03-01</cbc:ActualDeliveryDate><cbc:LatestDeliveryDate>2026-03-31</cbc:LatestDeliveryDate></cac:Delivery><cac:PaymentMeans>')
 .replace("</cac:PaymentMeans>", "<cac:PayeeFinancialAccount><cbc:ID>SA1</cbc:ID><cbc:PaymentNote>note</cbc:PaymentNote></cac:PayeeFinancialAccount></cac:PaymentMeans>")
 .replace(/(<cac:AllowanceCharge>[\s\S]*?)(<cac:TaxTotal>)/, "$1<cac:TaxExchangeRate><cbc:SourceCurrencyCode>SAR</cbc:SourceCurrencyCode><cbc:TargetCurrencyCode>SAR</cbc:TargetCurrencyCode><cbc:CalculationRate>1.00</cbc:CalculationRate></cac:TaxExchangeRate>$2")
 .replace(/<cac:AccountingCustomerParty>(\s*)<cac:Party>/, '<cac:AccountingCustomerParty>$1<cac:Party><cac:PartyIdentification><cbc:ID schemeID="NAT">1010054321</cbc:ID></cac:PartyIdentification>');
for (const [a, b] of [["0100000", "388"], ["0100000", "381"], ["0200000", "388"], ["0200010", "383"], ["010000001", "388"]] as const) for (let k = 0; k < 6; k += 1) bases.push(full(a, b));
for (const k of ["standard","prepaid","summary-note"] as const) for (let q = 0; q < 8; q += 1) bases.push(richInvoice(k));
bases.push(rich, rich, rich, rich.replaceAll("0100000", "0200000"));
const TEXTS = ["", "0", "-1", "1.234", "abc", "12345678", "S", "Z", "E", "O", "SA", "SAR", "USD", "true", "false", "2030-01-01", "386", "381", "100", "5", "15", "7012345678", "NAT", "x".repeat(1001), " 15.00 ", "VATEX-SA-35", "VATEX-SA-EDU", "VATEX-SA-29", "VATEX-SA-OOS"];
const NAMES = ["0200000", "0100000", "0211010", "0200010", "0200001", "0100101", "010000001", "020000001", "01000000", "03", "", "0300000", "0200100"];
const known = RULES;
const result: Record<string, string[]> = {};
for (let n = 0; n < Number(countText); n += 1) {
  const doc = XmlDocument.fromString(pick(bases));
  const ops = 1 + Math.floor(rnd() * 2);
  for (let k = 0; k < ops; k += 1) {
    const nodes = doc.find("//*[not(ancestor-or-self::*[local-name()='UBLExtensions'])]").filter((x): x is XmlElement => x instanceof XmlElement);
    const node = pick(nodes.slice(1));
    const leaf = !(node.firstChild instanceof XmlElement) && !node.find("*").length;
    const op = rnd();
    if (op < 0.25) node.remove();
    else if (op < 0.75 && leaf) { for (let c = node.firstChild; c; c = node.firstChild) c.remove(); const t = rnd() < 0.5 ? pick(TEXTS) : String((rnd() * 300).toFixed(pick([0, 1, 2, 3]))); if (t) node.addText(t); }
    else if (op < 0.85 && node.attrs.length) { const a = pick(node.attrs); const an = a.name; a.remove(); node.setAttr(an, pick(["", "USD", "SAR", "NAT", "CRN", "700", "TIN", " CRN ", "text/plain", "image/x"])); }
    else if (op < 0.93) { const t = doc.get("//*[local-name()='InvoiceTypeCode']"); if (t instanceof XmlElement) { t.attr("name")?.remove(); t.setAttr("name", pick(NAMES)); } }
    else if (leaf) { const twin = node.appendElement(node.name, node.prefix); for (const a of node.attrs) twin.setAttr(a.name, a.value); twin.addText(node.content || "x"); }
  }
  const text = doc.toString({ format: false }); doc.dispose();
  const name = `d${String(n).padStart(4, "0")}.xml`;
  writeFileSync(`${dir}/in/${name}`, text);
  const reading = readInvoice(Buffer.from(text));
  if (typeof reading === "string") { result[name] = [reading]; continue; }
  const found = runChecks(known, { call: "reporting", profile: "simulation", body: { invoiceHash: "", uuid: "", invoice: "" }, reading, sender: { vat: "", certificate: "" }, holderOf: () => undefined, now: Date.now(), clearanceOff: false });
  result[name] = [...new Set(found.map((f) => `${f.code}:${f.severity.toLowerCase()}`)), ...(reading.schemaFaults.length ? ["#xsd"] : [])];
}
writeFileSync(`${dir}/sim.json`, JSON.stringify(result));
writeFileSync(`${dir}/known.json`, JSON.stringify([...new Set(known.map((c) => c.code))]));

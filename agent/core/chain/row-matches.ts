// Whether a ledger's row says what the document's own bytes say: lists and reports are made from rows.
import type { Totals } from "../invoice/totals.ts";
import { qrOf } from "../stamp/verify.ts";
import { counterIn, previousHashIn } from "../ubl/place.ts";
import { childrenOf, select, textAt, type XmlElement } from "../xml/tree.ts";

/** What the ledger says of a document, beside its bytes. */
export interface AuditedDocument {
  readonly irn: string;
  readonly uuid: string;
  readonly icv: number;
  readonly pih: string;
  readonly hash: string;
  readonly qr: string;
  readonly xml: string;
  readonly totals: Pick<Totals, "net" | "vat" | "gross" | "payable" | "currency" | "vatBreakdown">;
  readonly receipt: { readonly totalWithVat: string };
}

/** Every column that stands in the document too. */
export const rowMatches = (root: XmlElement, document: AuditedDocument): boolean =>
  counterIn(root) === String(document.icv) &&
  previousHashIn(root) === document.pih &&
  textAt(root, "cbc:UUID") === document.uuid &&
  textAt(root, "cbc:ID") === document.irn &&
  qrOf(root) === document.qr &&
  amountsMatch(root, document);

function amountsMatch(root: XmlElement, { totals, receipt }: AuditedDocument): boolean {
  const [total] = childrenOf(root, "cac:LegalMonetaryTotal");
  const withGroups = childrenOf(root, "cac:TaxTotal").find((one) => childrenOf(one, "cac:TaxSubtotal").length > 0);
  const groups = select(root, "cac:TaxTotal", "cac:TaxSubtotal").flatMap((group) => [
    textAt(group, "cbc:TaxableAmount"),
    textAt(group, "cbc:TaxAmount"),
  ]);
  const told = [
    ...[textAt(total, "cbc:TaxExclusiveAmount"), textAt(total, "cbc:TaxInclusiveAmount")],
    ...[textAt(total, "cbc:TaxInclusiveAmount"), textAt(total, "cbc:PayableAmount")],
    ...[textAt(withGroups, "cbc:TaxAmount"), ...groups],
  ];
  const kept = [
    ...[totals.net, totals.gross, receipt.totalWithVat, totals.payable, totals.vat],
    ...totals.vatBreakdown.flatMap(({ taxable, vat }) => [taxable, vat]),
  ];
  const isCurrency = textAt(root, "cbc:DocumentCurrencyCode") === totals.currency;
  return isCurrency && told.length === kept.length && told.every((text, i) => text === kept[i]);
}

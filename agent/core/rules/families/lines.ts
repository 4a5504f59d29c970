// Lines: number, quantity, net amount, VAT, gross, and the item sold.
import type { Rule } from "../rule.ts";
import { cents, printsAlike } from "../support/double.ts";
import { isSameWithinCent, lineNet } from "../support/line-net.ts";
import type { Node } from "../support/node.ts";
import {
  allLines,
  fact,
  hasVatScheme,
  ID,
  ITEM_CATEGORY,
  isStandard,
  LINE_NET,
  LINES,
  ownTexts,
  TAX_AMOUNT,
} from "../support/vocabulary.ts";
import { says } from "../support/wording.ts";
import { amountAt, decimalAt, exists, from, hasText, type Path, path, stringOf } from "../support/xpath.ts";
import { EN } from "../templates-en.ts";
import { KSA } from "../templates-ksa.ts";

const PROPERTY_NAME = path("cbc:Name");
const PROPERTY_VALUE = path("cbc:Value");
const QUANTITY = path("cbc:InvoicedQuantity");
const NAME = path("cac:Item/cbc:Name");
const PRICE = path("cac:Price/cbc:PriceAmount");
const GROSS = path("cbc:RoundingAmount");
const LINE_VAT = path("cac:TaxTotal/cbc:TaxAmount");
const LINE_GROSS = path("cac:TaxTotal/cbc:RoundingAmount");

const everyLineHas = (step: Path) => fact((doc) => allLines(doc).every((line) => hasText(step(line))));
const everyLineHasVat = everyLineHas(LINE_VAT);
const everyLineHasGross = everyLineHas(LINE_GROSS);

const parentOf = (node: Node): readonly Node[] => (node.parent === undefined ? [] : [node.parent]);

export const lines: readonly Rule[] = [
  {
    id: "BR-16",
    official: "error",
    severity: "error",
    when: EN.invoice,
    breaks: (invoice) => !exists(LINES(invoice)),
    path: "lines",
    message: says("الفاتورة بلا بنود", "the invoice has no line"),
    fix: says("أضف بندا واحدا على الأقل", "add at least one line"),
    impossible: true,
  },
  {
    id: "BR-21",
    official: "warning",
    severity: "error",
    when: EN.line,
    breaks: (line) => !hasText(ID(line)),
    path: "lines[i]",
    message: says("بند بلا رقم", "a line has no number"),
    fix: says("رقّم البنود ابتداء من 1", "number the lines from 1"),
    impossible: true,
  },
  {
    id: "BR-22",
    official: "error",
    severity: "error",
    when: EN.line,
    breaks: (line) => {
      const quantity = QUANTITY(line);
      return !exists(quantity) || quantity.some((node) => ownTexts(node).includes("0"));
    },
    path: "lines[i].quantity",
    message: says("بند بلا كمية أو بكمية صفر", "a line has no quantity, or the quantity 0"),
    fix: says("اكتب الكمية", "give the quantity"),
    impossible: true,
  },
  {
    id: "BR-24",
    official: "error",
    severity: "error",
    when: EN.line,
    breaks: (line) => !exists(LINE_NET(line)),
    path: "lines[i]",
    message: says("بند بلا مبلغ صاف", "a line has no net amount"),
    fix: says("اكتب صافي البند بدون الضريبة", "write the line amount without VAT"),
    impossible: true,
  },
  {
    id: "BR-25",
    official: "warning",
    severity: "error",
    when: EN.line,
    breaks: (line) => !hasText(NAME(line)),
    path: "lines[i].name",
    message: says("بند بلا اسم صنف", "a line has no item name"),
    fix: says("اكتب اسم الصنف بالعربية", "give the item's name, in Arabic"),
    impossible: true,
  },
  {
    id: "BR-26",
    official: "error",
    severity: "error",
    when: EN.line,
    breaks: (line) => !exists(PRICE(line)),
    path: "lines[i].price",
    message: says("بند بلا سعر", "a line has no price"),
    fix: says("اكتب سعر الوحدة", "give the unit price"),
    impossible: true,
  },
  {
    id: "BR-CO-04",
    official: "error",
    severity: "error",
    when: EN.line,
    breaks: (line) => !exists(from(ITEM_CATEGORY(line).filter(hasVatScheme), ID)),
    path: "lines[i].vat",
    message: says("بند بلا فئة ضريبة القيمة المضافة", "a line has no VAT category"),
    fix: says("اذكر الفئة: S أو Z أو E أو O", "name the category: S, Z, E or O"),
    impossible: true,
  },
  {
    id: "BR-54",
    official: "error",
    severity: "error",
    when: EN.itemProperty,
    breaks: (property) => !(exists(PROPERTY_NAME(property)) && exists(PROPERTY_VALUE(property))),
    path: "lines[i]",
    message: says("خاصية صنف بلا اسم أو بلا قيمة", "an item property lacks its name or its value"),
    fix: says("اكتب اسم الخاصية وقيمتها معا", "give both the property's name and its value"),
    impossible: true,
  },
  {
    id: "BR-KSA-F-C-01",
    official: "warning",
    severity: "warning",
    when: EN.line,
    breaks: (line) => /^\p{Nd}+$/u.test(stringOf(NAME(line))),
    path: "lines[i].name",
    message: says("اسم الصنف أرقام فقط", "the item name consists of digits only"),
    fix: says("اكتب اسما يفهمه المشتري", "give a name the customer understands"),
    impossible: true,
  },
  {
    id: "BR-KSA-EN16931-11",
    official: "warning",
    severity: "error",
    when: KSA.line,
    breaks: (line) => {
      const written = decimalAt(LINE_NET(line));
      return written === undefined || !isSameWithinCent(written, lineNet(line));
    },
    path: "lines[i]",
    message: says(
      "صافي البند لا يساوي الكمية × السعر − الخصومات + الرسوم",
      "the line net amount is not quantity × price − discounts + charges",
    ),
    fix: says("صحح صافي البند؛ المسموح فرق هللة واحدة", "correct the line net amount; a difference of 0.01 is allowed"),
    impossible: true,
  },
  {
    id: "BR-KSA-51",
    official: "warning",
    severity: "error",
    when: KSA.lineVat,
    breaks: (total) => {
      const gross = amountAt(GROSS(total));
      const sum = amountAt(TAX_AMOUNT(total)) + amountAt(from(parentOf(total), LINE_NET));
      return !printsAlike(gross, cents(sum));
    },
    path: "lines[i]",
    message: says(
      "مبلغ البند شامل الضريبة لا يساوي الصافي + الضريبة",
      "the line amount with VAT is not net amount + VAT",
    ),
    fix: says("صحح مبلغ البند شامل الضريبة", "correct the line amount with VAT"),
    impossible: true,
  },
  {
    id: "BR-KSA-52",
    official: "error",
    severity: "error",
    when: KSA.transaction,
    breaks: (_, doc) => isStandard(doc) && !everyLineHasVat(doc),
    path: "lines",
    message: says("بند في فاتورة ضريبية بلا مبلغ ضريبة", "a line of a tax invoice has no VAT amount"),
    fix: says("اكتب ضريبة كل بند", "write the VAT amount of every line"),
    impossible: true,
  },
  {
    id: "BR-KSA-53",
    official: "error",
    severity: "error",
    when: KSA.transaction,
    breaks: (_, doc) => isStandard(doc) && !everyLineHasGross(doc),
    path: "lines",
    message: says("بند في فاتورة ضريبية بلا مبلغ شامل الضريبة", "a line of a tax invoice has no amount with VAT"),
    fix: says("اكتب مبلغ كل بند شاملا الضريبة", "write the amount with VAT of every line"),
    impossible: true,
  },
];

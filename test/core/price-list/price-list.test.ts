// A shop's price list: what a spreadsheet writes, and what is told of rows that cannot be sold.
import { describe, expect, test } from "vitest";
import { csvRows } from "../../../agent/core/price-list/csv.ts";
import { readPriceList } from "../../../agent/core/price-list/price-list.ts";

describe("csvRows()", () => {
  test("joins both languages of a name and of a group", () => {
    const csv = "name_ar,name_en,group_ar,group_en,price,vat\nقهوة,Coffee,مشروبات,Drinks,16.00,S\n";
    expect(csvRows(csv)).toEqual([
      { name: { ar: "قهوة", en: "Coffee" }, group: { ar: "مشروبات", en: "Drinks" }, price: "16.00", vat: "S" },
    ]);
  });

  test("reads what a spreadsheet of another country writes: mark, semicolons, CRLF, quotes, empty lines", () => {
    const csv = '\uFEFFname;price;vat\r\n"Tea; ""green""";4.50;S\r\n;;\r\n';
    expect(csvRows(csv)).toEqual([{ name: 'Tea; "green"', price: "4.50", vat: "S" }]);
  });

  test("makes a category with its exemption, and the standard rate where nothing is said", () => {
    const csv = "name,price,vat,exemption\nPanadol,9.75,Z,VATEX-SA-35\nTea,4.50,,\n";
    expect(csvRows(csv).map(({ vat }) => vat)).toEqual([{ category: "Z", exemption: "VATEX-SA-35" }, "S"]);
  });
});

describe("readPriceList()", () => {
  const tea = { name: "Tea", price: "4.50", vat: "S" };

  test("keeps the rows that can be sold as they stand", () => {
    expect(readPriceList([tea])).toEqual({ items: [tea], violations: [] });
  });

  test("leaves out a row that cannot, and names it", () => {
    const { items, violations } = readPriceList([tea, { ...tea, price: "4,50" }, { ...tea, colour: "green" }]);
    expect(items).toEqual([tea]);
    expect(violations.map(({ path, code }) => [path, code.split("/")[0]])).toEqual([
      ["item[2].price", "price-list"],
      ["item[3].colour", "price-list"],
    ]);
  });

  test("says that something else than a list is none", () => {
    expect(readPriceList({ tea }).violations).toMatchObject([{ code: "price-list/no-list" }]);
  });
});

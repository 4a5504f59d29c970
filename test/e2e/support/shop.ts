// A shop for the browser: simulated gateway, two virtual printers and the agent, each a process of its own, nothing done yet.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { writeConfig } from "../../../config/write.ts";
import { khatm, type Running, startKhatm } from "../../support/khatm.ts";
import { tamper } from "../../support/tamper.ts";
import { TEST_VAT, testAnswers } from "../../support/unit.ts";

export interface Shop extends AsyncDisposable {
  readonly url: string;
  readonly otp: string;
  /** The pictures a virtual printer has made so far: that of receipts, or the office's. */
  papers(printer?: "main" | "office"): readonly string[];
  /** Changes an amount of a document in the ledger's file, as nobody may. */
  touch(irn: string): void;
  /** Takes the gateway away, or brings it back. */
  gateway(state: "up" | "down"): Promise<void>;
}

/** As a shop keeps it in a spreadsheet. */
const PRICES = [
  "group_ar,group_en,name_ar,name_en,price,unit,vat,exemption,code,barcode",
  "قهوة,Coffee,فلات وايت,Flat white,16.00,,S,,FW,",
  "قهوة,Coffee,إسبريسو,Espresso,9.00,,S,,ES,",
  "قهوة,Coffee,قهوة سعودية,Saudi coffee,12.00,,S,,SC,",
  "قهوة,Coffee,كابتشينو,Cappuccino,15.00,,S,,CP,",
  "مخبوزات,Bakery,كرواسون بالجبنة,Cheese croissant,12.00,,S,,CR,",
  "مخبوزات,Bakery,كنافة نابلسية,Nabulsi kunafa,60.00,KGM,S,,KN,",
  "مخبوزات,Bakery,كعك بالتمر,Date cookies,38.00,KGM,S,,DC,",
  "مشروبات باردة,Cold drinks,عصير برتقال طازج,Fresh orange juice,14.00,,S,,OJ,",
  "مشروبات باردة,Cold drinks,ماء 330 مل,Water 330 ml,2.00,,S,,WA,6281001100011",
  "صيدلية,Pharmacy,بنادول 24 حبة,Panadol 24s,9.75,,Z,VATEX-SA-35,P24,6251159025555",
].join("\n");

/** Opens a shop whose agent runs and whose owner has not been there yet. */
export async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-e2e-"));
  const papersOf = (printer: string): string => join(folder, "papers", printer);
  const startPrinter = (name: string): Promise<Running> => {
    mkdirSync(papersOf(name), { recursive: true });
    return startKhatm(["simulate", "--printer", "--json", "--port", "0", "--out", papersOf(name)]);
  };
  const [gateway, main, office] = await Promise.all([
    startKhatm(["simulate", "--json", "--port", "0", "--vat", TEST_VAT]),
    startPrinter("main"),
    startPrinter("office"),
  ]);
  const agent = await startAgent(folder, gateway, { main, office });
  return {
    url: agent.ready["url"] ?? "",
    otp: gateway.ready["otp"] ?? "",
    papers: (printer = "main") => readdirSync(papersOf(printer)).filter((name) => name.endsWith(".png")),
    touch: (irn) => {
      const database = new Sqlite(join(folder, "state", "ledger.db"));
      const icv = database.prepare("SELECT icv FROM document WHERE irn = ?").pluck().get(irn);
      tamper(database, Number(icv), "56.30", "65.30");
      database.close();
    },
    gateway: async (state) => {
      await fetch(`${gateway.ready["admin"]}/switches`, {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ gateway: state }),
      });
    },
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]();
      await Promise.all([gateway, main, office].map((running) => running[Symbol.asyncDispose]()));
      rmSync(folder, { recursive: true });
    },
  };
}

type Printers = Readonly<Record<"main" | "office", Running>>;

async function startAgent(folder: string, gateway: Running, { main, office }: Printers): Promise<Running> {
  const answers = join(folder, "answers.toml");
  const config = join(folder, "khatm.toml");
  writeFileSync(join(folder, "prices.csv"), PRICES);
  writeFileSync(
    answers,
    writeConfig(
      testAnswers(gateway.ready["url"] ?? "", {
        unit: { functionalityMap: "1100" },
        seller: { name: { ar: "مذاق نجد للأغذية", en: "Najd Taste Foods" } },
        printer: at(main),
        printers: { office: at(office) },
        sales: { priceList: "prices.csv" },
      }),
    ),
  );
  const made = await khatm(["--config", config, "init", "--from", answers]);
  if (made.code !== 0) throw new Error(`khatm init ended with ${made.code}: ${made.notes}${made.out}`);
  return startKhatm(["--config", config, "run", "--json"]);
}

const at = (printer: Running) => ({ transport: "tcp", address: `127.0.0.1:${printer.ready["port"]}` });

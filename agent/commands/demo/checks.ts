// Every claim of the demonstration, checked: by the simulator's own record, by reading the printed dots, by the audit.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { qrTextOf } from "../../../simulator/printer/read-qr.ts";
import type { PresentedDocument } from "../../api/present.ts";
import { runChild } from "./child.ts";
import { type Claim, claim, sameList } from "./claims.ts";
import { DEMO_SALES } from "./sales.ts";
import { allDocuments, type Shop, type World } from "./steps.ts";
import type { DemoPlaces } from "./unit.ts";

/** A document as the simulator received it. */
interface Received {
  readonly uuid: string;
  /** Which of the six calls brought it. */
  readonly call: string;
  readonly isAccepted: boolean;
  /** Base64. */
  readonly xml: string;
}

type Issued = ReadonlyMap<string, PresentedDocument>;

export async function checkAll(
  places: DemoPlaces,
  world: World,
  shop: Shop,
  issued: Issued,
): Promise<readonly Claim[]> {
  const xml = await archive(places, shop);
  const documents = await allDocuments(shop);
  return [
    salesClaim(documents),
    await idempotence(shop, issued),
    chainClaim(documents),
    await gatewayClaim(world, xml),
    await auditClaim(places),
    await filesClaim(places, xml),
    await printedClaim(places, documents),
  ];
}

/** Writes every signed document to the output folder; answers its bytes by UUID. */
async function archive({ xml: folder }: DemoPlaces, shop: Shop): Promise<ReadonlyMap<string, Buffer>> {
  const archived = new Map<string, Buffer>();
  for (const { irn, uuid } of await allDocuments(shop)) {
    const bytes = await shop.xmlOf(irn);
    writeFileSync(join(folder, `${irn}.xml`), bytes);
    archived.set(uuid, bytes);
  }
  return archived;
}

function salesClaim(documents: readonly PresentedDocument[]): Claim {
  const kinds = ["invoice", "credit-note", "debit-note"].map(
    (kind) => `${documents.filter(({ type }) => type === kind).length} ${kind}`,
  );
  const holds =
    documents.length >= 20 && documents.length === DEMO_SALES.length && kinds.every((k) => !k.startsWith("0"));
  return claim("at least 20 sales of every simplified kind were issued", holds, kinds.join(", "));
}

/** A till that got no answer sends the same sale again: it must get the same document. */
async function idempotence({ till }: Shop, issued: Issued): Promise<Claim> {
  const [first] = DEMO_SALES;
  const again = await till<PresentedDocument>("POST", "/v1/invoices", { reference: first?.key, ...first?.sale({}) });
  const holds = again.status === 200 && again.body.uuid === issued.get(first?.key ?? "")?.uuid;
  return claim("a sale sent again gets the stored document, not a second one", holds, `answer ${again.status}`);
}

function chainClaim(documents: readonly PresentedDocument[]): Claim {
  const inOrder = [...documents].sort((a, b) => a.icv - b.icv);
  const hashes: readonly string[] = inOrder.map(({ invoiceHash }) => invoiceHash);
  const holds = inOrder.every(
    ({ icv, previousInvoiceHash }, i) => icv === i + 1 && (i === 0 || previousInvoiceHash === hashes[i - 1]),
  );
  return claim("counters run 1, 2, 3 … and each hash is the next document's PIH", holds, `ICV 1 to ${inOrder.length}`);
}

async function gatewayClaim({ admin }: World, xml: ReadonlyMap<string, Buffer>): Promise<Claim> {
  const { body } = await admin<readonly Received[]>("GET", "/documents");
  const accepted = body.filter(({ call, isAccepted }) => call === "reporting" && isAccepted);
  const ours = [...xml].map(([uuid, bytes]) => `${uuid} ${bytes.toString("base64")}`);
  const theirs = accepted.map((document) => `${document.uuid} ${document.xml}`);
  return sameList("the gateway accepted each document once, byte for byte", ours, theirs);
}

async function auditClaim({ config }: DemoPlaces): Promise<Claim> {
  const { code, out } = await runChild(["--config", config, "verify"]);
  return claim("khatm verify audits the whole chain", code === 0, out.split("\n")[0] ?? "");
}

async function filesClaim({ xml: folder }: DemoPlaces, xml: ReadonlyMap<string, Buffer>): Promise<Claim> {
  const { code, out } = await runChild(["verify", folder]);
  return claim(
    "khatm verify accepts every exported XML file",
    code === 0 && out.startsWith(`${xml.size} of ${xml.size} genuine`),
    out.split("\n")[0] ?? "",
  );
}

/** The QR codes of the pictures, read by a decoder that knows nothing of us, are those of the ledger. */
async function printedClaim({ receipts }: DemoPlaces, documents: readonly PresentedDocument[]): Promise<Claim> {
  const read: string[] = [];
  for (const file of readdirSync(receipts).filter((name) => name.endsWith(".png")))
    read.push((await qrTextOf(readFileSync(join(receipts, file)))) ?? `no QR code in ${file}`);
  return sameList(
    "every printed QR code reads back from its dots",
    documents.map(({ qr }) => qr),
    read,
  );
}

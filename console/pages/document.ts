// One document: its receipt, its QR code, where it stands, what the authority said, and what can be done with it.
import type { PresentedDocument } from "../../agent/api/present.ts";
import { documentPath, get, post } from "../api.ts";
import { type Child, fill, h, ltr } from "../dom.ts";
import { t, word } from "../language.ts";
import { listen } from "../live.ts";
import { printerChoice, receiptPicture, reprint } from "../paper.ts";
import { badge, busy, button, card, facts, money, notice, refusalNotice, when } from "../parts.ts";
import { may } from "../person.ts";
import { go, link, onLeave } from "../router.ts";
import { type Attempt, answersCard } from "./answers.ts";
import { creditPage } from "./credit.ts";
import { stateBadge } from "./document-row.ts";
import { qrFacts } from "./qr-facts.ts";

/** The page of one document, or of an act on it. */
export async function documentPage(irn: string, act: string | undefined): Promise<Child> {
  const answer = await get<PresentedDocument>(documentPath(irn));
  const back = h("a", { class: "back", href: link("documents") }, t("back-to-documents"));
  if (!answer.ok) return [back, refusalNotice(answer)];
  if (act === "credit" && may("sell")) return creditPage(answer.body);
  const root = h("div", { class: "document" });
  const printer = await printerChoice();
  const refresh = async (): Promise<void> => {
    const [document, attempts] = await Promise.all([
      get<PresentedDocument>(documentPath(irn)),
      get<{ attempts: readonly Attempt[] }>(documentPath(irn, "/attempts")),
    ]);
    if (document.ok) fill(root, drawing(document.body, attempts.ok ? attempts.body.attempts : [], printer));
  };
  onLeave(listen((event) => void ((event === "gateway" || event === "printed") && refresh())));
  await refresh();
  return [back, root];
}

type Printer = Awaited<ReturnType<typeof printerChoice>>;

const drawing = (document: PresentedDocument, attempts: readonly Attempt[], printer: Printer): Child => [
  h(
    "div",
    { class: "document-facts" },
    h("h1", {}, word("type", document.type), " ", ltr(document.irn)),
    h(
      "div",
      { class: "badges" },
      stateBadge(document.state),
      badge("plain", word("profile", document.profile)),
      badge("plain", word("printed", document.printed)),
    ),
    acts(document, printer),
    factsCard(document),
    answersCard(document, attempts),
    card(
      t("qr"),
      h("img", { class: "qr", alt: t("qr"), src: documentPath(document.irn, "/qr.svg"), width: 160, height: 160 }),
      qrFacts(document.qr),
    ),
  ),
  receiptPicture(document),
];

function acts(document: PresentedDocument, printer: Printer): HTMLElement {
  const { irn, type, state } = document;
  const said = h("div", { "aria-live": "polite" });
  const print = button(t("print-copy"), () => reprint(print, irn, said, printer?.input.value), { icon: "print" });
  const isCreditable =
    type !== "credit-note" && type !== "debit-note" && state !== "rejected" && state !== "awaiting-clearance";
  return h(
    "div",
    {},
    h(
      "div",
      { class: "acts" },
      may("print") && printer?.root,
      may("print") && print,
      may("sell") && isCreditable && button(t("make-credit"), () => go("documents", irn, "credit"), { icon: "undo" }),
      h("a", { class: "button", href: documentPath(irn, "/xml"), download: `${irn}.xml` }, t("download-xml")),
      state === "rejected" && may("correct") && correctButton(irn, said),
    ),
    said,
  );
}

function correctButton(irn: string, said: HTMLElement): HTMLElement {
  const correct = button(t("correct"), async () => {
    const answer = await busy(correct, () => post(documentPath(irn, "/correct"), { reviewed: true }));
    fill(said, answer.ok ? notice("good", t("corrected")) : refusalNotice(answer));
  });
  return correct;
}

const factsCard = ({ type, issuedAt, totals, icv, reference, invoiceHash, uuid }: PresentedDocument): HTMLElement =>
  card(
    t("facts"),
    facts([
      [t("issued-at"), when(issuedAt)],
      [t(type === "credit-note" ? "refunded" : "payable"), money(totals.payable, totals.currency)],
      [t("net"), money(totals.net, totals.currency)],
      [t("vat"), money(totals.vat, totals.currency)],
      [t("counter"), ltr(icv)],
      reference !== undefined && [t("reference"), ltr(reference, "code")],
    ]),
    h(
      "details",
      {},
      h("summary", {}, t("technical")),
      facts([
        ["UUID", ltr(uuid, "code")],
        [t("hash"), ltr(invoiceHash, "code")],
      ]),
    ),
  );

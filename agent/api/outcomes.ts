// What became of a sale, as the API says it (contract.md): one row per outcome.
import type { StoredDocument } from "../ports/ledger.ts";
import type { ClearOutcome, ConvertOutcome, IssueOutcome } from "../terminal.ts";
import { presentDocument, presentHeld } from "./present.ts";
import { problemResponse } from "./problem.ts";

const documentResponse = (document: StoredDocument, status: number): Response =>
  Response.json(presentDocument(document), { status });

/** 201 issued, 200 the same again, 202 awaiting clearance, 409, 422; of a standard sale when the gateway has spoken. */
export async function saleResponse(outcome: IssueOutcome): Promise<Response> {
  return clearResponse(outcome.kind === "clearing" ? await outcome.outcome : outcome);
}

/** The answer to a settled sale. */
export function clearResponse(outcome: ClearOutcome): Response {
  switch (outcome.kind) {
    case "issued":
      return documentResponse(outcome.document, 201);
    case "repeated":
      return documentResponse(outcome.document, 200);
    case "awaiting":
      return documentResponse(outcome.document, 202);
    case "held":
      return Response.json(presentHeld(outcome.sale), { status: 202 });
    case "conflict":
      return problemResponse("reference-reused", outcome.document && { irn: outcome.document.link.irn });
    case "refused":
      return problemResponse("refused", { violations: outcome.violations });
    case "rejected":
      return problemResponse("rejected", {
        violations: outcome.violations,
        document: presentDocument(outcome.document),
      });
  }
}

/** Both documents of a conversion, or what stopped it. */
export const convertResponse = (outcome: ConvertOutcome): Response =>
  outcome.kind === "converted"
    ? Response.json(
        { document: presentDocument(outcome.standard), credit: presentDocument(outcome.credit) },
        { status: 201 },
      )
    : clearResponse(outcome);

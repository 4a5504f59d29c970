// What the API answers about a shop: every address of the table that only reads, for every document.
import { createApp } from "../../agent/api/app.ts";
import { ROUTES } from "../../agent/api/routes.ts";
import type { StoredDocument } from "../../agent/ports/ledger.ts";
import type { Places } from "../support/secret-scan.ts";
import type { Shop } from "./shop.ts";

/** It never ends. */
const STREAM = "/v1/events";

/** Asks for all of it. */
export async function answersOf(shop: Shop): Promise<Places> {
  const ask = askerOf(shop);
  const documents = shop.documents();
  const patterns = ROUTES.filter(({ method, path }) => method === "GET" && path !== STREAM).map(({ path }) => path);
  const paths = new Set(patterns.flatMap((path) => documents.map((document) => filledIn(path, document))));
  return new Map(await Promise.all([...paths].map(async (path) => [`answer to ${path}`, await ask(path)] as const)));
}

const filledIn = (path: string, { link: { irn, uuid, issuedAt } }: StoredDocument): string =>
  path
    .replace("{irn}", irn)
    .replace("{uuid}", uuid)
    .replace("{date}", issuedAt.date)
    .replace(/\{\w+\}/, "1");

function askerOf(shop: Shop): (path: string) => Promise<Buffer> {
  const app = createApp({
    terminal: shop.terminal(),
    port: () => 0,
    onBug: (thrown) => {
      throw thrown;
    },
    onFault: () => undefined,
    stuck: () => undefined,
  });
  return async (path) => {
    const response = await app.request(`http://localhost${path}`, { method: "GET" }, { local: true });
    return Buffer.concat([Buffer.from(`${response.status}\n`), Buffer.from(await response.arrayBuffer())]);
  };
}

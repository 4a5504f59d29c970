// The credentials the simulator has issued, and the compliance steps passed with each.
import type { ProfileName } from "../profiles.ts";
import type { Store } from "./database.ts";

/** One credential: compliance (CCSID) or production (PCSID). */
export type Csid = {
  readonly token: string;
  readonly secret: string;
  readonly profile: ProfileName;
  readonly kind: "compliance" | "production";
  readonly requestId: string;
  readonly vat: string;
  /** The functionality map of the request: 1000, 0100 or 1100. */
  readonly invoiceTypes: string;
  /** Base64 DER. */
  readonly certificate: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly revoked: 0 | 1;
  /** The certificate request as it came, kept on a compliance credential for the production one to come. */
  readonly request: string | null;
};

const COLUMNS =
  "token, secret, profile, kind, requestId, vat, invoiceTypes, certificate, issuedAt, expiresAt, revoked, request";

/** Keeps a credential; the same token again is the sandbox's canned one and changes nothing. */
export const saveCsid = (store: Store, csid: Csid): void => {
  const values = COLUMNS.replaceAll(/\w+/g, "@$&");
  store.prepare(`INSERT OR IGNORE INTO csid (${COLUMNS}) VALUES (${values})`).run(csid);
};

/** The credential of a token. */
export const csidOfToken = (store: Store, token: string): Csid | undefined =>
  store.prepare<[string], Csid>("SELECT * FROM csid WHERE token = ?").get(token);

/** The VAT number a certificate (base64 DER) was issued for in an environment; undefined for strange or revoked ones. */
export const holderOf = (store: Store, profile: ProfileName, certificate: string): string | undefined =>
  store
    .prepare<[string, string], { vat: string }>(
      "SELECT vat FROM csid WHERE profile = ? AND certificate = ? AND revoked = 0",
    )
    .get(profile, certificate)?.vat;

/** Every credential, oldest first. */
export const listCsids = (store: Store): readonly Csid[] =>
  store.prepare<[], Csid>("SELECT * FROM csid ORDER BY issuedAt, rowid").all();

/** Revokes every credential of a request identifier; answers how many. */
export const revokeCsids = (store: Store, requestId: string): number =>
  store.prepare("UPDATE csid SET revoked = 1 WHERE requestId = ?").run(requestId).changes;

/** Revokes one credential by its token. */
export const revokeToken = (store: Store, token: string): void => {
  store.prepare("UPDATE csid SET revoked = 1 WHERE token = ?").run(token);
};

/** Marks a compliance step as passed with a credential (check D25). */
export const passStep = (store: Store, token: string, step: string): void => {
  store.prepare("INSERT OR IGNORE INTO step (token, step) VALUES (?, ?)").run(token, step);
};

/** The compliance steps passed with a credential. */
export const passedSteps = (store: Store, token: string): ReadonlySet<string> =>
  new Set(
    store
      .prepare<[string], { step: string }>("SELECT step FROM step WHERE token = ?")
      .all(token)
      .map(({ step }) => step),
  );

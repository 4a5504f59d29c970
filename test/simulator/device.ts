// A device for tests: calls the gateway over HTTP and stamps with the foreign stamper.
import { createHash, type KeyObject } from "node:crypto";
import type { Simulator } from "../../simulator/server.ts";
import { foreignInvoice, type InvoiceFields } from "../support/foreign-invoice.ts";
import { foreignStamp, type Stamped, type StampKey } from "../support/foreign-stamper.ts";
import { type CsrFields, csrBody, makeCsr, newKeyPair } from "./csr-maker.ts";

/** An answer read to its end. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
};

/** One call; `headers` replace the usual ones by name. */
export type CallOptions = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Calls a URL with the headers every call needs. */
export const call = async (url: string, { method = "POST", headers = {}, body }: CallOptions = {}): Promise<Reply> => {
  const response = await fetch(url, {
    method,
    headers: { "accept-version": "V2", "content-type": "application/json", ...headers },
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
};

/** A credential as an answer gave it. */
export type Credential = { readonly requestId: string; readonly token: string; readonly secret: string };

/** The header that sends a credential. */
export const basic = ({ token, secret }: Pick<Credential, "token" | "secret">) => ({
  authorization: `Basic ${Buffer.from(`${token}:${secret}`).toString("base64")}`,
});

/** The certificate inside a token, base64 DER. */
export const certificateIn = (token: string): string => Buffer.from(token, "base64").toString();

/** Reads a credential from an answer. */
export const credentialIn = (reply: Reply): Credential => {
  const field = (name: string): string => new RegExp(`"${name}":"?([^",}]+)`).exec(reply.text)?.[1] ?? "";
  return { requestId: field("requestID"), token: field("binarySecurityToken"), secret: field("secret") };
};

/** A device with its key and what it was issued. */
export type Device = {
  readonly vat: string;
  readonly privateKey: KeyObject;
  readonly compliance: Credential;
  readonly production: Credential;
};

/** The key and certificate of a credential, for stamping. */
export const stampKey = (device: Device, credential: Credential = device.production): StampKey => ({
  privateKey: device.privateKey,
  certificate: certificateIn(credential.token),
});

/** A body for the three document calls. */
export const documentBody = ({ xml, hash }: Pick<Stamped, "xml" | "hash">) => ({
  invoiceHash: hash,
  uuid: /<cbc:UUID>([^<]*)<\/cbc:UUID>/.exec(xml.toString())?.[1] ?? "",
  invoice: xml.toString("base64"),
});

/** A stamped document of a device, issued at the given time (milliseconds, UTC). */
export const stampedBy = (
  device: Device,
  now: number,
  fields: Partial<InvoiceFields> = {},
  credential: Credential = device.production,
): Stamped => {
  const local = new Date(now + 3 * 3_600_000).toISOString();
  const unsigned = foreignInvoice({
    sellerVat: device.vat,
    issueDate: local.slice(0, 10),
    issueTime: local.slice(11, 19),
    ...fields,
  });
  return foreignStamp(unsigned, {
    key: stampKey(device, credential),
    signingTime: new Date(now).toISOString().slice(0, 19),
  });
};

/** Asks for a compliance certificate. */
export const requestCompliance = async (
  simulator: Simulator,
  fields: Partial<CsrFields> = {},
): Promise<Pick<Device, "vat" | "privateKey" | "compliance"> & { readonly reply: Reply }> => {
  const keys = newKeyPair();
  const vat = fields.vat ?? "311111111100003";
  const reply = await call(`${simulator.url}/compliance`, {
    headers: { otp: simulator.admin.otp(vat) },
    body: csrBody(await makeCsr({ ...fields, vat }, keys)),
  });
  return { vat, privateKey: keys.privateKey, compliance: credentialIn(reply), reply };
};

const KINDS = ["0100000", "0200000"] as const;
const TYPES = ["388", "381", "383"] as const;

const uuidOf = (seed: string): string =>
  createHash("sha256")
    .update(seed)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");

/** Sends the compliance documents a functionality map asks for; answers their replies. */
export const passCompliance = (
  simulator: Simulator,
  device: Pick<Device, "vat" | "privateKey" | "compliance">,
  invoiceTypes: string,
  now: number,
): Promise<readonly Reply[]> => {
  const full: Device = { ...device, production: device.compliance };
  const wanted = KINDS.filter((_, index) => invoiceTypes[index] === "1");
  const documents = wanted.flatMap((subtype) => TYPES.map((typeCode) => ({ subtype, typeCode })));
  return Promise.all(
    documents.map((fields, index) =>
      call(`${simulator.url}/compliance/invoices`, {
        headers: basic(device.compliance),
        body: documentBody(
          stampedBy(full, now, { ...fields, irn: `C-${index}`, uuid: uuidOf(`c${index}`) }, device.compliance),
        ),
      }),
    ),
  );
};

/** The whole way of a fresh device: password, request, compliance documents, production certificate. */
export const onboard = async (simulator: Simulator, now: number, fields: Partial<CsrFields> = {}): Promise<Device> => {
  const { reply: _, ...device } = await requestCompliance(simulator, fields);
  await passCompliance(simulator, device, fields.invoiceTypes ?? "0100", now);
  const reply = await call(`${simulator.url}/production/csids`, {
    headers: basic(device.compliance),
    body: { compliance_request_id: device.compliance.requestId },
  });
  return { ...device, production: credentialIn(reply) };
};

/** Sends one document to reporting or clearance. */
export const send = (
  simulator: Simulator,
  device: Device,
  route: "reporting" | "clearance",
  document: Pick<Stamped, "xml" | "hash">,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Reply> =>
  call(`${simulator.url}/invoices/${route}/single`, {
    headers: { ...basic(device.production), "clearance-status": route === "clearance" ? "1" : "0" },
    body: { ...documentBody(document), ...change },
  });

type Message = { readonly code: string; readonly category: string; readonly message: string; readonly type: string };

/** The messages of one severity in an answer. */
export const messagesIn = (reply: Reply, list: "errorMessages" | "warningMessages" | "infoMessages"): Message[] => {
  const body: { validationResults?: Record<string, Message[]> } = JSON.parse(reply.text);
  return body.validationResults?.[list] ?? [];
};

/** Their codes. */
export const codesIn = (reply: Reply, list: "errorMessages" | "warningMessages" = "errorMessages"): string[] =>
  messagesIn(reply, list).map(({ code }) => code);

/** Asks for a compliance certificate with a usual request and a given password. */
export const csrReply = async (url: string, otp: string): Promise<Reply> =>
  call(`${url}/compliance`, { headers: { otp }, body: csrBody(await makeCsr()) });

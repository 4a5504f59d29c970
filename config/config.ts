// The configuration as the program uses it: sections joined, paths absolute, what contradicts itself refused.
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { Bilingual } from "../agent/core/bilingual.ts";
import { parseIrn } from "../agent/core/ids.ts";
import { parseSeller, type Seller } from "../agent/core/invoice/party.ts";
import type { Environment } from "../agent/core/onboarding/environment.ts";
import { gatewayUrl } from "../agent/core/onboarding/gateway-url.ts";
import { type RequestFields, requestViolations } from "../agent/core/onboarding/request-fields.ts";
import type { OutboxSettings } from "../agent/core/reporting/outbox-settings.ts";
import { err, ok, type Result } from "../agent/core/result.ts";
import { asBilingual } from "../agent/core/text.ts";
import type { Violation } from "../agent/core/violation.ts";
import { type ApiConfig, apiConfig, isClosedOrNamed } from "./api-doors.ts";
import { placesOf, type Surroundings } from "./places.ts";
import type { Values } from "./schema.ts";

export interface Config {
  /** What the certificate says of the unit, and where it lives. */
  readonly unit: { readonly environment: Environment; readonly request: RequestFields };
  readonly seller: Seller;
  readonly state: {
    readonly folder: string;
    readonly secondCopy: string | undefined;
    readonly backups: string | undefined;
  };
  readonly clock: Values["clock"];
  readonly key: Values["key"];
  readonly api: ApiConfig;
  readonly gateway: {
    readonly url: string;
    readonly language: "ar" | "en";
    readonly timeouts: Readonly<Record<"connectMs" | "answerMs" | "bodyMs" | "totalMs", number>>;
  };
  readonly outbox: OutboxSettings;
  /** Present where a middleware keeps the key. */
  readonly stackcue: { readonly url: string; readonly tokenFile: string; readonly email: string } | undefined;
  readonly printer: Values["printer"];
  /** The other printers by name. */
  readonly printers: Values["printers"];
  readonly receipt: Omit<Values["receipt"], "header" | "footer"> & {
    readonly header: readonly Bilingual[];
    readonly footer: readonly Bilingual[];
  };
  readonly numbering: Values["numbering"];
  readonly sales: Values["sales"];
}

/** Joins the values of the table into a configuration. Errors: every contradiction. */
export function configOf(values: Values, surroundings: Surroundings): Result<Config, readonly Violation[]> {
  const from = (path: string): string => resolve(dirname(surroundings.file), path);
  const { folder, socket } = placesOf({ folder: values.state.folder, socket: values.api.socket }, surroundings);
  const secondCopy = values.state.secondCopy === undefined ? undefined : from(values.state.secondCopy);
  const backups = values.state.backups === undefined ? undefined : from(values.state.backups);
  const key = { ...values.key, path: from(values.key.path) };
  const seller = parseSeller(sellerValue(values));
  const url = gatewayUrl(values.unit.environment, values.gateway.url);
  const request = requestOf(values);
  const violations = [
    ...(seller.ok ? [] : seller.error),
    ...requestViolations(request).filter(({ path }) => seller.ok || path !== "seller.vat"),
    ...(url.ok ? [] : [url.error]),
    ...CONTRADICTIONS.filter(({ holds }) => holds({ ...values, key }, { folder, socket })).map(({ tell }) => tell),
  ];
  if (!seller.ok || !url.ok || violations.length > 0) return err(violations);
  return ok({
    unit: { environment: values.unit.environment, request },
    seller: seller.value,
    state: { folder, secondCopy, backups },
    clock: values.unit.environment === "local" ? { unverified: "trust" } : values.clock,
    key,
    api: apiConfig(values.api, { socket, folder, from }),
    gateway: {
      url: url.value,
      language: values.gateway.language,
      timeouts: timeoutsOf(values),
    },
    outbox: values.outbox,
    stackcue: stackcueOf(values, from),
    printer: values.printer,
    printers: values.printers,
    receipt: receiptOf(values, from),
    numbering: values.numbering,
    sales: {
      ...values.sales,
      priceList: values.sales.priceList === undefined ? undefined : from(values.sales.priceList),
    },
  });
}

const sellerValue = (values: Values): object => ({
  ...values.seller,
  id: values["seller.id"],
  address: values["seller.address"],
});

function requestOf({ unit, seller }: Values): RequestFields {
  const { environment: _, organization, ...fields } = unit;
  const name = typeof seller.name === "string" ? seller.name : seller.name.ar;
  return { ...fields, organization: organization ?? name, vat: seller.vat };
}

const timeoutsOf = ({ gateway }: Values): Config["gateway"]["timeouts"] => {
  const { connectSeconds, answerSeconds, bodySeconds } = gateway;
  const totalSeconds = connectSeconds + answerSeconds + bodySeconds;
  return {
    connectMs: connectSeconds * 1000,
    answerMs: answerSeconds * 1000,
    bodyMs: bodySeconds * 1000,
    totalMs: totalSeconds * 1000,
  };
};

function stackcueOf({ stackcue }: Values, from: (path: string) => string): Config["stackcue"] {
  const { url, tokenFile, email } = stackcue;
  if (url === undefined || tokenFile === undefined || email === undefined) return undefined;
  return { url: url.replace(/\/$/, ""), tokenFile: from(tokenFile), email };
}

/** TLS everywhere but on this very machine. */
const isSafeUrl = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && /^(127\.|localhost$|\[::1\]$)/.test(url.hostname));
};

function receiptOf({ receipt }: Values, from: (path: string) => string): Config["receipt"] {
  const lines = (texts: readonly (string | Bilingual)[]): readonly Bilingual[] =>
    texts.map((line) => (typeof line === "string" ? asBilingual(line) : line));
  const path = (given: string | undefined): string | undefined => (given === undefined ? undefined : from(given));
  return {
    ...receipt,
    header: lines(receipt.header),
    footer: lines(receipt.footer),
    logo: path(receipt.logo),
    template: path(receipt.template),
  };
}

interface Contradiction {
  readonly holds: (values: Values, places: { readonly folder: string; readonly socket: string }) => boolean;
  readonly tell: Violation;
}

/** Longest path of a Unix socket (`sockaddr_un`), the closing zero left out. */
const SOCKET_BYTES = 107;

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === "" || !(way.startsWith("..") || isAbsolute(way));
};

const printersOf = ({ printer, printers }: Values): readonly Values["printer"][] => [
  printer,
  ...Object.values(printers),
];

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    holds: ({ api }) => !isClosedOrNamed(api),
    tell: {
      code: "config/lan",
      severity: "error",
      path: "api.lanHost",
      message: {
        ar: "باب الشبكة يحتاج إلى أسمائه، وإلى الشهادة ومفتاحها معًا أو تركهما معًا.",
        en: "The door to the network needs its names, and a certificate with its key or neither.",
      },
      fix: {
        ar: 'اضبط api.lanNames مثل ["192.168.1.20"]، و api.certificate مع api.certificateKey.',
        en: 'Set api.lanNames, as in ["192.168.1.20"], and api.certificate together with api.certificateKey.',
      },
    },
  },
  {
    holds: ({ stackcue: { url, tokenFile, email } }) =>
      url !== undefined && (tokenFile === undefined || email === undefined || !isSafeUrl(url)),
    tell: {
      code: "config/stackcue",
      severity: "error",
      path: "stackcue.url",
      message: {
        ar: "يحتاج الوسيط إلى عنوان https وملف رمز وبريد.",
        en: "A middleware needs an https address, a token file and an e-mail address.",
      },
      fix: {
        ar: "اضبط stackcue.url و stackcue.tokenFile و stackcue.email معًا.",
        en: "Set stackcue.url, stackcue.tokenFile and stackcue.email together.",
      },
    },
  },
  {
    holds: ({ key }, { folder }) =>
      (key.provider === "key-file" || key.provider === "passphrase") && isInside(key.path, folder),
    tell: {
      code: "config/key-beside-lock",
      severity: "error",
      path: "key.path",
      message: {
        ar: "ملف المفتاح داخل مجلد الحفظ: من ينسخ المجلد ينسخ المفتاح معه.",
        en: "The wrapping key lies inside the state folder: whoever copies the folder has the key to it.",
      },
      fix: { ar: "ضعه في مكان آخر، والأفضل وسيط آخر.", en: "Put it elsewhere, best on another medium." },
    },
  },
  {
    holds: (_, { socket }) => Buffer.byteLength(socket) > SOCKET_BYTES,
    tell: {
      code: "config/socket-path",
      severity: "error",
      path: "api.socket",
      message: {
        ar: `مسار المقبس أطول من ${SOCKET_BYTES} بايت.`,
        en: `The path of the Unix socket is longer than ${SOCKET_BYTES} bytes.`,
      },
      fix: {
        ar: "اكتب مسارًا أقصر، مثل /run/khatm/khatm.sock.",
        en: "Give a shorter one, such as /run/khatm/khatm.sock.",
      },
    },
  },
  {
    holds: (values) =>
      printersOf(values).some(({ transport, address }) => transport !== "none" && address === undefined),
    tell: {
      code: "config/printer-address",
      severity: "error",
      path: "printer.address",
      message: { ar: "هذه الوصلة تحتاج إلى عنوان الطابعة.", en: "This connection needs the printer's address." },
      fix: {
        ar: 'اكتب مثلًا "/dev/usb/lp0" أو "192.168.1.50:9100".',
        en: 'Write for instance "/dev/usb/lp0" or "192.168.1.50:9100".',
      },
    },
  },
  {
    holds: (values) =>
      printersOf(values).some(
        ({ transport, address }) =>
          transport === "tcp" && address !== undefined && !/^(?:[\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}$/.test(address),
      ),
    tell: {
      code: "config/printer-address",
      severity: "error",
      path: "printer.address",
      message: { ar: "عنوان طابعة الشبكة host:port.", en: "The address of a network printer is host:port." },
      fix: { ar: 'اكتب مثلًا "192.168.1.50:9100".', en: 'Write for instance "192.168.1.50:9100".' },
    },
  },
  {
    holds: ({ numbering }) => !makesNumbers(numbering.irn),
    tell: {
      code: "config/numbering",
      severity: "error",
      path: "numbering.irn",
      message: {
        ar: "نمط الترقيم لا يصنع أرقامًا صالحة: فيه {n} أو {n:6} مرة واحدة، وطوله 127 حرفًا على الأكثر.",
        en: "This pattern makes no document numbers: it has {n} or {n:6} once, and makes 127 characters at most.",
      },
      fix: { ar: 'اكتب مثلًا "T7-{n:6}".', en: 'Write for instance "T7-{n:6}".' },
    },
  },
];

const PLACE = /\{n(?::(\d{1,2}))?\}/g;
/** The highest serial number JavaScript counts to exactly has 16 digits. */
const MOST_DIGITS = 16;

function makesNumbers(pattern: string): boolean {
  const places = [...pattern.matchAll(PLACE)];
  const longest = pattern.replace(PLACE, (_, width?: string) => "9".repeat(Math.max(Number(width ?? 0), MOST_DIGITS)));
  return places.length === 1 && !/[{}]/.test(longest) && parseIrn(longest) !== undefined;
}

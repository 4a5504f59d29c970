// Certificate requests for tests, right by default and wrong on demand.
import "reflect-metadata";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { Extension, Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from "@peculiar/x509";
import { ALGORITHM, provider, wrapPair } from "../../simulator/fatoora/pki/crypto-provider.ts";

/** What a test may choose about a request. */
export type CsrFields = {
  readonly vat: string;
  readonly invoiceTypes: string;
  readonly commonName: string;
  readonly unit: string;
  readonly organisation: string;
  readonly country: string;
  readonly serial: string;
  readonly address: string;
  readonly category: string;
  readonly template: string;
  /** DER tag of the template's string. */
  readonly templateTag: number;
  /** Whole names in place of the fields above. */
  readonly subject: string;
  readonly alternativeNames: readonly { readonly type: "dn" | "dns"; readonly value: string }[];
  readonly withoutTemplate: boolean;
};

const DEFAULTS = {
  vat: "311111111100003",
  invoiceTypes: "0100",
  commonName: "TST-886431145-311111111100003",
  unit: "Riyadh Branch",
  organisation: "مقهى الاختبار",
  country: "SA",
  serial: "1-Khatm|2-Pi|3-0001",
  address: "RRRD2929",
  category: "Food",
  template: "PREZATCA-Code-Signing",
  templateTag: 0x0c,
  withoutTemplate: false,
};

type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** A new key pair on the curve of the stamp. */
export const newKeyPair = (): KeyPair => generateKeyPairSync("ec", { namedCurve: "secp256k1" });

const templateExtension = (text: string, tag: number): Extension => {
  const bytes = Buffer.from(text);
  return new Extension("1.3.6.1.4.1.311.20.2", false, Buffer.from([tag, bytes.length, ...bytes]));
};

const escaped = (text: string): string => text.replace(/[,+"\\<>;]/g, "\\$&");

/** The PEM text of a request, signed by its own key. */
export const makeCsr = async (chosen: Partial<CsrFields> = {}, keys: KeyPair = newKeyPair()): Promise<string> => {
  const f = { ...DEFAULTS, ...chosen };
  const subject =
    chosen.subject ??
    `C=${f.country}, OU=${escaped(f.unit)}, O=${escaped(f.organisation)}, CN=${escaped(f.commonName)}`;
  const alternative =
    `SN=${escaped(f.serial)}, 0.9.2342.19200300.100.1.1=${f.vat}, T=${f.invoiceTypes}, ` +
    `2.5.4.26=${escaped(f.address)}, 2.5.4.15=${escaped(f.category)}`;
  const names = chosen.alternativeNames ?? [{ type: "dn" as const, value: alternative }];
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: subject,
      keys: wrapPair(keys),
      signingAlgorithm: ALGORITHM,
      extensions: [
        ...(f.withoutTemplate ? [] : [templateExtension(f.template, f.templateTag)]),
        new SubjectAlternativeNameExtension([...names]),
      ],
    },
    provider,
  );
  return `${request.toString("pem")}\n`;
};

/** A request as the body of a call carries it. */
export const csrBody = (pem: string): { readonly csr: string } => ({ csr: Buffer.from(pem).toString("base64") });

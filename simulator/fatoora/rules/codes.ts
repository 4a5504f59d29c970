// The code lists the rules refer to.

const list = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Currencies, ISO 4217. */
export const CURRENCIES = list(
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF " +
    "CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP " +
    "GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT " +
    "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD " +
    "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SVC SYP " +
    "SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UZS VEF VND VUV WST XAF XAG XAU XBA XBB XBC " +
    "XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWL",
);

/** Document types the European standard knows, UNTDID 1001. */
export const DOCUMENT_TYPES = list(
  "80 82 84 130 202 203 204 211 295 325 326 380 381 383 384 385 386 387 388 389 390 393 394 395 456 457 527 575 623 " +
    "633 751 780 935",
);

/** Document types the Kingdom uses. */
export const KSA_DOCUMENT_TYPES = list("388 383 381 386");

/** VAT categories of the European standard, UNCL 5305. */
export const EN_CATEGORIES = list("AE L M E S Z G O K B");

/** VAT categories of the Kingdom. */
export const KSA_CATEGORIES = list("S Z E O");

/** Kinds of identification a seller may show. */
export const SELLER_SCHEMES = list("CRN MOM MLS SAG OTH 700");

/** Kinds of identification a buyer may show. */
export const BUYER_SCHEMES = list("TIN NAT IQA PAS CRN MOM MLS 700 SAG GCC OTH");

/** Kinds of embedded files. */
export const MIME_CODES = list(
  "text/csv text/plain application/pdf image/png image/jpeg image/tiff application/acad application/dwg drawing/dwg " +
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.oasis.opendocument.spreadsheet",
);

/** Means of payment, UNTDID 4461. */
export const PAYMENT_MEANS: ReadonlySet<string> = new Set([
  ...Array.from({ length: 68 }, (_, index) => String(index + 1)),
  ...list("70 74 75 76 77 78 91 92 93 94 95 96 97 ZZZ"),
]);

/** Reasons for an exemption, by VAT category. */
export const EXEMPTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  Z: list(
    "VATEX-SA-32 VATEX-SA-33 VATEX-SA-34-1 VATEX-SA-34-2 VATEX-SA-34-3 VATEX-SA-34-4 VATEX-SA-34-5 VATEX-SA-35 " +
      "VATEX-SA-36 VATEX-SA-EDU VATEX-SA-HEA VATEX-SA-MLTRY VATEX-SA-DIPLOMAT VATEX-SA-DUTYFREE " +
      "VATEX-SA-ROYALDECREE VATEX-SA-32(bis)",
  ),
  E: list("VATEX-SA-29 VATEX-SA-29-7 VATEX-SA-30"),
  O: list("VATEX-SA-OOS"),
};

/** Reasons of charges, UNTDID 7161. */
export const CHARGE_REASONS = list(
  "AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT ABU ACF ACG ACH " +
    "ACI ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH " +
    "AEI AEJ AEK AEL AEM AEN AEO AEP AES AET AEU AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM " +
    "CAN CAO CAP CAQ CAR CAS CAT CAU CAV CAW CD CG CS CT DAB DAD DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH " +
    "IAA AB ID IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL RAB RAC RAD RAF RE RF RH RV SA SAA SAD " +
    "SAE SAI SG SH SM SU TAB AC TT TV V1 V2 WH XAA YY ZZZ",
);

/** Countries, ISO 3166-1. */
export const COUNTRIES = list(
  "1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY " +
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK " +
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR " +
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK " +
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF " +
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW",
);

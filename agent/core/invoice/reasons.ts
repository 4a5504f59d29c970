// Codes and words that explain a document: why a note is issued, what a charge is for, how it is paid.
import type { Bilingual } from "../bilingual.ts";
import type { PaymentMeans } from "./draft.ts";

/** The five legal reasons for a credit or debit note (KSA-10), by key; a till may also send words of its own. */
export const NOTE_REASONS: Readonly<Record<string, Bilingual>> = {
  cancelled: { ar: "إلغاء التوريد أو وقفه كليًا أو جزئيًا", en: "Supply cancelled or suspended, wholly or in part" },
  "supply-changed": {
    ar: "تغيير جوهري في التوريد يغيّر الضريبة المستحقة",
    en: "Essential change of the supply that changes the VAT due",
  },
  "value-changed": { ar: "تعديل قيمة التوريد المتفق عليها", en: "Change of the agreed value of the supply" },
  returned: { ar: "إرجاع السلع أو الخدمات", en: "Goods or services returned" },
  "party-details-changed": {
    ar: "تعديل بيانات البائع أو المشتري",
    en: "Change of the seller's or the buyer's details",
  },
};

/** The most characters the reason of a discount or charge has (BR-KSA-F-06-C33 to C36). */
export const LONGEST_REASON = 1000;

/** UNTDID 4461. */
export const MEANS_CODES: Readonly<Record<PaymentMeans, string>> = {
  cash: "10",
  card: "48",
  transfer: "30",
  account: "42",
  voucher: "1",
  wallet: "1",
  points: "1",
};

/** UNTDID 7161, as BR-KSA-CL-06 lists it. */
export const CHARGE_CODES: ReadonlySet<string> = new Set(
  (
    "AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT ABU ACF ACG ACH ACI " +
    "ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH AEI AEJ " +
    "AEK AEL AEM AEN AEO AEP AES AET AEU AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAP " +
    "CAQ CAR CAS CAT CAU CAV CAW CD CG CS CT DAB DAD DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH IAA AB ID IF IR IS " +
    "KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL RAB RAC RAD RAF RE RF RH RV SA SAA SAD SAE SAI SG SH SM SU TAB " +
    "AC TT TV V1 V2 WH XAA YY ZZZ"
  ).split(" "),
);

/** "Mutually defined": the code of a charge whose words say it all. */
export const OTHER_CHARGE = "ZZZ";

/** UNTDID 5189, the reasons of a discount. */
export const DISCOUNT_CODES: ReadonlySet<string> = new Set(
  "41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105".split(" "),
);

// Every key of khatm.toml: one row each. The example file, the loader and the questions of `khatm init` come from here.
import type { Bilingual } from "../agent/core/bilingual.ts";
import { PAPERS } from "../agent/core/receipt/paper.ts";
import { OUTBOX_DEFAULTS } from "../agent/core/reporting/outbox-settings.ts";
import { API_ROWS } from "./api-rows.ts";
import {
  choice,
  choiceOfNumbers,
  defaulted,
  flag,
  integer,
  listOf,
  optional,
  type Row,
  required,
  text,
  threeRising,
  words,
} from "./row.ts";
import { STATE_FOLDER } from "./usual-places.ts";

export const SCHEMA = {
  unit: {
    environment: required(choice(["production", "simulation", "sandbox", "local"]), {
      ar: "بيئة الهيئة: production للإنتاج، simulation للمحاكاة، sandbox للمطورين، local لمحاكٍ على هذا الجهاز",
      en: "the authority's environment: production, simulation, sandbox, or local for a simulator on this machine",
      example: "simulation",
    }),
    name: required(text(64), {
      ar: "اسم الجهاز في الشهادة (CN): فريد لكل جهاز",
      en: "the unit's name in the certificate (CN): unique to each unit",
      example: "TILL-7",
    }),
    organization: optional(text(64), {
      ar: "اسم المكلف في الشهادة (O)؛ إن تُرك فاسم البائع",
      en: "the taxpayer's name in the certificate (O); left out: the seller's name",
      example: "شركة مذاق نجد للأغذية",
    }),
    branch: required(text(64), {
      ar: "الفرع في الشهادة (OU)؛ في مجموعة ضريبية: الرقم المميز للعضو، عشرة أرقام",
      en: "the branch in the certificate (OU); in a VAT group: the member's ten-digit TIN",
      example: "فرع العليا",
    }),
    maker: defaulted(text(62), "Khatm", {
      ar: "صانع الجهاز، الجزء 1 من الرقم التسلسلي",
      en: "the unit's maker, part 1 of the serial number",
    }),
    model: defaulted(text(62), "RaspberryPi", {
      ar: "طراز الجهاز، الجزء 2 من الرقم التسلسلي",
      en: "the unit's model, part 2 of the serial number",
    }),
    serial: required(text(62), {
      ar: "رقم الجهاز، الجزء 3 من الرقم التسلسلي، مثل الرقم في /proc/cpuinfo",
      en: "the unit's own number, part 3 of the serial number, such as the one in /proc/cpuinfo",
      example: "10000000a1b2c3d4",
    }),
    functionalityMap: defaulted(choice(["0100", "1000", "1100"]), "0100", {
      ar: "ما يصدره الجهاز: 0100 فواتير مبسطة، 1000 فواتير ضريبية، 1100 كلتاهما",
      en: "what the unit issues: 0100 simplified documents, 1000 standard ones, 1100 both",
    }),
    address: required(text(128), {
      ar: "عنوان الفرع في الشهادة؛ الأفضل العنوان الوطني المختصر (ثمانية أحرف)",
      en: "the branch's address in the certificate; best the National Short Address (eight characters)",
      example: "RRRD2929",
    }),
    industry: required(text(128), {
      ar: "نشاط المنشأة في الشهادة",
      en: "the line of business in the certificate",
      example: "مطاعم",
    }),
  },
  seller: {
    name: required(words, {
      ar: "اسم البائع على الفاتورة وفي رمز QR: 127 بايت على الأكثر (الحرف العربي بايتان)",
      en: "the seller's name on the invoice and in the QR code: 127 bytes at most (an Arabic letter takes two)",
      example: { ar: "مذاق نجد للأغذية", en: "Najd Taste Foods" },
    }),
    vat: required(text(15), {
      ar: "الرقم الضريبي: 15 رقمًا يبدأ وينتهي بالرقم 3",
      en: "the VAT number: 15 digits, first and last a 3",
      example: "310175397400003",
    }),
  },
  "seller.id": {
    scheme: defaulted(choice(["CRN", "MOM", "MLS", "SAG", "OTH", "700"]), "CRN", {
      ar: "نوع المعرف الآخر: CRN سجل تجاري، 700 الرقم الموحد، MOM بلدية، MLS موارد بشرية، SAG استثمار، OTH غيرها",
      en: "the other id: CRN commercial registration, 700 number, MOM, MLS or SAG licence, OTH other",
    }),
    value: required(text(127), { ar: "رقم ذلك المعرف", en: "its number", example: "1010183482" }),
  },
  "seller.address": {
    street: required(words, { ar: "الشارع", en: "street", example: "طريق الملك فهد" }),
    building: required(text(4), { ar: "رقم المبنى، أربعة أرقام", en: "building number, four digits", example: "7391" }),
    additional: optional(words, { ar: "الرقم الإضافي أو الوحدة", en: "additional number or unit", example: "2834" }),
    district: required(words, { ar: "الحي", en: "district", example: "العليا" }),
    city: required(words, { ar: "المدينة", en: "city", example: "الرياض" }),
    postalCode: required(text(5), {
      ar: "الرمز البريدي، خمسة أرقام",
      en: "postal code, five digits",
      example: "12214",
    }),
  },
  state: {
    folder: defaulted(text(200), STATE_FOLDER, {
      ar: "مجلد السجل والمفتاح المختوم؛ المسار النسبي يُحسب من مجلد هذا الملف",
      en: "the folder of the ledger and the sealed key; a relative path starts at this file's folder",
    }),
    secondCopy: optional(text(200), {
      ar: "نسخة ثانية من كل مستند على وسيط آخر (ذاكرة USB): تكشف سجلًا أُعيد إلى حالة أقدم",
      en: "a second copy of every document on another medium (a USB stick): it tells when the ledger is an older one",
      example: "/media/khatm/second-copy.khatm",
    }),
    backups: optional(text(200), {
      ar: "مجلد النسخ الاحتياطية التي تُؤخذ من صفحة الجهاز، والأفضل على وسيط آخر؛ بدونه backups داخل state.folder",
      en: "the folder of backups made from the console, best on another medium; without it backups within state.folder",
      example: "/media/khatm/backups",
    }),
  },
  clock: {
    unverified: defaulted(choice(["refuse", "trust"]), "refuse", {
      ar: "وقت لا يؤكده خادم وقت ولا البوابة ولا ساعة ببطارية: refuse لا يصدر شيئًا، trust لجهاز ميداني تُضبط ساعته باليد (البيئة local تثق دائمًا)",
      en: "a time that no time server, gateway or battery clock confirms: refuse issues nothing; trust, for a field device whose clock is set by hand (the environment local always trusts)",
    }),
  },
  key: {
    provider: defaulted(choice(["key-file", "systemd-credential", "passphrase", "pi-otp"]), "key-file", {
      ar: "من أين يأتي المفتاح الذي يختم مفتاح التوقيع: ملف، أو اعتماد systemd، أو عبارة سر، أو مفتاح رقاقة Pi",
      en: "where the key that seals the signing key comes from: a file, a systemd credential, a passphrase, the Pi's own",
    }),
    path: defaulted(text(200), "/etc/khatm/wrapping.key", {
      ar: "ملف المفتاح (key-file) أو عبارة السر (passphrase)، خارج state.folder وبصلاحية 0600",
      en: "the file of the key (key-file) or the passphrase (passphrase), outside state.folder, mode 0600",
    }),
    descriptor: optional(integer(0, 1023), {
      ar: "رقم واصف ملف مفتوح تُقرأ منه عبارة السر بدل key.path",
      en: "an open file descriptor to read the passphrase from, instead of key.path",
      example: 3,
    }),
    command: defaulted(text(200), "rpi-otp-private-key", {
      ar: "أمر قراءة مفتاح الرقاقة (pi-otp)",
      en: "the command that reads the Pi's device key (pi-otp)",
    }),
  },
  api: API_ROWS,
  gateway: {
    url: optional(text(200), {
      ar: "عنوان المحاكي؛ في البيئة local وحدها، وعلى هذا الجهاز",
      en: "the simulator's address; in the environment local only, and on this machine",
      example: "http://127.0.0.1:7390/e-invoicing/simulation",
    }),
    language: defaulted(choice(["ar", "en"]), "en", {
      ar: "لغة رسائل الهيئة",
      en: "the language of the authority's messages",
    }),
    connectSeconds: defaulted(integer(1, 120), 15, {
      ar: "أطول انتظار للاتصال، بالثواني",
      en: "the longest wait for a connection, seconds",
    }),
    answerSeconds: defaulted(integer(1, 300), 75, {
      ar: "أطول انتظار لبدء الرد، بالثواني",
      en: "the longest wait for the answer to begin, seconds",
    }),
    bodySeconds: defaulted(integer(1, 300), 30, {
      ar: "أطول سكوت في أثناء الرد، بالثواني",
      en: "the longest silence within an answer, seconds",
    }),
  },
  outbox: {
    inFlight: defaulted(integer(1, 8), OUTBOX_DEFAULTS.inFlight, {
      ar: "كم مستندًا يُرسل إلى الهيئة في الوقت نفسه",
      en: "how many documents are on their way to the authority at the same time",
    }),
    alarmHours: defaulted(threeRising(1, 23), OUTBOX_DEFAULTS.alarmHours, {
      ar: "بعد كم ساعة دون إبلاغ يُنبَّه المشغّل: تنبيه، ثم خطر، ثم حرج؛ المهلة 24 ساعة",
      en: "hours without a report after which the operator hears of it: alarm, red, critical; the period is 24 hours",
    }),
    longestWaitSeconds: defaulted(integer(30, 3600), OUTBOX_DEFAULTS.longestWaitSeconds, {
      ar: "أطول انتظار بين محاولتين، بالثواني",
      en: "the longest wait between two attempts, seconds",
    }),
    emptyAnswers: defaulted(integer(0, 10), OUTBOX_DEFAULTS.emptyAnswers, {
      ar: "كم مرة يُعاد إرسال مستند رُدّ بالرمز 400 بلا سبب قبل أن يُحجز ويُعاد كل ساعة",
      en: "how often a document is sent again after an answer 400 that names no reason, before it is held and tried once an hour",
    }),
  },
  stackcue: {
    url: optional(text(200), {
      ar: "عنوان وسيط Stackcue؛ عندها يحفظ الوسيط المفتاح وتبيع الوحدة متصلة فقط",
      en: "the address of a Stackcue middleware: it then keeps the key, and the unit sells online only",
      example: "https://sandbox.stackcueprime.com",
    }),
    tokenFile: optional(text(200), {
      ar: "ملف رمز الدخول إلى الوسيط، بصلاحية 0600؛ لا يُكتب الرمز هنا",
      en: "the file with the middleware's token, mode 0600; the token itself is never written here",
      example: "/etc/khatm/stackcue.token",
    }),
    email: optional(text(100), {
      ar: "بريد المنشأة كما يطلبه الوسيط عند التسجيل",
      en: "the taxpayer's e-mail address, which the middleware asks for on registration",
      example: "accounts@example.com",
    }),
  },
  printer: {
    transport: defaulted(choice(["none", "usb-lp", "serial", "tcp", "file"]), "none", {
      ar: "وصلة الطابعة: usb-lp أو serial أو tcp، أو file لملف، أو none بلا طابعة",
      en: "how the printer is connected: usb-lp, serial, tcp, file (to a file), or none",
    }),
    address: optional(text(200), {
      ar: "عنوان الطابعة: اسم جهاز ثابت مثل /dev/khatm/usb-printer، أو host:port مع tcp، أو مسار مع file",
      en: "where it is: a device by a stable name such as /dev/khatm/usb-printer, host:port for tcp, a path for file",
      example: "/dev/khatm/usb-printer",
    }),
    profile: defaulted(text(40), "generic", {
      ar: "طراز الطابعة في drivers/escpos/profiles",
      en: "the printer's model in drivers/escpos/profiles",
    }),
    dots: defaulted(choiceOfNumbers(PAPERS), 576, {
      ar: "نقاط السطر: 576 أو 512 لورق 80 مم، و384 لورق 58 مم",
      en: "dots per row: 576 or 512 on 80 mm paper, 384 on 58 mm",
    }),
    baudRate: defaulted(choiceOfNumbers([9600, 19_200, 38_400, 57_600, 115_200]), 115_200, {
      ar: "سرعة المنفذ التسلسلي (serial)؛ أقل من 38400 بطيئة على الزبون",
      en: "speed of the serial line (serial); below 38400 the customer waits",
    }),
    flowControl: defaulted(choice(["profile", "rts-cts", "xon-xoff", "none"]), "profile", {
      ar: "ضبط تدفق المنفذ التسلسلي: كما في الطراز، أو rts-cts أو xon-xoff أو none كما في مفاتيح الطابعة",
      en: "flow control of the serial line: as the model has it, or rts-cts, xon-xoff, none, as the printer's switches say",
    }),
    drawer: defaulted(flag, false, {
      ar: "درج نقود موصول بهذه الطابعة: يُفتح بعد كل إيصال فيه نقد",
      en: "a cash drawer hangs on this printer: it opens after each receipt with cash",
    }),
    drawerPin: defaulted(choice(["profile", "pin2", "pin5"]), "profile", {
      ar: "طرف قابس الدرج: كما في الطراز، أو pin2 أو pin5",
      en: "the pin of the drawer's connector: as the model has it, or pin2, pin5",
    }),
  },
  receipt: {
    header: defaulted(listOf(words, 8), [] as readonly (string | Bilingual)[], {
      ar: "أسطر فوق اسم البائع",
      en: "lines above the seller's name",
    }),
    footer: defaulted(listOf(words, 8), [] as readonly (string | Bilingual)[], {
      ar: "أسطر في آخر الإيصال",
      en: "lines at the end of the receipt",
    }),
    logo: optional(text(200), {
      ar: "شعار المتجر، ملف PNG؛ المسار النسبي يُحسب من مجلد هذا الملف",
      en: "the shop's logo, a PNG file; a relative path starts at this file's folder",
      example: "logo.png",
    }),
    template: optional(text(200), {
      ar: "قالب الإيصال، ملف TOML: ترتيب الأجزاء وأحجام النصوص، انظر docs/receipts/template.md",
      en: "the receipt's template, a TOML file: order of the blocks and sizes of the texts, see docs/receipts/template.md",
      example: "receipt.toml",
    }),
    arabicNames: defaulted(choice(["warn", "refuse"]), "warn", {
      ar: "صنف بلا اسم عربي: warn للتنبيه، refuse للرفض (العربية إلزامية على الورق)",
      en: "an item without an Arabic name: warn, or refuse (Arabic is mandatory on the paper)",
    }),
  },
  numbering: {
    irn: defaulted(text(100), "INV-{n:6}", {
      ar: "رقم الفاتورة: {n} رقم متسلسل، {n:6} بستة أرقام؛ اجعله مختلفًا في كل جهاز للمكلف نفسه",
      en: "the document number: {n} counts, {n:6} in six digits; make it differ on each unit of one taxpayer",
    }),
  },
  sales: {
    strictVat: defaulted(flag, false, {
      ar: "ضريبة شاملة السعر بالتقريب من الصافي، لبوابة لا تقبل فرق هللة",
      en: "VAT of shelf prices rounded from the net, for a gateway that takes no difference of a halala",
    }),
    priceList: optional(text(200), {
      ar: "قائمة أسعار صفحة البيع، ملف TOML أو CSV؛ المسار النسبي يُحسب من مجلد هذا الملف، انظر docs/console/README.md",
      en: "the price list of the sale page, TOML or CSV; a relative path starts at this file's folder, see docs/console/README.md",
      example: "prices.csv",
    }),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Row<unknown>>>>>;

/** Sections that a shop adds under names of its own, and whose keys they take: `[printers.kitchen]` is another printer. */
export const NAMED = { printers: "printer" } as const satisfies Readonly<Record<string, keyof typeof SCHEMA>>;
export type NamedSection = keyof typeof NAMED;

type Schema = typeof SCHEMA;
export type Section = keyof Schema;
/** The values of the whole table, defaults filled in. */
export type Values = { readonly [S in Section]: SectionValues<S> } & {
  readonly [N in NamedSection]: Readonly<Record<string, SectionValues<(typeof NAMED)[N]>>>;
};

export type SectionValues<S extends Section> = {
  readonly [K in keyof Schema[S]]: Schema[S][K] extends Row<infer T> ? T : never;
};

// The keys of [api]: the doors by which tills, the shop's pages and commands come in.
import { choice, defaulted, integer, listOf, optional, text } from "./row.ts";

export const API_ROWS = {
  host: defaulted(choice(["127.0.0.1", "::1"]), "127.0.0.1", {
    ar: "عنوان الواجهة المحلية على هذا الجهاز",
    en: "the address of the local API on this machine",
  }),
  port: defaulted(integer(0, 65_535), 7391, {
    ar: "منفذ الواجهة؛ 0 لأي منفذ حر",
    en: "the API's port; 0 for any free one",
  }),
  socket: optional(text(100), {
    ar: "مقبس يونكس؛ إن تُرك فالملف khatm.sock في state.folder",
    en: "the Unix socket; left out: khatm.sock in state.folder",
    example: "/run/khatm/khatm.sock",
  }),
  socketGroup: optional(text(32), {
    ar: "المجموعة التي تستعمل المقبس مع مستخدم البرنامج",
    en: "the group that may use the socket beside the agent's own user",
    example: "khatm",
  }),
  lanHost: optional(text(45), {
    ar: "عنوان باب الشبكة (TLS برمز لكل جهاز)؛ إن تُرك فالباب مغلق",
    en: "the address of the door to the shop's network (TLS, a token per till); left out: it stays shut",
    example: "0.0.0.0",
  }),
  lanPort: defaulted(integer(0, 65_535), 7392, { ar: "منفذ باب الشبكة", en: "the port of that door" }),
  lanNames: defaulted(listOf(text(253), 20), [], {
    ar: "الأسماء والعناوين التي يناديه بها غيره على الشبكة",
    en: "the names and addresses by which others on the network call it",
  }),
  certificate: optional(text(200), {
    ar: "شهادة باب الشبكة (PEM)؛ إن تُركت صنع الجهاز شهادته",
    en: "the certificate of that door (PEM); left out: the device makes its own",
    example: "/etc/khatm/lan.crt",
  }),
  certificateKey: optional(text(200), {
    ar: "مفتاح تلك الشهادة (PEM)",
    en: "the key of that certificate (PEM)",
    example: "/etc/khatm/lan.key",
  }),
};

// The end of a unit. It cannot be taken back: the word is typed, and what follows is told.
import { post } from "../../api.ts";
import { type Child, fill, h, ltr } from "../../dom.ts";
import { t, word } from "../../language.ts";
import { busy, card, field, form, notice, refusalNotice } from "../../parts.ts";

const WORD = "decommission";

export function endPage(): Child {
  const typed = field(t("type-word"), { dir: "ltr", autocapitalize: "none" });
  const said = h("div", { "aria-live": "assertive" });
  const end = h("button", { class: "danger", type: "submit", disabled: true }, t("end-unit"));
  typed.input.addEventListener("input", () => {
    end.disabled = typed.input.value.trim() !== WORD;
  });
  const submit = async (): Promise<void> => {
    if (typed.input.value.trim() !== WORD) return;
    const answer = await busy(end, () => post<{ kind: string }>("/v1/decommission", { confirm: WORD }));
    if (!answer.ok) return void fill(said, refusalNotice(answer));
    const { kind } = answer.body;
    fill(said, notice(kind === "done" ? "good" : "warning", word("ended", kind)));
  };
  return card(
    "",
    notice("warning", h("strong", {}, t("end-warning")), h("p", {}, t("end-text"))),
    form(submit, h("p", {}, ltr(WORD, "code")), typed.root, end, said),
  );
}

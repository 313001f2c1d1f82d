import { isRefusal, type Session, signIn } from "@fchat/client";
import { strings } from "../strings";
import { announce } from "./announcer";
import { el, input } from "./dom";
import { languageChanges, languagePicker } from "./language";
import { isUserId } from "./userId";
import { errorText } from "./wording";

/** Asks who the user is until the service accepts one. */
export function signInView(host: HTMLElement, done: (session: Session) => void): void {
  const user = input("sign-in-user", strings.signInUser, { placeholder: strings.signInUserHint, required: "", "aria-describedby": "sign-in-error" });
  const name = input("sign-in-name", strings.signInName);
  const error = el("p", { class: "error", testid: "sign-in-error", attributes: { id: "sign-in-error" } });
  const submit = el("button", { class: "button primary", testid: "sign-in-submit", attributes: { type: "submit" } }, strings.signInSubmit);
  const form = el(
    "form",
    { class: "sign-in card", testid: "sign-in", attributes: { novalidate: "", "aria-label": strings.signInTitle } },
    el("h1", {}, strings.brand),
    el("p", { class: "hint" }, strings.signInHint),
    el("label", {}, strings.signInUser, user),
    el("label", {}, strings.signInName, name),
    error,
    submit,
    languagePicker(),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  host.replaceChildren(el("main", { class: "sign-in-page" }, form));
  user.focus();
  const off = languageChanges.on(() => {
    off();
    signInView(host, done);
  });

  function complain(text: string): void {
    error.textContent = text;
    announce({ say: text });
  }

  async function send(): Promise<void> {
    const id = user.value.trim();
    if (!isUserId(id)) return complain(strings.signInBadUser);
    submit.disabled = true;
    try {
      const display = name.value.trim();
      const session = await signIn(display ? { user: id, name: display } : { user: id });
      off();
      done(session);
    } catch (problem) {
      complain(isRefusal(problem, "unauthenticated") ? strings.signInRefused : errorText(problem));
    } finally {
      submit.disabled = false;
    }
  }
}

import { Emitter } from "@fchat/client";
import { bestLanguage, directionOf, language, languages, strings, use, type Language } from "../strings";
import { el } from "./dom";
import { prefer, preferred } from "./preferences";

/** The page speaks another language now: everything that shows words is to be built anew. */
export const languageChanges = new Emitter<Language>();

/** Speaks the language that the user has chosen, or else the best of those that the browser asks for. */
export function startLanguage(): void {
  speak(bestLanguage([preferred("language"), ...(navigator.languages ?? [navigator.language])]));
}

/** Changes the language at once and remembers the choice. */
export function changeLanguage(tag: Language): void {
  if (tag === language) return;
  prefer("language", tag);
  speak(tag);
  languageChanges.emit(tag);
}

function speak(tag: Language): void {
  use(tag);
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
  document.title = strings.brand;
}

/** The switch: every language by its own name, and readable in its own voice. */
export function languagePicker(): HTMLElement {
  const options = languages.map(({ tag, name }) => el("option", { attributes: { value: tag, lang: tag } }, name));
  const pick = el("select", { class: "input compact", testid: "language", attributes: { "aria-label": strings.language } }, ...options);
  pick.value = language;
  pick.addEventListener("change", () => changeLanguage(bestLanguage([pick.value])));
  return pick;
}

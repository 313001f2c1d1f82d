import { Emitter } from "@fchat/client";
import { bestLanguage, directionOf, language, languages, strings, use, type Language } from "../strings";
import { el } from "./dom";
import { attempt } from "./notices";
import { prefer, preferred } from "./preferences";

/** The page speaks another language now: everything that shows words is to be built anew. */
export const languageChanges = new Emitter<Language>();

/** Speaks the language that the user has chosen, or else the best of those that the browser asks for; English when it cannot be fetched. */
export async function startLanguage(): Promise<void> {
  const wished = bestLanguage([preferred("language"), ...(navigator.languages ?? [navigator.language])]);
  try {
    await speak(wished);
  } catch (error) {
    console.warn(`The page speaks English: its words in "${wished}" could not be fetched.`, error);
    await speak("en");
  }
}

/** Changes the language and remembers the choice. Rejects when it cannot be fetched: then the present one stays. */
export async function changeLanguage(tag: Language): Promise<void> {
  if (tag === language || !(await speak(tag))) return;
  prefer("language", tag);
  languageChanges.emit(tag);
}

async function speak(tag: Language): Promise<boolean> {
  if (!(await use(tag))) return false;
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
  document.title = strings.brand;
  return true;
}

/** The switch: every language by its own name, and readable in its own voice. */
export function languagePicker(): HTMLElement {
  const options = languages.map(({ tag, name }) => el("option", { attributes: { value: tag, lang: tag } }, name));
  const pick = el("select", { class: "input compact", testid: "language", attributes: { "aria-label": strings.language } }, ...options);
  pick.value = language;
  pick.addEventListener("change", () => void attempt(() => changeLanguage(bestLanguage([pick.value]))));
  return pick;
}

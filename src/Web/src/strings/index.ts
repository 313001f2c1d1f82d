import type { Strings } from "./en";
import { formatsOf, type Formats } from "./formats";

export type { Strings };

/** A language that the page speaks, by its BCP 47 tag. */
export type Language = "en" | "de";

/** Each is fetched by whoever speaks it, and by nobody else. */
const tables: Readonly<Record<Language, () => Promise<Strings>>> = {
  en: async () => (await import("./en")).en,
  de: async () => (await import("./de")).de,
};

/** Scripts that run from right to left: https://www.unicode.org/reports/tr35/#layout, by the languages that use them. */
const rightToLeft = /^(ar|fa|he|ur|yi|ps|sd|ug|dv)\b/;

/** Every language with its name in itself. */
export const languages: readonly { readonly tag: Language; readonly name: string }[] = [
  { tag: "en", name: "English" },
  { tag: "de", name: "Deutsch" },
];

/** What the page says to people, in the present language; there is none before the first {@link use}. A live binding: a view that is built anew has the new one. */
export let strings: Strings;
/** How the present language writes numbers, times and lists. */
export let formats: Formats = formatsOf("en");
/** The present language. */
export let language: Language = "en";

/** The wish for a language that came last. */
let wish = 0;

/** Speaks a language once its table is there. False: another was wished for meanwhile. Rejects when it cannot be fetched. */
export async function use(tag: Language): Promise<boolean> {
  const own = ++wish;
  const table = await tables[tag]();
  if (own !== wish) return false;
  language = tag;
  strings = table;
  formats = formatsOf(tag);
  return true;
}

/** The first of the wished languages that the page speaks, by its primary subtag; English otherwise. Pure. */
export function bestLanguage(wishes: readonly (string | null | undefined)[]): Language {
  const spoken = wishes.map((wish) => (wish ?? "").split("-")[0]?.toLowerCase());
  return (spoken.find((tag) => tag !== undefined && Object.hasOwn(tables, tag)) as Language | undefined) ?? "en";
}

export const directionOf = (tag: string): "ltr" | "rtl" => (rightToLeft.test(tag) ? "rtl" : "ltr");

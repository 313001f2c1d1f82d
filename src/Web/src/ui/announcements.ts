import { strings } from "../strings";

/** Something that happened, for those who do not see it. */
export type Announcement = { readonly say: string } | { readonly joined: string } | { readonly left: string };

/** One utterance for everything that happened within a moment: comings and goings are gathered, repetitions said once. Pure. */
export function gather(news: readonly Announcement[]): string {
  const joined = news.flatMap((n) => ("joined" in n ? [n.joined] : []));
  const left = news.flatMap((n) => ("left" in n ? [n.left] : []));
  const said = news.flatMap((n) => ("say" in n ? [n.say] : []));
  const parts = [
    ...(joined.length > 0 ? [strings.joinedThem([...new Set(joined)])] : []),
    ...(left.length > 0 ? [strings.leftThem([...new Set(left)])] : []),
    ...said,
  ];
  return [...new Set(parts.filter((part) => part !== "").map(asSentence))].join(" ");
}

/** A screen reader pauses at the end of a sentence only. */
const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

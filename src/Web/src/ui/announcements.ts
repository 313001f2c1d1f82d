import { strings } from "../strings";

/** Something that happened, for those who do not see it. */
export type Announcement = { readonly say: string } | { readonly joined: string } | { readonly left: string } | Passing;

/** How the call stands: of several within a moment only the last is still so. */
interface Passing {
  readonly phase: string;
}

/** One utterance for everything that happened within a moment: comings and goings are gathered, repetitions said once, what is past left out. Pure. */
export function gather(news: readonly Announcement[]): string {
  const joined = news.flatMap((n) => ("joined" in n ? [n.joined] : []));
  const left = news.flatMap((n) => ("left" in n ? [n.left] : []));
  const said = news.flatMap((n) => ("say" in n ? [n.say] : []));
  const phases = news.flatMap((n) => ("phase" in n ? [n.phase] : []));
  const parts = [
    ...(joined.length > 0 ? [strings.joinedThem([...new Set(joined)])] : []),
    ...(left.length > 0 ? [strings.leftThem([...new Set(left)])] : []),
    ...phases.slice(-1),
    ...said,
  ];
  return [...new Set(parts.filter((part) => part !== "").map(asSentence))].join(" ");
}

/** A screen reader pauses at the end of a sentence only. */
const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

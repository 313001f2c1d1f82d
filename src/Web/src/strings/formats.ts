/** Numbers, times and lists as a language writes them; the tables and the views use these and nothing of their own. */
export interface Formats {
  /** `1,234`. */
  number(n: number): string;
  /** A share from 0 to 1 as `2.5%`. */
  percent(share: number): string;
  /** `4:05`, `1:02:03`: for a clock that runs. */
  clock(milliseconds: number): string;
  /** `4 minutes, 5 seconds`: for a sentence. Whole seconds. */
  duration(milliseconds: number): string;
  /** Hours and minutes of a day. */
  time(when: Date): string;
  /** Day and time. */
  day(when: Date): string;
  /** `Ann, Bob and Carol`. */
  list(items: readonly string[]): string;
  /** The form that fits the count, with `#` as the number in it. */
  plural(count: number, forms: { readonly one: string; readonly other: string }): string;
}

/** The formats of one language, by its BCP 47 tag. */
export function formatsOf(tag: string): Formats {
  const plain = new Intl.NumberFormat(tag);
  const two = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2, useGrouping: false });
  const share = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
  const words = new Intl.ListFormat(tag, { type: "conjunction" });
  const measures = new Intl.ListFormat(tag, { type: "unit", style: "long" });
  const rules = new Intl.PluralRules(tag);
  const unit = (n: number, name: string): string => new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "long" }).format(n);
  return {
    number: (n) => plain.format(n),
    percent: (n) => share.format(n),
    clock(milliseconds) {
      const { hours, minutes, seconds } = partsOf(milliseconds);
      const tail = [hours > 0 ? two.format(minutes) : plain.format(minutes), two.format(seconds)];
      return [...(hours > 0 ? [plain.format(hours)] : []), ...tail].join(":");
    },
    duration(milliseconds) {
      const { hours, minutes, seconds } = partsOf(milliseconds);
      const parts = [[hours, "hour"], [minutes, "minute"], [seconds, "second"]] as const;
      const said = parts.filter(([n]) => n > 0).map(([n, name]) => unit(n, name));
      return said.length > 0 ? measures.format(said) : unit(0, "second");
    },
    time: (when) => time.format(when),
    day: (when) => day.format(when),
    list: (items) => words.format(items),
    plural: (count, forms) => forms[rules.select(count) === "one" ? "one" : "other"].replace("#", plain.format(count)),
  };
}

function partsOf(milliseconds: number): { hours: number; minutes: number; seconds: number } {
  const all = Math.max(0, Math.floor(milliseconds / 1_000));
  return { hours: Math.floor(all / 3_600), minutes: Math.floor(all / 60) % 60, seconds: all % 60 };
}

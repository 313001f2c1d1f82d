import type { CallEvent } from "../protocol/events";
import type { CallView, ParticipantView } from "../protocol/views";
import { applyEvent } from "./applyEvent";

/** While the rest of a large call's people is being read: a view names only the first of them. */
export interface RosterReading {
  /** Broadcast events since it began, at most {@link eventLimit}, the newest. */
  readonly since: readonly CallEvent[];
  /** Known from before a snapshot that does not name them: they are here until it is read that they are not. */
  readonly stale: ReadonlySet<string>;
}

interface Known {
  readonly view: CallView;
  readonly reading: RosterReading | null;
}

const eventLimit = 2048;

/** Nobody is missing. */
export function isWhole({ view, reading }: Known): boolean {
  return view.participants.length >= (view.participants_total ?? 0) && !reading?.stale.size;
}

/** With a new view of the call, which may name only some of its people; those known before are kept until they are read. */
export function withView(view: CallView, before: CallView): Known {
  if (isWhole({ view, reading: null })) return { view, reading: null };
  const named = new Set(view.participants.map((p) => p.user));
  const kept = before.participants.filter((p) => !named.has(p.user));
  return {
    view: { ...view, participants: [...view.participants, ...kept] },
    reading: { since: [], stale: new Set(kept.map((p) => p.user)) },
  };
}

export function withEvent(reading: RosterReading | null, event: CallEvent): RosterReading | null {
  return reading && event.event !== "webrtc_signal" ? { ...reading, since: [...reading.since, event].slice(-eventLimit) } : reading;
}

/**
 * With one more page of people. A page may be older or newer than the events that came while it was asked for, so all
 * of those are applied once more, in order: the last one decides. Pure.
 */
export function withPage(view: CallView, { since, stale }: RosterReading, page: readonly ParticipantView[]): Known {
  const read = new Map(page.map((p) => [p.user, p]));
  const known = new Set(view.participants.map((p) => p.user));
  const fresh = view.participants.map((p) => (stale.has(p.user) ? (read.get(p.user) ?? p) : p));
  const participants = [...fresh, ...page.filter((p) => !known.has(p.user))];
  return {
    view: since.reduce(applyEvent, { ...view, participants }),
    reading: { since, stale: new Set([...stale].filter((user) => !read.has(user))) },
  };
}

/** All pages are read: nobody else is there, whatever the first one had promised. */
export function afterReading(view: CallView, { stale }: RosterReading): Known {
  const participants = view.participants.filter((p) => !stale.has(p.user));
  return { view: { ...view, participants, participants_total: participants.length }, reading: null };
}

/** How many are in the call; before all of them are known, by what the service has said. `inCall`: of those known. */
export function headcount({ participants, participants_total }: CallView, inCall: number): number {
  return inCall + Math.max(0, (participants_total ?? 0) - participants.length);
}

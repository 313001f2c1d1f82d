import type { RoomView } from "../protocol/views";

interface Person {
  readonly user: string;
  readonly full_name?: string | null;
}

export type DisplayNames = ReadonlyMap<string, string>;

/** The names known after somebody was heard of. */
export function learnNames(names: DisplayNames, people: readonly Person[]): DisplayNames {
  const heard = people.flatMap(({ user, full_name }) => (full_name && names.get(user) !== full_name ? [[user, full_name] as const] : []));
  return heard.length === 0 ? names : new Map([...names, ...heard]);
}

/** A room learns a member's name only when they act in it; the list of who is online has it from their sign-in. */
export function withNames(room: RoomView, names: DisplayNames): RoomView {
  const isKnown = room.members.some((m) => !m.full_name && names.has(m.user));
  if (!isKnown) return room;
  return { ...room, members: room.members.map((m) => ({ ...m, full_name: m.full_name || (names.get(m.user) ?? null) })) };
}

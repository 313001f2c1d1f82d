import type { CallSnapshot, RoomView } from "@fchat/client";

/** A call learns a participant's name only when they come in; the room that it is in often knows it before. Pure. */
export function withNamesOf(room: RoomView | undefined, call: CallSnapshot): CallSnapshot {
  const names = new Map(room?.members.map(({ user, full_name }) => [user, full_name]));
  const named = <P extends { user: string; full_name?: string | null }>(people: readonly P[]): readonly P[] =>
    people.some(({ full_name }) => !full_name) ? people.map((p) => (p.full_name ? p : { ...p, full_name: names.get(p.user) ?? null })) : people;
  return { ...call, participants: named(call.participants), invitees: named(call.invitees) };
}

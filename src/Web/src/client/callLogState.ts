import type { CallSummary } from "../protocol/views";

/** What is known of one room's calls, newest first. */
export interface RoomCalls {
  readonly calls: readonly CallSummary[];
  /** How many there are in all. */
  readonly total: number;
}

export type CallLogState = ReadonlyMap<string, RoomCalls>;

/** A page of history over what is known already: a call that is told again has its later state. Pure. */
export function withPage(state: CallLogState, roomId: string, page: RoomCalls): CallLogState {
  const known = state.get(roomId)?.calls ?? [];
  const byId = new Map([...known, ...page.calls].map((call) => [call.call_session_id, call] as const));
  const calls = [...byId.values()].sort((a, b) => b.creation.localeCompare(a.creation));
  return new Map([...state, [roomId, { calls, total: Math.max(page.total, calls.length) }]]);
}

/** Calls of all rooms that rang for this user and were not answered, newest first. */
export function missedCalls(state: CallLogState, me: string): CallSummary[] {
  const all = [...state.values()].flatMap(({ calls }) => calls);
  return all.filter((call) => isMissed(call, me)).sort((a, b) => b.creation.localeCompare(a.creation));
}

function isMissed({ participants, initiated_by }: CallSummary, me: string): boolean {
  return initiated_by !== me && participants.some((p) => p.user === me && p.status === "Missed");
}

import type { CallState } from "../client/callState";
import { isInCall, type ParticipantStatus } from "../protocol/words";

/** How far the ring has come: nobody's device has it, one has, or how it ended. `away`: was in the call and is not. */
export type InviteeState = "calling" | "ringing" | "declined" | "busy" | "no_answer" | "away";

export interface InviteeSnapshot {
  readonly user: string;
  readonly full_name: string | null;
  readonly state: InviteeState;
}

const states: Partial<Record<ParticipantStatus, InviteeState>> = {
  Invited: "calling",
  Ringing: "ringing",
  Rejected: "declined",
  Missed: "no_answer",
  Left: "away",
  Removed: "away",
};

/** Everybody else who is not in the call now. `refusals`: reasons of those who declined, which the view does not keep. */
export function inviteesOf({ view, me }: CallState, refusals: ReadonlyMap<string, string>): InviteeSnapshot[] {
  const others = view.participants.filter((p) => p.user !== me && !isInCall(p.status));
  return others.map(({ user, full_name, status }) => {
    const state = states[status] ?? "calling";
    const busy = state === "declined" && refusals.get(user) === "busy";
    return { user, full_name: full_name ?? null, state: busy ? "busy" : state };
  });
}

import type { CallEvent, ParticipantChange } from "../protocol/events";
import { endedDeparture, flagsIn, type CallEffect, type CallState } from "./callState";

/** What an event that is being applied means for the surroundings. */
export function news(state: CallState, event: CallEvent): CallEffect[] {
  switch (event.event) {
    case "webrtc_signal":
      return [{ effect: "signal", signal: event.data }];
    case "call_participant_joined":
      return event.data.joined
        .filter((participant) => participant.user !== state.me)
        .map((participant) => ({ effect: "peer_joined", participant }));
    case "call_participant_left":
      return event.data.left.flatMap(({ user, reason }) => {
        if (user !== state.me) return [{ effect: "peer_left", user, reason } as const];
        return ownDeparture(state, reason);
      });
    case "call_rejected":
      return [{ effect: "peer_rejected", user: event.data.user, reason: event.data.reason }];
    case "call_participant_updated":
      return event.data.updated.filter((u) => u.user === state.me).flatMap(ownFlags);
    case "call_ended":
      return [{ effect: "departed", departure: endedDeparture(event.data) }];
    case "call_updated":
      return [];
  }
}

function ownFlags(news: ParticipantChange): CallEffect[] {
  const change = flagsIn(news);
  return Object.keys(change).length > 0 ? [{ effect: "own_flags", change }] : [];
}

function ownDeparture(state: CallState, reason: string): CallEffect[] {
  switch (reason) {
    case "removed":
    case "left":
    case "taken_over":
      return [{ effect: "departed", departure: { why: reason } }];
    case "connection_lost":
      // The service thought this page gone while it was not: it comes in again.
      return state.seat === "joined" ? [{ effect: "join" }] : [];
    default:
      return [];
  }
}

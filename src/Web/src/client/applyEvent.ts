import type { CallEvent, CallUpdated, ParticipantChange } from "../protocol/events";
import type { CallView, ParticipantView } from "../protocol/views";
import type { LeaveReason, ParticipantStatus } from "../protocol/words";

const statusAfter: Record<LeaveReason, ParticipantStatus | null> = {
  left: "Left",
  connection_lost: "Left",
  removed: "Removed",
  // The person goes on from another device and stays in the call for everybody else.
  taken_over: null,
};

/** Fields that are given and not null, which in an event means "unchanged". */
function given<T extends object>(change: T): Partial<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value != null)) as Partial<T>;
}

function patch(view: CallView, user: string, change: Partial<ParticipantView>): CallView {
  const participants = view.participants.map((p) => (p.user === user ? { ...p, ...change } : p));
  return { ...view, participants };
}

function put(view: CallView, participant: ParticipantView): CallView {
  const others = view.participants.filter((p) => p.user !== participant.user);
  const known = others.length < view.participants.length;
  return known
    ? { ...view, participants: view.participants.map((p) => (p.user === participant.user ? participant : p)) }
    : { ...view, participants: [...others, participant] };
}

function update(view: CallView, data: CallUpdated): CallView {
  const { call_session_id: _id, epoch: _epoch, seq: _seq, ...changes } = data;
  const next = { ...view, ...given(changes) };
  if (next.topology === "mesh") return withoutFeeds({ ...next, sfu: null, active_speakers: null });
  return view.sfu && next.sfu?.generation !== view.sfu.generation ? withoutFeeds(next) : next;
}

/** With the media server, or its generation, all that was published there is gone. */
function withoutFeeds(view: CallView): CallView {
  if (!view.participants.some((p) => p.feed)) return view;
  return { ...view, participants: view.participants.map((p) => (p.feed ? { ...p, feed: 0 } : p)) };
}

function change(view: CallView, { user, ...flags }: ParticipantChange): CallView {
  return patch(view, user, given(flags) as Partial<ParticipantView>);
}

/** The view after one broadcast event. Signals change nothing in it. */
export function applyEvent(view: CallView, event: CallEvent): CallView {
  switch (event.event) {
    case "call_participant_joined":
      return event.data.joined.reduce(put, view);
    case "call_participant_left":
      return event.data.left.reduce((v, { user, reason }) => {
        const status = statusAfter[reason];
        return status ? patch(v, user, { status }) : v;
      }, view);
    case "call_rejected":
      return patch(view, event.data.user, { status: "Rejected" });
    case "call_updated":
      return update(view, event.data);
    case "call_participant_updated":
      return event.data.updated.reduce(change, view);
    case "call_ended": {
      const { end_reason, total_duration, call_status } = event.data;
      return { ...view, end_reason, total_duration, call_status };
    }
    case "webrtc_signal":
      return view;
  }
}

/** The enumerations of the wire protocol, spelled as they travel. */

export type CallType = "Audio" | "Video";

/** `Initiated` until a device has the ring, `Ringing` until two have joined; the last five are final. */
export type CallStatus =
  | "Initiated"
  | "Ringing"
  | "Connected"
  | "Ended"
  | "Rejected"
  | "Missed"
  | "Cancelled"
  | "Failed";

export type EndReason =
  | "completed"
  | "rejected"
  | "no_answer"
  | "cancelled"
  | "host_ended"
  | "connection_lost"
  | "max_duration"
  | "operator";

export type ParticipantStatus =
  | "Invited"
  | "Ringing"
  | "Joined"
  | "Reconnecting"
  | "Left"
  | "Rejected"
  | "Missed"
  | "Removed";

export type ParticipantRole = "host" | "participant";

export type Topology = "mesh" | "sfu";

/** Whether somebody may send sound and pictures, or only hears and sees. */
export type MediaRole = "publisher" | "listener";

/** Which of a camera's pictures the media server sends: none, or one of three sizes. */
export type VideoLayer = "off" | "low" | "medium" | "high";

export type SignalType = "offer" | "answer" | "ice_candidate" | "ice_restart" | "custom";

export type RejectReason = "declined" | "busy";

export type LeaveReason = "left" | "removed" | "connection_lost" | "taken_over";

export type RingStopReason = "answered_elsewhere" | "rejected_elsewhere" | "cancelled" | "missed";

export type RoomType = "Group" | "Direct";

export type RoomRole = "owner" | "member";

/** What a user may choose; others see `Invisible` as `Offline`. */
export type ChosenStatus = "Online" | "Away" | "Busy" | "Invisible";

export type ChatStatus = "Online" | "Away" | "Busy" | "Offline";

const finalStatuses: ReadonlySet<CallStatus> = new Set(["Ended", "Rejected", "Missed", "Cancelled", "Failed"]);

/** A call in one of these statuses never changes again. */
export function isFinal(status: CallStatus): boolean {
  return finalStatuses.has(status);
}

/** Joined, or joined with a lost connection: still in the call for everybody else. */
export function isInCall(status: ParticipantStatus): boolean {
  return status === "Joined" || status === "Reconnecting";
}

import type { CallView } from "../protocol/views";
import type { CallType } from "../protocol/words";

/** What must be known of a call to join it. A whole call view will do, too. */
export interface CallData {
  readonly call_session_id: string;
  readonly call_type: CallType;
}

/** A view to begin with; the answer of `join_call` replaces it. */
export function viewOf(data: CallData & Partial<CallView>): CallView {
  return {
    room_id: "",
    call_status: "Connected",
    initiated_by: "",
    creation: "",
    topology: "mesh",
    total_duration: 0,
    epoch: 0,
    seq: 0,
    participants: [],
    ...data,
  };
}

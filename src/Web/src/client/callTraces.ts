import type { OperationName } from "../protocol/operations";
import { newId } from "./ids";

/** What is done in a call and belongs into its trace. Signals do not: they are many and alike. */
const inCalls: ReadonlySet<OperationName> = new Set<OperationName>([
  "join_call",
  "resume_call",
  "leave_call",
  "reject_call",
  "end_call",
  "update_media_state",
  "remove_participant",
  "mute_participant",
  "report_call_stats",
]);

const mostCalls = 32;
const spanDigits = 16;

/** Makes each call one trace (https://www.w3.org/TR/trace-context/): begun by whoever starts it, gone on with by all who are in it. */
export class CallTraces {
  readonly #traces = new Map<string, string>();

  /** The `traceparent` of an operation; nothing where it belongs to no trace. */
  of(operation: OperationName, request: object): { traceparent?: string } {
    if (operation === "initiate_call") return { traceparent: `00-${newId()}-${newId().slice(spanDigits)}-01` };
    const call = (request as { call_session_id?: string }).call_session_id;
    const traceparent = call !== undefined && inCalls.has(operation) ? this.#traces.get(call) : undefined;
    return traceparent === undefined ? {} : { traceparent };
  }

  /** Looks whether an answer or an event tells a call's trace. */
  learn(data: unknown): void {
    for (const view of viewsIn(data)) {
      if (typeof view.traceparent !== "string" || typeof view.call_session_id !== "string") continue;
      this.#traces.delete(view.call_session_id);
      this.#traces.set(view.call_session_id, view.traceparent);
      const [oldest] = this.#traces.keys();
      if (this.#traces.size > mostCalls && oldest !== undefined) this.#traces.delete(oldest);
    }
  }
}

interface MaybeView {
  readonly call_session_id?: unknown;
  readonly traceparent?: unknown;
}

function viewsIn(data: unknown): MaybeView[] {
  if (typeof data !== "object" || data === null) return [];
  const { call, snapshot } = data as { call?: unknown; snapshot?: unknown };
  return [data, call, snapshot].filter((view): view is MaybeView => typeof view === "object" && view !== null);
}

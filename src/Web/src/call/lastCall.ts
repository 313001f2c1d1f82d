import { Emitter } from "../client/emitter";
import type { Service } from "../client/service";
import { afterEnd, type AfterCall } from "./afterCall";

/** The call that this page was in last, until the user has seen how it went. */
export class LastCall {
  readonly changes = new Emitter<void>();
  #after: AfterCall | null = null;

  attach(service: Service): void {
    service.on("call_ended", (end) => {
      if (this.#after?.callId === end.call_session_id) this.set(afterEnd(this.#after, end));
    });
  }

  get after(): AfterCall | null {
    return this.#after;
  }

  set(after: AfterCall | null): void {
    if (after === this.#after) return;
    this.#after = after;
    this.changes.emit();
  }
}

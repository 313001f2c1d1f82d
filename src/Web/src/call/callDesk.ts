import { Emitter, type Unsubscribe } from "../client/emitter";
import type { HttpDoor } from "../client/httpDoor";
import type { Ring } from "../client/ringState";
import type { Service } from "../client/service";
import { isRefusal, Refusal } from "../protocol/errors";
import type { CallType } from "../protocol/words";
import { MediaRefused } from "../rtc/mediaProblem";
import { videoSizeFrom } from "../rtc/videoSize";
import { ActiveCall, type CallNews } from "./activeCall";
import { callMemory } from "./callMemory";
import type { CallSnapshot } from "./callSnapshot";
import { viewOf, type CallData } from "./callStub";
import { MediaDesk } from "./mediaDesk";
import { Ringer } from "./ringer";

/** The page's one place for calls: rings, the call it is in, and the user's wishes about both. */
export class CallDesk {
  readonly changes = new Emitter<void>();
  readonly news = new Emitter<CallNews>();
  readonly media = new MediaDesk(videoSizeFrom(location.search));
  readonly #ringer = new Ringer();
  /** Calls the user has left and the service does not know it yet. */
  readonly #unsaid = new Set<string>();
  #service: Service | null = null;
  #door: HttpDoor | null = null;
  #active: ActiveCall | null = null;
  #off: Unsubscribe[] = [];

  constructor() {
    this.#ringer.changes.on(() => this.changes.emit());
    addEventListener("pagehide", () => this.#sayLeaves());
  }

  attach(service: Service, door: HttpDoor): void {
    this.#service = service;
    this.#door = door;
    this.#ringer.attach(service);
  }

  get active(): ActiveCall | null {
    return this.#active;
  }

  get rings(): readonly Ring[] {
    return this.#ringer.rings;
  }

  snapshot(): CallSnapshot | null {
    return this.#active?.snapshot() ?? null;
  }

  /** Rings the others of a room, or joins the call that they are making already. Throws {@link MediaRefused} and refusals. */
  async call(roomId: string, call_type: CallType): Promise<void> {
    await this.media.prepare(call_type);
    await this.setUp(await this.#initiate(roomId, call_type));
  }

  async accept(callId: string): Promise<void> {
    const ring = this.rings.find((r) => r.call.call_session_id === callId);
    if (!ring) return;
    await this.media.prepare(ring.call.call_type);
    this.#ringer.stop(callId);
    await this.setUp(ring.call);
  }

  async decline(callId: string): Promise<void> {
    this.#ringer.stop(callId);
    const reason = this.#active ? "busy" : "declined";
    await this.#signedIn().call("reject_call", { call_session_id: callId, reason });
  }

  /** Takes a seat in a call, with its media; a call this page is in is left for it. */
  async setUp(data: CallData): Promise<void> {
    const service = this.#signedIn();
    if (this.#active?.id === data.call_session_id) return;
    const media = await this.media.take(data.call_type);
    await this.leave();
    const deviceId = callMemory.deviceId();
    const createConnection = (c: RTCConfiguration): RTCPeerConnection => new RTCPeerConnection(c);
    const active = new ActiveCall({ service, view: viewOf(data), deviceId, media, createConnection });
    this.#ringer.stop(data.call_session_id);
    this.#enter(active, data.call_type);
    active.join();
  }

  /** After a reload: back into the call that this tab was in. False when there is none. */
  async comeBack(): Promise<boolean> {
    const call = callMemory.recall(this.#signedIn().user);
    if (!call) return false;
    try {
      await this.media.prepare(call.callType, call.cameraOn);
      await this.setUp({ call_session_id: call.callId, call_type: call.callType });
      if (call.muted) this.#active?.setMuted(true);
      return true;
    } catch (error) {
      callMemory.forget();
      if (error instanceof MediaRefused) await this.#sayLeave(call.callId);
      throw error;
    }
  }

  async leave(): Promise<void> {
    const active = this.#active;
    if (!active) return;
    this.cleanUp();
    await this.#sayLeave(active.id);
  }

  /** Ends this page's part without a word to the service, which will miss it after the grace. */
  cleanUp(): void {
    const active = this.#active;
    for (const off of this.#off) off();
    this.#off = [];
    this.#active = null;
    callMemory.forget();
    active?.close();
    this.changes.emit();
  }

  #enter(active: ActiveCall, callType: CallType): void {
    this.#active = active;
    const { user } = this.#signedIn();
    const remember = (): void => {
      const { muted, cameraOn } = active.media;
      callMemory.keep({ user, callId: active.id, callType, muted, cameraOn });
      this.changes.emit();
    };
    this.#off = [
      active.changes.on(remember),
      active.news.on((news) => {
        if (news.news === "departed") this.cleanUp();
        this.news.emit(news);
      }),
    ];
    remember();
  }

  async #initiate(room_id: string, call_type: CallType): Promise<CallData> {
    try {
      return await this.#signedIn().call("initiate_call", { room_id, call_type });
    } catch (error) {
      // Two people called at once: there is one call, and this page joins it.
      const live = isRefusal(error, "call_already_active") ? error.details["call_session_id"] : null;
      if (typeof live !== "string") throw error;
      return { call_session_id: live, call_type };
    }
  }

  async #sayLeave(callId: string): Promise<void> {
    this.#unsaid.add(callId);
    try {
      await this.#signedIn().call("leave_call", { call_session_id: callId });
    } finally {
      this.#unsaid.delete(callId);
    }
  }

  /**
   * The page goes away. That alone is not a leave: it may be a reload, and the reloaded page comes back into the call
   * within the service's grace time, which is also what ends the part of a tab that was closed. Only what the user has
   * decided already, and the service has not heard yet, is said now, in the one way that outlives the page.
   */
  #sayLeaves(): void {
    for (const call_session_id of this.#unsaid) this.#door?.dispatch("leave_call", { call_session_id });
  }

  #signedIn(): Service {
    if (!this.#service) throw new Refusal("unauthenticated", "Nobody is signed in on this page.");
    return this.#service;
  }
}

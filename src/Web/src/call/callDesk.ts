import { Emitter, type Unsubscribe } from "../client/emitter";
import type { HttpDoor } from "../client/httpDoor";
import { insist } from "../client/insist";
import type { Ring } from "../client/ringState";
import type { Service } from "../client/service";
import { isRefusal, Refusal } from "../protocol/errors";
import type { CallType } from "../protocol/words";
import { Devices } from "../rtc/devices";
import type { MediaWish } from "../rtc/localMedia";
import { videoSizeFrom } from "../rtc/videoSize";
import type { ActiveCall } from "./activeCall";
import type { AfterCall } from "./afterCall";
import { noSeat } from "./awaitedSeat";
import type { CallNews } from "./callNews";
import { callMemory, type RememberedCall } from "./callMemory";
import type { CallSnapshot } from "./callSnapshot";
import { viewOf, type CallData } from "./callStub";
import { LastCall } from "./lastCall";
import { callModule, fetchCallModule } from "./laterCall";
import { Leaves } from "./leaves";
import { MediaDesk } from "./mediaDesk";
import { Ringer } from "./ringer";
import { WakeLock } from "./wakeLock";

/** Which devices to begin with. */
export type CallWish = MediaWish;

/** The page's one place for calls: rings, the call it is in, and the user's wishes about both. */
export class CallDesk {
  readonly changes = new Emitter<void>();
  readonly news = new Emitter<CallNews>();
  readonly devices = new Devices((kind, id) => this.#switchDevice(kind, id));
  readonly media = new MediaDesk({ size: videoSizeFrom(location.search), chosen: () => this.devices.chosen });
  readonly #ringer = new Ringer();
  readonly #last = new LastCall();
  readonly #awake = new WakeLock();
  #service: Service | null = null;
  #leaves: Leaves | null = null;
  #active: ActiveCall | null = null;
  /** The call to change over to, as soon as there is a seat in it. */
  #next: ActiveCall | null = null;
  #off: Unsubscribe[] = [];

  constructor() {
    for (const news of [this.#ringer.changes, this.#last.changes, this.devices.changes, this.media.previews]) {
      news.on(() => this.changes.emit());
    }
    this.media.opened.on(() => void this.devices.refresh().catch((error: unknown) => reportError(error)));
  }

  attach(service: Service, door: HttpDoor): void {
    this.#service = service;
    this.#leaves = new Leaves(service, door);
    this.#ringer.attach(service, (callId) => this.#find(callId) !== null);
    this.#last.attach(service);
    fetchCallModule();
  }

  get active(): ActiveCall | null {
    return this.#active;
  }

  get rings(): readonly Ring[] {
    return this.#ringer.rings;
  }

  /** The call that this page was in last; null before one, during one, and when the user has seen it. */
  get afterCall(): AfterCall | null {
    return this.#active ? null : this.#last.after;
  }

  /** The user has seen how the last call went. */
  dismissAfterCall(): void {
    this.#last.set(null);
  }

  snapshot(): CallSnapshot | null {
    return this.#active?.snapshot() ?? null;
  }

  /**
   * Rings the others of a room, or joins the call that they are making already. Throws {@link MediaRefused} and
   * refusals. The devices are those of an open preview, or else those that are wished for.
   */
  async call(roomId: string, call_type: CallType, wish: CallWish = {}): Promise<void> {
    await this.media.prepare(call_type, wish);
    await this.setUp(await this.#initiate(roomId, call_type));
  }

  /** Answers a ring; `{ camera: false }` answers a video call with sound alone. */
  async accept(callId: string, wish: CallWish = {}): Promise<void> {
    const ring = this.rings.find((r) => r.call.call_session_id === callId);
    if (!ring) return;
    await this.media.prepare(ring.call.call_type, wish);
    this.#ringer.stop(callId);
    await this.setUp(ring.call);
  }

  async decline(callId: string): Promise<void> {
    this.#ringer.stop(callId);
    const reason = this.#active ? "busy" : "declined";
    const reject = (): Promise<unknown> => this.#signedIn().call("reject_call", { call_session_id: callId, reason });
    await insist(reject, () => !this.#find(callId));
  }

  /**
   * Takes a seat in a call, with its media; a call this page is in is left for it. Rejects when there is no seat to be
   * had: then the present call goes on.
   */
  setUp(data: CallData): Promise<void> {
    return this.#setUp(data, null);
  }

  /** Back into the call that this page was in last, when it lives. Throws {@link MediaRefused} and refusals. */
  async rejoin(wish: CallWish = {}): Promise<void> {
    const last = this.#last.after;
    if (!last?.canRejoin) return;
    await this.media.prepare(last.callType, wish);
    await this.setUp({ call_session_id: last.callId, call_type: last.callType });
  }

  /** After a reload: back into the call that this tab was in. False when there is none. */
  async comeBack(): Promise<boolean> {
    const call = callMemory.recall(this.#signedIn().user);
    if (!call) return false;
    try {
      await this.media.prepare(call.callType, { camera: call.cameraOn });
    } catch (error) {
      callMemory.forget();
      await this.#leaves?.say(call.callId);
      throw error;
    }
    await this.#setUp({ call_session_id: call.callId, call_type: call.callType }, call);
    return true;
  }

  async leave(): Promise<void> {
    const calls = [this.#active, this.#next].filter((call) => call !== null);
    const after = this.#active?.after({ why: "left" }) ?? null;
    this.cleanUp();
    if (after) this.#last.set(after);
    await Promise.all(calls.map((call) => this.#leaves?.say(call.id)));
  }

  /** Ends this page's part without a word to the service, which will miss it after the grace. */
  cleanUp(): void {
    this.#next?.close();
    this.#next = null;
    this.#end();
  }

  async #setUp(data: CallData, before: RememberedCall | null): Promise<void> {
    const known = this.#find(data.call_session_id);
    if (known) return await known.join();
    const call = await this.#make(data, before);
    const twin = this.#find(call.id);
    if (twin) {
      call.close(); // asked for twice while the devices were being opened
      return await twin.join();
    }
    this.#ringer.stop(call.id);
    this.#leaves?.takeBack(call.id);
    this.#giveUpNext();
    if (this.#active) await this.#changeTo(call, data.call_type);
    else await this.#begin(call, data);
  }

  async #make(data: CallData, before: RememberedCall | null): Promise<ActiveCall> {
    const service = this.#signedIn();
    const { ActiveCall } = await callModule();
    const media = await this.media.take(data.call_type);
    if (before?.muted) media.setMuted(true);
    return new ActiveCall({
      service,
      view: viewOf(data),
      deviceId: callMemory.deviceId(),
      media,
      createConnection: (configuration) => new RTCPeerConnection(configuration),
      returning: before !== null,
      deviceRefused: (problem) => this.media.refuse(problem),
    });
  }

  /** The call shows at once: the user sees what the click has done. */
  async #begin(call: ActiveCall, data: CallData): Promise<void> {
    this.#enter(call, data.call_type);
    try {
      await call.join();
    } catch (error) {
      if (this.#active === call) this.#endUnseated(call, data);
      throw error;
    }
  }

  /** The others may say no before the caller has the seat: that is how the call went. */
  #endUnseated(call: ActiveCall, data: CallData): void {
    const { departure } = call;
    const isOwn = "initiated_by" in data && data.initiated_by === this.#signedIn().user;
    this.#end();
    if (isOwn && departure?.why === "ended") this.#last.set(call.after(departure));
  }

  /** The call this page is in goes on until there is a seat in the other one. */
  async #changeTo(call: ActiveCall, callType: CallType): Promise<void> {
    this.#next = call;
    try {
      await call.join();
      if (call.departure) throw noSeat(call.departure);
    } catch (error) {
      if (this.#next === call) this.#next = null;
      throw error;
    }
    if (this.#next !== call) return; // given up meanwhile
    this.#next = null;
    const left = this.#active;
    this.#end();
    this.#enter(call, callType);
    if (left) this.#leaveQuietly(left);
  }

  #enter(active: ActiveCall, callType: CallType): void {
    this.#active = active;
    this.#last.set(null);
    this.#awake.hold();
    const { user } = this.#signedIn();
    const remember = (): void => {
      const { muted, cameraOn } = active.media;
      callMemory.keep({ user, callId: active.id, callType, muted, cameraOn });
      this.changes.emit();
    };
    this.#off = [
      active.changes.on(remember),
      active.news.on((news) => {
        if (news.news === "departed") {
          this.#end();
          this.#last.set(active.after(news.departure));
        }
        this.news.emit(news);
      }),
    ];
    remember();
  }

  #end(): void {
    const active = this.#active;
    for (const off of this.#off) off();
    this.#off = [];
    this.#active = null;
    this.#awake.release();
    callMemory.forget();
    active?.close();
    this.changes.emit();
  }

  /** The last wish counts. */
  #giveUpNext(): void {
    const next = this.#next;
    this.#next = null;
    next?.close();
    if (next) this.#leaveQuietly(next);
  }

  /** The call that the user wants is another one: nobody is interested in how this one takes it. */
  #leaveQuietly(call: ActiveCall): void {
    this.#leaves?.say(call.id).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }

  #find(callId: string): ActiveCall | null {
    return [this.#active, this.#next].find((call) => call?.id === callId) ?? null;
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

  async #switchDevice(kind: "microphone" | "camera", id: string): Promise<void> {
    await this.#active?.media.use(kind, id);
    await this.media.preview?.use(kind, id);
  }

  #signedIn(): Service {
    if (!this.#service) throw new Refusal("unauthenticated", "Nobody is signed in on this page.");
    return this.#service;
  }
}

import { afterEach, beforeEach, vi } from "vitest";
import { CallDesk } from "../../src/call/callDesk";
import type { CallNews } from "../../src/call/callNews";
import { callModule } from "../../src/call/laterCall";
import type { HttpDoor } from "../../src/client/httpDoor";
import type { CallType } from "../../src/protocol/words";
import { fakeDevices } from "./fakeDevices";
import { connect, FakeHub } from "./fakeHub";
import { FakeAir, FakeStream, FakeTrack } from "./fakePeerConnection";
import { at, callId, callView, participant } from "./views";

const air = new FakeAir();
let desks: CallDesk[] = [];
let refusal: DOMException | null;
let hasCamera: boolean;
let joinedType: CallType;

/** The service as the page sees it. */
export let hub: FakeHub;
/** Alice's page, loaded before each test. */
export let desk: CallDesk;
/** What the page that was loaded last has told. */
export let news: CallNews[];
/** What was sent in the way that outlives a page. */
export let dispatched: unknown[];
/** Every track that the browser has given out. */
export let tracks: FakeTrack[];

/** Loads a page of alice before each test of the file, and puts all pages away after it. */
export function useCallPages(): void {
  beforeEach(setUp);
  afterEach(() => {
    for (const d of desks) d.cleanUp();
    desks = [];
  });
}

/** From now on the browser gives out no device. */
export const denyDevices = (error: DOMException): void => void (refusal = error);

/** From now on there is no camera. */
export const unplugCamera = (): void => void (hasCamera = false);

/** Says of what type the calls are that this page has not started itself. */
export const joinsCallsOf = (type: CallType): void => void (joinedType = type);

/** A page of alice, as it is after loading. */
export async function page(): Promise<CallDesk> {
  const { service } = await connect(hub);
  const made = new CallDesk();
  desks.push(made);
  news = [];
  made.news.on((n) => news.push(n));
  made.attach(service, { dispatch: (...call: unknown[]) => dispatched.push(call) } as unknown as HttpDoor);
  return made;
}

/** A page of somebody else in the same tab. */
export async function pageOf(user: string): Promise<CallDesk> {
  const { service } = await connect(hub, user);
  const made = new CallDesk();
  desks.push(made);
  made.attach(service, {} as HttpDoor);
  return made;
}

export const initiated = (id = callId, call_type: CallType = "Audio"): void => {
  const call = callView({ call_session_id: id, call_type, initiated_by: "bob" });
  hub.emit("call_initiated", { call_session_id: id, epoch: 1, seq: 0, call, initiated_by: "bob", ring_expires_at: "2099-01-01T00:00:00Z" });
};

const besides = new Set(["update_media_state", "send_webrtc_signal", "get_messages"]);

/** What the page asked of the service for its calls; signals, flags and the chat's history are beside that. */
export const operations = (): string[] => hub.calls.map((c) => c.operation).filter((o) => !besides.has(o));

async function setUp(): Promise<void> {
  await Promise.all([callModule(), import("../../src/rtc/sfu")]); // as after the page has had time: fetching is not of fake time
  vi.useFakeTimers();
  sessionStorage.clear();
  hub = new FakeHub();
  tracks = [];
  dispatched = [];
  refusal = null;
  hasCamera = true;
  joinedType = "Audio";
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("RTCPeerConnection", function () {
    return air.create();
  });
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", { mediaDevices: fakeDevices(getUserMedia) });
  answerCalls();
  desk = await page();
}

function answerCalls(): void {
  hub.on("get_messages", () => ({ messages: [] }));
  const types = new Map<unknown, CallType>();
  hub.on("initiate_call", ({ call_type }) => {
    types.set(callId, call_type as CallType);
    return callView({ call_status: "Initiated", call_type: call_type as CallType, participants: [participant("alice", "Invited"), participant("bob", "Invited")] });
  });
  hub.on("join_call", ({ call_session_id }) => {
    const call = callView({ call_session_id: String(call_session_id), call_type: types.get(call_session_id) ?? joinedType });
    return { call, ice_servers: [], seq_state: at(1, 10, 0) };
  });
}

function getUserMedia({ video }: MediaStreamConstraints): Promise<FakeStream> {
  if (refusal) return Promise.reject(refusal);
  if (video && !hasCamera) return Promise.reject(new DOMException("", "NotFoundError"));
  const made = [new FakeTrack("audio"), ...(video ? [new FakeTrack("video")] : [])];
  tracks.push(...made);
  return Promise.resolve(new FakeStream(made));
}

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, vi } from "vitest";
import { CallDesk } from "../../src/call/callDesk";
import { callModule } from "../../src/call/laterCall";
import { chatWebRtc } from "../../src/call/chatWebRtc";
import { CallLog } from "../../src/client/callLog";
import type { HttpDoor } from "../../src/client/httpDoor";
import { RoomBook } from "../../src/client/roomBook";
import type { Session } from "../../src/client/session";
import { shell } from "../../src/ui/shell";
import { click } from "./elements";
import { fakeDevices } from "./fakeDevices";
import { connect, FakeHub, settle } from "./fakeHub";
import { FakeAir, FakeStream, FakeTrack } from "./fakePeerConnection";
import { at, callId, callView, message, participant, room } from "./views";

const html = readFileSync("index.html", "utf8");

/** What somebody may call themselves, or write. */
export const evil = '<img src=x onerror="alert(1)">';

const missedCall = {
  ...callView({ call_session_id: "old", initiated_by: "bob", call_status: "Missed", end_reason: "no_answer" }),
  participants: [participant("bob", "Left"), participant("alice", "Missed")],
};

/** Lets the page do what is due, in fake time. */
export const pass = (ms = 50): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** The page of alice, who has one room with bob; in fake time. */
export class SignedInPage {
  readonly hub = new FakeHub();
  readonly desk = new CallDesk();
  /** Why the browser gives no device; null: it does. */
  deviceRefusal: DOMException | null = null;
  #close: () => void = () => undefined;

  static async open(): Promise<SignedInPage> {
    await Promise.all([import("../../src/ui/windows"), callModule(), import("../../src/rtc/sfu")]); // as after the page has had time: fetching is not of fake time
    vi.useFakeTimers();
    sessionStorage.clear();
    localStorage.clear();
    document.body.innerHTML = /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
    const page = new SignedInPage();
    page.#standInForTheBrowser();
    page.#standInForTheService();
    await page.#enter();
    return page;
  }

  close(): void {
    this.#close();
  }

  async openRoom(): Promise<void> {
    click("room-item");
    await settle();
    await pass();
  }

  /** Bob calls. */
  ring(id = callId): void {
    const call = callView({ call_session_id: id, initiated_by: "bob", call_type: "Video", participants: [participant("bob", "Joined", { full_name: evil })] });
    this.hub.emit("call_initiated", { call_session_id: id, epoch: 1, seq: 0, call, initiated_by: "bob", ring_expires_at: "2099-01-01T00:00:00Z" });
  }

  #standInForTheBrowser(): void {
    const air = new FakeAir();
    vi.stubGlobal("MediaStream", FakeStream);
    vi.stubGlobal("RTCPeerConnection", function () {
      return air.create();
    });
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("AudioContext", class { readonly state = "suspended"; close = (): Promise<void> => Promise.resolve(); });
    const getUserMedia = (): Promise<FakeStream> =>
      this.deviceRefusal ? Promise.reject(this.deviceRefusal) : Promise.resolve(new FakeStream([new FakeTrack("audio")]));
    vi.stubGlobal("navigator", { mediaDevices: fakeDevices(getUserMedia) });
    vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  }

  #standInForTheService(): void {
    const { hub } = this;
    hub.on("get_rooms", () => ({ rooms: [room({ room_name: evil, last_message_seq: 2, read_seq: 0 })] }));
    hub.on("get_online_users", () => ({ users: [{ user: "bob", chat_status: "Online", in_call: false, last_activity: "" }], total: 1 }));
    hub.on("get_messages", () => ({ messages: [message(2, { content: evil }), message(1)] }));
    hub.on("get_active_call", () => null);
    hub.on("get_call_history", () => ({ calls: [missedCall], page: 1, page_size: 20, total: 1 }));
    hub.on("initiate_call", () => callView({ call_status: "Initiated", participants: [participant("alice", "Invited"), participant("bob", "Invited")] }));
    hub.on("join_call", () => ({ call: callView({ call_status: "Ringing", participants: [participant("alice"), participant("bob", "Ringing")] }), ice_servers: [], seq_state: at(1, 10, 0) }));
  }

  async #enter(): Promise<void> {
    const { service } = await connect(this.hub);
    this.desk.attach(service, {} as HttpDoor);
    const rooms = new RoomBook(service);
    const session: Session = { name: "Alice", service, door: {} as HttpDoor, rooms, calls: new CallLog(service), signOut: () => Promise.resolve() };
    this.#close = shell(document.getElementById("app")!, session, this.desk, chatWebRtc(this.desk), () => undefined);
    await rooms.refresh();
    await pass();
  }
}

/** A page for each test of a file: what is given gives the present one. */
export function pageOfEachTest(): () => SignedInPage {
  let page: SignedInPage;
  beforeEach(async () => {
    page = await SignedInPage.open();
  });
  afterEach(async () => {
    page.close();
    await pass(1_000); // the announcer outlives a page: what it has gathered is said
  });
  return () => page;
}

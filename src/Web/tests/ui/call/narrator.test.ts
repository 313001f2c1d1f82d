import type { CallSnapshot, ChatLine, LocalSnapshot, PeerSnapshot } from "../../../src";
import { noDetails } from "../../../src";
import { describe, expect, test } from "vitest";
import { gather } from "../../../src/ui/announcements";
import { tell, tellOnce } from "../../../src/ui/call/narrator";
import { participant } from "../../support/views";

const peer = (user: string, more: Partial<PeerSnapshot> = {}): PeerSnapshot => ({
  user, phase: "connected", recovery: null, quality: "good", details: noDetails, stream: null, screen: null,
  cameraOn: false, muted: false, screenSharing: false, handRaised: false, speaking: false, ...more,
});
const local = (more: Partial<LocalSnapshot> = {}): LocalSnapshot => ({
  listens: false, muted: false, hasMicrophone: true, cameraOn: false, video: null, screen: null, handRaised: false, speaking: false,
  speakingWhileMuted: false, uplink: "good", uplinkDetails: noDetails, suggestsCameraOff: false, ...more,
});
const line = (id: string, from: string, text = id): ChatLine => ({ id, from, text, atMs: 0, via: "peers", state: "sent" });
const call = (more: Partial<CallSnapshot> = {}): CallSnapshot => ({
  callId: "c", roomId: "r", callType: "Video", phase: "connected", link: "connected", connectedAtMs: 0, isHost: false,
  participants: [participant("me"), participant("bob", "Joined", { full_name: "Bob" }), participant("eve", "Joined", { full_name: "Eve" })],
  invitees: [], peers: [peer("bob")], activeSpeaker: null, headcount: 2, topology: "mesh", awaitsServer: false, local: local(), chat: [], ...more,
});
const said = (before: CallSnapshot | null, after: CallSnapshot | null): string => gather(tell(before, after, "me").polite);

describe("what is told of a call", () => {
  test("is its phase at the beginning, and nothing of what was there before", () => {
    expect(said(null, call({ phase: "ringing", chat: [line("1", "bob")] }))).toBe("Ringing…");
    expect(said(call(), call({ callId: "other", phase: "connecting" }))).toBe("Connecting…");
  });

  test("is nothing while nothing changes, and when it is over", () => {
    expect(tell(call(), call(), "me")).toEqual({ polite: [], urgent: null });
    expect(tell(call(), null, "me")).toEqual({ polite: [], urgent: null });
  });

  test.each<[string, Partial<CallSnapshot>, Partial<CallSnapshot>, string]>([
    ["another phase", { phase: "ringing" }, {}, "Connected."],
    ["somebody who comes", {}, { peers: [peer("bob"), peer("eve")] }, "Eve joined."],
    ["a raised hand", {}, { peers: [peer("bob", { handRaised: true })] }, "Bob raised a hand."],
    ["a screen that is shared", {}, { peers: [peer("bob", { screenSharing: true })] }, "Bob is sharing the screen."],
    ["a screen that is no longer shared", { peers: [peer("bob", { screenSharing: true })] }, {}, "Bob stopped sharing."],
    ["a frozen picture", {}, { peers: [peer("bob", { phase: "frozen" })] }, "Bob: Frozen."],
    ["the own microphone", {}, { local: local({ muted: true }) }, "Microphone off."],
    ["the own camera", {}, { local: local({ cameraOn: true }) }, "Camera on."],
    ["talking while muted", { local: local({ muted: true }) }, { local: local({ muted: true, speakingWhileMuted: true }) }, "You are muted. Press M or the microphone to speak."],
    ["a line of the chat", {}, { chat: [line("1", "bob", "hello")] }, "Bob: hello."],
    ["several lines of one person", {}, { chat: [line("1", "bob"), line("2", "bob"), line("3", "eve", "hi")] }, "2 new messages from Bob. Eve: hi."],
    ["not the own lines", {}, { chat: [line("1", "me")] }, ""],
    ["not a hand that goes down", { peers: [peer("bob", { handRaised: true })] }, {}, ""],
    ["not who leaves: the call's news does", { peers: [peer("bob"), peer("eve")] }, {}, ""],
  ])("is %s", (_, before, after, says) => {
    expect(said(call(before), call(after))).toBe(says);
  });

  test("reminds of the mute once each time that the user is muted, however often they talk", () => {
    const hear = tellOnce("me");
    const talks = (muted: boolean, speakingWhileMuted: boolean): CallSnapshot => call({ local: local({ muted, speakingWhileMuted }) });
    const steps = [talks(true, false), talks(true, true), talks(true, false), talks(true, true), talks(false, false), talks(true, false), talks(true, true)];
    const says = steps.map((step, i) => hear(steps[i - 1] ?? talks(true, false), step).polite.filter((news) => "say" in news && news.say.startsWith("You are muted")).length);
    expect(says).toEqual([0, 1, 0, 0, 0, 0, 1]);
  });

  test("is urgent when the connection is lost, once", () => {
    const lost = call({ phase: "reconnecting" });
    expect(tell(call(), lost, "me")).toEqual({ polite: [], urgent: "Reconnecting…" });
    expect(tell(lost, lost, "me").urgent).toBeNull();
    expect(said(lost, call())).toBe("Connected.");
  });
});

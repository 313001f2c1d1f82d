// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CallDesk, CallSnapshot } from "../../../src";
import { noDetails, Refusal } from "../../../src";
import { callControls } from "../../../src/ui/call/callControls";
import { hints } from "../../../src/ui/call/hints";
import { infoBar } from "../../../src/ui/call/infoBar";
import { peoplePanel } from "../../../src/ui/call/peoplePanel";
import { strings } from "../../../src/strings";
import { all, byId, click } from "../../support/elements";
import { settle } from "../../support/fakeHub";
import { participant } from "../../support/views";

const people = (count: number): CallSnapshot["participants"] => Array.from({ length: count }, (_, i) => participant(`u${i}`));

function snapshot(more: Partial<CallSnapshot> = {}, local: Partial<CallSnapshot["local"]> = {}): CallSnapshot {
  return {
    callId: "c", roomId: "r", callType: "Video", phase: "connected", link: "connected", connectedAtMs: 0, isHost: true,
    participants: people(3), invitees: [], peers: [], activeSpeaker: null, headcount: 3, topology: "sfu", awaitsServer: false, chat: [],
    local: {
      listens: false, muted: false, hasMicrophone: true, cameraOn: false, video: null, screen: null, handRaised: false, speaking: false,
      speakingWhileMuted: false, uplink: "good", uplinkDetails: noDetails, suggestsCameraOff: false, ...local,
    },
    ...more,
  };
}

describe("the list of a large call's people", () => {
  let asked: string[];
  let refusal: Refusal | null;
  let panel: ReturnType<typeof peoplePanel>;

  beforeEach(() => {
    asked = [];
    refusal = null;
    const active = { setRole: (user: string, role: string) => (asked.push(`${user} ${role}`), refusal ? Promise.reject(refusal) : Promise.resolve()) };
    panel = peoplePanel({ active } as unknown as CallDesk, "u0");
    document.body.innerHTML = '<div id="notices" data-testid="notices"></div>';
    document.body.append(panel.element);
  });

  test("is drawn in parts, with the true count, and raised hands first", () => {
    const thousand = [...people(999), participant("last", "Joined", { hand_raised: true })];
    panel.draw(snapshot({ participants: thousand, headcount: 1_000 }));
    expect([all("call-participant").length, byId("people-panel")?.querySelector("h3")?.textContent]).toEqual([100, "Participants (1,000)"]);
    expect(all("call-participant")[0]?.dataset["user"]).toBe("last");
    click("people-more");
    expect(all("call-participant")).toHaveLength(200);
    panel.draw(snapshot({ participants: thousand }));
    expect(all("call-participant")).toHaveLength(200);
    expect(byId("people-more")?.hidden).toBe(false);
  });

  test("has nothing more to show when all are shown, and another call's begins anew", () => {
    panel.draw(snapshot({ participants: people(150) }));
    click("people-more");
    expect(byId("people-more")?.hidden).toBe(true);
    panel.draw(snapshot({ callId: "other", participants: people(150) }));
    expect(all("call-participant")).toHaveLength(100);
  });

  test("is not drawn while nobody sees it, when it is large", () => {
    panel.element.hidden = true;
    panel.draw(snapshot({ participants: people(500) }));
    expect(all("call-participant")).toHaveLength(0);
  });

  test("has for the host who lets a listener speak, and asks them back", async () => {
    panel.draw(snapshot({ participants: [participant("u0"), participant("bob", "Joined", { media_role: "listener", hand_raised: true }), participant("carol")] }));
    const bob = all("call-participant").find((row) => row.dataset["user"] === "bob")!;
    expect([bob.dataset["role"], bob.textContent?.includes(strings.listens)]).toEqual(["listener", true]);
    click("let-speak");
    click("back-to-listening");
    await settle();
    expect(asked).toEqual(["bob publisher", "carol listener"]);
  });

  test("says so when there are as many speakers as there can be", async () => {
    vi.stubGlobal("requestAnimationFrame", (run: () => void) => run());
    refusal = new Refusal("room_full", "", { limit: 50 });
    panel.draw(snapshot({ participants: [participant("u0"), participant("bob", "Joined", { media_role: "listener" })] }));
    click("let-speak");
    await settle();
    expect(document.body.textContent).toContain(strings.speakersFull);
  });

  test("offers neither to who is no host, nor in a call where everybody speaks", () => {
    panel.draw(snapshot({ isHost: false, participants: [participant("bob", "Joined", { media_role: "listener" })] }));
    expect(byId("let-speak")).toBeNull();
    panel.draw(snapshot({ topology: "mesh", participants: [participant("u0"), participant("bob")] }));
    expect([byId("let-speak"), byId("back-to-listening")]).toEqual([null, null]);
  });
});

describe("a listener", () => {
  const nothing = (): void => undefined;
  const actions = { microphone: nothing, camera: nothing, screen: nothing, hand: nothing, people: nothing, chat: nothing, layout: nothing, smallWindow: nothing, devices: nothing, help: nothing, endForAll: nothing, leave: nothing };
  const shown = { people: false, chat: false, speaker: false, unread: 0 };

  test("sees why nothing can be switched on, and keeps the buttons in place", () => {
    const controls = callControls(actions);
    document.body.replaceChildren(controls.element);
    controls.draw(snapshot({}, { listens: true, muted: true }), shown);
    expect(["toggle-microphone", "toggle-camera", "toggle-hand"].map((id) => [byId(id)?.getAttribute("aria-disabled"), byId(id)?.title === strings.youListen])).toEqual([["true", true], ["true", true], [null, false]]);
    controls.draw(snapshot(), shown);
    expect([byId("toggle-microphone")?.getAttribute("aria-disabled"), byId("toggle-microphone")?.title]).toEqual(["false", `${strings.microphone} (M)`]);
  });

  test("is offered to raise a hand until it is raised", () => {
    let raised = 0;
    const view = hints({ stopSharing: nothing, dropVideo: nothing, hand: () => raised++ });
    document.body.replaceChildren(view.element);
    view.draw(snapshot({}, { listens: true }));
    expect([byId("listener-hint")?.hidden, byId("media-server-hint")?.hidden]).toEqual([false, true]);
    click("ask-to-speak");
    view.draw(snapshot({}, { listens: true, handRaised: true }));
    expect([raised, byId("listener-hint")?.hidden]).toEqual([1, true]);
  });
});

test("whoever waits for a media server is told in words", () => {
  const view = hints({ stopSharing: () => undefined, dropVideo: () => undefined, hand: () => undefined });
  view.draw(snapshot({ awaitsServer: true }));
  document.body.replaceChildren(view.element);
  expect([byId("media-server-hint")?.hidden, byId("media-server-hint")?.textContent]).toEqual([false, strings.serverAwaited]);
});

test("the count is the true one, also before everybody's name is known", () => {
  const bar = infoBar({ snapshot: () => null } as unknown as CallDesk);
  document.body.replaceChildren(bar.element);
  bar.draw(snapshot({ participants: people(200), headcount: 1_000 }), "Team");
  expect(byId("call-count")?.textContent).toBe("1,000");
});

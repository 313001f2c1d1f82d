import { describe, expect, test } from "vitest";
import { applyEvent } from "../../src/client/applyEvent";
import type { CallView } from "../../src/protocol/views";
import { callView, event, participant } from "../support/views";

describe("the media server in the view", () => {
  const call = callView({ topology: "sfu", sfu: { generation: 1, available: true }, participants: [participant("alice", "Joined", { feed: 1 }), participant("bob", "Joined", { feed: 2 })] });
  const feeds = (view: CallView): unknown[] => view.participants.map((p) => p.feed);
  const after = (fields: Parameters<typeof event<"call_updated">>[2], view = call): CallView => applyEvent(view, event("call_updated", 11, fields));

  test("comes with the switch, and goes with everything that was published when the call is a mesh again", () => {
    expect(after({ topology: "sfu", sfu: { generation: 1, available: false } }, callView())).toMatchObject({ topology: "sfu", sfu: { generation: 1, available: false } });
    const mesh = after({ topology: "mesh" });
    expect([mesh.topology, mesh.sfu, mesh.active_speakers, feeds(mesh)]).toEqual(["mesh", null, null, [0, 0]]);
  });

  test("takes all feeds along when its generation is another, and none when it only waits", () => {
    expect(feeds(after({ sfu: { generation: 2, available: true } }))).toEqual([0, 0]);
    expect(feeds(after({ sfu: { generation: 1, available: false } }))).toEqual([1, 2]);
    expect(feeds(after({ active_speakers: ["bob"] }))).toEqual([1, 2]);
  });

  test("says who publishes what, and in which role", () => {
    const view = applyEvent(call, event("call_participant_updated", 11, { updated: [{ user: "bob", feed: 0, media_role: "listener" }] }));
    expect(view.participants[1]).toMatchObject({ feed: 0, media_role: "listener", muted: false });
  });
});

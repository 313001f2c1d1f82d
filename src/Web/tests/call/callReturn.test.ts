// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { denyDevices, desk, dispatched, hub, news, page, pageOf, useCallPages } from "../support/callPages";
import { settle } from "../support/fakeHub";
import { at, callId, callView, participant } from "../support/views";

useCallPages();

describe("a reload", () => {
  test("is no leave, and the page comes back as the same device with the same flags", async () => {
    await desk.call("room1", "Video");
    await settle();
    desk.active?.setMuted(true);
    await desk.active?.setCamera(false);
    dispatchEvent(new Event("pagehide"));
    expect(dispatched).toEqual([]);
    const reloaded = await page();
    await expect(reloaded.comeBack()).resolves.toBe(true);
    await settle();
    const [first, second] = hub.made("join_call");
    expect(second).toEqual(first);
    expect(reloaded.snapshot()?.local).toMatchObject({ muted: true, cameraOn: false });
  });

  test("of an audio call whose camera was switched on has it on again", async () => {
    await desk.call("room1", "Audio");
    await settle();
    await desk.active?.setCamera(true);
    const reloaded = await page();
    await reloaded.comeBack();
    await settle();
    expect(reloaded.snapshot()).toMatchObject({ callType: "Audio", local: { cameraOn: true } });
  });

  test("into a call that is over says so and tries no more", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.refuse("join_call", "call_ended", { end_reason: "completed" });
    const reloaded = await page();
    await expect(reloaded.comeBack()).rejects.toMatchObject({ code: "call_ended", details: { end_reason: "completed" } });
    expect(reloaded.snapshot()).toBeNull();
    await expect((await page()).comeBack()).resolves.toBe(false);
  });

  test("without permission leaves the call, so that nobody waits for a silent page", async () => {
    await desk.call("room1", "Audio");
    await settle();
    const reloaded = await page();
    denyDevices(new DOMException("", "NotAllowedError"));
    await expect(reloaded.comeBack()).rejects.toMatchObject({ problem: "blocked" });
    expect(hub.made("leave_call")).toHaveLength(1);
  });

  test("by somebody else in the same tab does not take the other's call", async () => {
    await desk.call("room1", "Audio");
    await settle();
    await expect((await pageOf("carol")).comeBack()).resolves.toBe(false);
  });

  test("before the service has heard the user's leave says it in the way that outlives the page", async () => {
    await desk.call("room1", "Audio");
    await settle();
    hub.onRaw("leave_call", () => new Promise(() => undefined));
    void desk.leave();
    await settle();
    dispatchEvent(new Event("pagehide"));
    expect(dispatched).toContainEqual(["leave_call", { call_session_id: callId }]);
  });
});

describe("the host's mute", () => {
  const told = (seq: number, muted: boolean): void =>
    hub.emit("call_participant_updated", { call_session_id: callId, epoch: 1, seq, updated: [{ user: "alice", muted }] });

  test("is obeyed and told", async () => {
    await desk.call("room1", "Audio");
    await settle();
    told(11, true);
    expect(desk.snapshot()?.local.muted).toBe(true);
    expect(news).toEqual([{ news: "muted_by_host" }]);
  });

  test("is told from the echo of the user's own switch, however late that comes", async () => {
    await desk.call("room1", "Audio");
    await settle();
    desk.active?.setMuted(true);
    desk.active?.setMuted(false);
    await vi.advanceTimersByTimeAsync(5_000);
    told(11, true);
    await settle();
    expect(desk.snapshot()?.local.muted).toBe(false);
    expect(hub.made("update_media_state")).toMatchObject([{ muted: true }, { muted: false }]);
    expect(news).toEqual([]);
  });

  test("is obeyed in the same moment as the user's own switches", async () => {
    await desk.call("room1", "Video");
    await settle();
    desk.active?.setMuted(true);
    await settle();
    told(11, true);
    desk.active?.setMuted(false);
    await desk.active?.setCamera(false);
    await settle();
    told(12, false);
    told(13, true);
    await settle();
    expect(desk.snapshot()?.local.muted).toBe(true);
    expect(hub.made("update_media_state").flatMap((flags) => flags["muted"] ?? [])).toEqual([true, false]);
    expect(news).toEqual([{ news: "muted_by_host" }]);
  });

  test("that came while the page was reloaded is obeyed by the new one, which remembers it", async () => {
    await desk.call("room1", "Audio");
    await settle();
    const participants = [participant("alice", "Joined", { muted: true }), participant("bob")];
    hub.on("join_call", () => ({ call: callView({ participants }), ice_servers: [], seq_state: at(1, 12, 0) }));
    await (await page()).comeBack();
    expect(news).toEqual([{ news: "muted_by_host" }]);
    expect(hub.made("update_media_state")).toEqual([]);
    const again = await page();
    await again.comeBack();
    expect(again.snapshot()?.local.muted).toBe(true);
    expect(news).toEqual([]);
  });
});

test("flags are told again when the service has lost its memory", async () => {
  await desk.call("room1", "Audio");
  await settle();
  desk.active?.setMuted(true);
  await settle();
  const before = hub.made("update_media_state").length;
  hub.on("resume_call", () => ({ snapshot: callView({ epoch: 2 }), seq_state: at(2, 10, 0) }));
  hub.live.break();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hub.made("update_media_state").slice(before)).toMatchObject([{ muted: true }]);
});

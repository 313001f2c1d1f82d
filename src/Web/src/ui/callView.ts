import type { CallDesk, CallSnapshot, ChatWebRtc } from "@fchat/client";
import { strings } from "../strings";
import { callChat } from "./callChat";
import { callControls } from "./callControls";
import { el, fixed } from "./dom";
import { PeerTile } from "./peerTile";
import { peoplePanel } from "./peoplePanel";
import { durationText, nameOf } from "./wording";

/** The call the page is in: the others large, this user small at the bottom right, the controls below. */
export function callView(desk: CallDesk, calls: ChatWebRtc, me: string): { draw: () => void } {
  const host = fixed("call-ui-container");
  const state = el("span", { class: "call-state", testid: "call-state", attributes: { role: "status" } });
  const timer = el("span", { class: "call-timer", testid: "call-timer" });
  const tiles = el("div", { class: "tiles", testid: "remote-tiles" });
  const waiting = el("div", { class: "waiting", testid: "call-waiting" });
  const preview = el("video", { class: "local", testid: "local-video", attributes: { autoplay: "", playsinline: "" } });
  const people = peoplePanel(desk, me);
  const chat = callChat(desk, me);
  const controls = callControls(desk, calls, { people: () => flip(people.element), chat: () => flip(chat.element) });
  const byUser = new Map<string, PeerTile>();
  preview.muted = true;
  people.element.hidden = chat.element.hidden = true;
  host.replaceChildren(
    el("header", { class: "call-bar" }, el("span", { class: "call-brand" }, strings.brand), state, timer),
    el("div", { class: "stage" }, waiting, tiles, preview, people.element, chat.element),
    controls.element,
  );
  setInterval(() => drawTimer(desk.snapshot()), 500);

  function flip(panel: HTMLElement): void {
    panel.hidden = !panel.hidden;
  }

  function drawTimer(call: CallSnapshot | null): void {
    timer.textContent = call?.connectedAtMs ? durationText(Date.now() - call.connectedAtMs) : "";
  }

  function drawTiles(call: CallSnapshot): void {
    for (const [user, tile] of byUser) {
      if (call.peers.some((peer) => peer.user === user)) continue;
      tile.remove();
      byUser.delete(user);
    }
    for (const peer of call.peers) {
      const tile = byUser.get(peer.user) ?? new PeerTile(peer.user);
      if (!byUser.has(peer.user)) tiles.append(tile.element);
      byUser.set(peer.user, tile);
      tile.draw(peer, nameOf(peer.user, call.participants));
    }
    tiles.dataset["count"] = String(call.peers.length);
  }

  function drawPreview({ local }: CallSnapshot): void {
    preview.hidden = local.video === null;
    const current = preview.srcObject instanceof MediaStream ? preview.srcObject.getVideoTracks()[0] : undefined;
    if (current === (local.video ?? undefined)) return;
    preview.srcObject = local.video && new MediaStream([local.video]);
  }

  function drawWaiting(call: CallSnapshot): void {
    const others = call.participants.filter((p) => p.user !== me).map((p) => p.full_name || p.user);
    waiting.hidden = call.peers.length > 0;
    const initial = el("div", { class: "initial pulse", attributes: { "aria-hidden": "true" } }, [...(others[0] ?? "")][0]?.toUpperCase() ?? "");
    if (waiting.dataset["who"] === others.join()) return;
    waiting.dataset["who"] = others.join();
    waiting.replaceChildren(initial, el("span", {}, others.join(", ")));
  }

  function clear(): void {
    for (const tile of byUser.values()) tile.remove();
    byUser.clear();
    preview.srcObject = null;
  }

  return {
    draw() {
      const call = desk.snapshot();
      host.hidden = call === null;
      host.dataset["phase"] = call?.phase ?? "none";
      if (!call) return clear();
      host.dataset["callId"] = call.callId;
      host.dataset["callType"] = call.callType;
      state.textContent = strings.phase[call.phase];
      drawTimer(call);
      drawTiles(call);
      drawPreview(call);
      drawWaiting(call);
      people.draw(call);
      chat.draw(call);
      controls.draw(call);
    },
  };
}

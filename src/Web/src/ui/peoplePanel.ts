import { type CallDesk, type CallSnapshot, isInCall, type ParticipantView } from "@fchat/client";
import { strings } from "../strings";
import { el, iconButton, steadyList } from "./dom";
import { attempt } from "./notices";

/** Who was asked, who is in, and what the host may do about it. */
export function peoplePanel(desk: CallDesk, me: string): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  const list = el("ul", { testid: "call-participants" });
  const element = el("aside", { class: "panel", testid: "people-panel", attributes: { "aria-label": strings.participants } });
  element.append(el("h3", {}, strings.participants), list);

  const draw = steadyList(list, item);

  function item({ person, isHost }: { person: ParticipantView; isHost: boolean }): HTMLElement {
    const name = person.full_name || person.user;
    const attributes = { "data-user": person.user, "data-status": person.status, "data-muted": String(person.muted), "data-camera": String(person.camera_on) };
    const row = el("li", { testid: "call-participant", attributes });
    row.append(
      el("span", { class: "name" }, person.user === me ? `${name} (${strings.you})` : name),
      el("span", { class: "hint" }, strings.participantStatus[person.status], person.role === "host" ? ` · ${strings.host}` : "", person.muted ? ` · ${strings.muted}` : ""),
    );
    if (isHost && person.user !== me && isInCall(person.status)) row.append(hostButtons(person.user, name));
    return row;
  }

  function hostButtons(user: string, name: string): HTMLElement {
    const run = (action: Promise<void> | undefined): void => void attempt(() => Promise.resolve(action));
    const mute = iconButton("mute-participant", "microphoneOff", strings.muteThem(name), () => run(desk.active?.mutePeer(user)), "quiet");
    const remove = iconButton("remove-participant", "close", strings.removeThem(name), () => run(desk.active?.removePeer(user)), "quiet");
    return el("span", { class: "host-buttons" }, mute, remove);
  }

  return {
    element,
    draw: ({ participants, isHost }) => draw(participants.map((person) => ({ person, isHost }))),
  };
}

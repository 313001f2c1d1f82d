import { isInCall, type CallDesk, type CallSnapshot, type ParticipantView } from "@fchat/client";
import { formats, strings } from "../../strings";
import { confirm } from "../dialog";
import { button, el, setText, steadyList } from "../dom";
import { icon, type IconName } from "../icons";
import { attempt } from "../notices";
import { initialsOf } from "./initials";

type Person = Pick<ParticipantView, "user" | "full_name" | "status" | "role" | "muted" | "camera_on" | "screen_sharing" | "hand_raised">;

const order: readonly ParticipantView["status"][] = ["Joined", "Reconnecting", "Ringing", "Invited"];

/** Raised hands first, then who is in, who is asked, who is gone; each as they came. Pure. */
export function inOrder<P extends Pick<ParticipantView, "status" | "hand_raised">>(people: readonly P[]): P[] {
  const rank = ({ status, hand_raised }: P): number => (hand_raised && isInCall(status) ? -1 : (order.indexOf(status) + order.length + 1) % (order.length + 1));
  return people.map((person, i) => ({ person, i })).sort((a, b) => rank(a.person) - rank(b.person) || a.i - b.i).map(({ person }) => person);
}

/** Who was asked, who is in, and what the host may do about it. */
export function peoplePanel(desk: CallDesk, me: string): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  const list = el("ul", { testid: "call-participants" });
  const title = el("h3");
  const element = el("aside", { class: "panel", testid: "people-panel", attributes: { "aria-label": strings.participants, tabindex: "-1" } }, title, list);
  const draw = steadyList(list, item);

  function item({ person, isHost }: { person: Person; isHost: boolean }): HTMLElement {
    const name = person.full_name || person.user;
    const here = isInCall(person.status);
    const attributes = { "data-user": person.user, "data-status": person.status, "data-muted": String(person.muted), "data-camera": String(person.camera_on), "data-hand": String(person.hand_raised) };
    const status = [strings.participantStatus[person.status], ...(person.role === "host" ? [strings.host] : [])].join(" · ");
    const row = el("li", { testid: "call-participant", attributes }, el("span", { class: "small-initial", attributes: { "aria-hidden": "true" } }, initialsOf(name)));
    row.append(el("span", { class: "who" }, el("span", { class: "name" }, person.user === me ? `${name} (${strings.you})` : name), el("span", { class: "hint" }, status)));
    if (here) row.append(...signs(person));
    if (isHost && person.user !== me && here) row.append(hostButtons(person, name));
    return row;
  }

  function hostButtons({ user, muted }: Person, name: string): HTMLElement {
    const mute = button("mute-participant", strings.mute, () => void attempt(async () => desk.active?.mutePeer(user)));
    const remove = button("remove-participant", strings.remove, () => void askToRemove(desk, user, name), "remove");
    mute.setAttribute("aria-label", strings.muteThem(name));
    remove.setAttribute("aria-label", strings.removeThem(name));
    mute.disabled = muted;
    return el("span", { class: "host-buttons" }, mute, remove);
  }

  return {
    element,
    draw({ participants, isHost, peers }) {
      setText(title, `${strings.participants} (${formats.number(peers.length + 1)})`);
      draw(inOrder(participants).map((person) => ({ person: partOf(person), isHost })));
    },
  };
}

/** What is shown of a person: nothing else about them redraws the line. */
function partOf({ user, full_name, status, role, muted, camera_on, screen_sharing, hand_raised }: ParticipantView): Person {
  return { user, full_name: full_name ?? null, status, role, muted, camera_on, screen_sharing, hand_raised };
}

function signs({ muted, screen_sharing, hand_raised }: Person): HTMLElement[] {
  const all: [boolean, IconName, string][] = [
    [hand_raised, "hand", strings.handRaised],
    [screen_sharing, "screen", strings.sharing],
    [muted, "microphoneOff", strings.muted],
  ];
  return all.filter(([there]) => there).map(([, name, label]) => el("span", { class: "sign", attributes: { role: "img", "aria-label": label, title: label } }, icon(name)));
}

async function askToRemove(desk: CallDesk, user: string, name: string): Promise<void> {
  const sure = await confirm({ title: strings.removeTitle(name), text: strings.removeText, yes: strings.removeThem(name) });
  if (sure) await attempt(async () => desk.active?.removePeer(user));
}

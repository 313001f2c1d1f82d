import { isInCall, isRefusal, type CallDesk, type CallSnapshot, type MediaRole, type ParticipantView } from "@fchat/client";
import { formats, strings } from "../../strings";
import { confirm } from "../dialog";
import { button, el, setText, steadyList } from "../dom";
import { icon, type IconName } from "../icons";
import { attempt, notify } from "../notices";
import { initialsOf } from "./initials";

type Person = Pick<ParticipantView, "user" | "full_name" | "status" | "role" | "muted" | "camera_on" | "screen_sharing" | "hand_raised" | "media_role">;

const order: readonly ParticipantView["status"][] = ["Joined", "Reconnecting", "Ringing", "Invited"];

/** Raised hands first, then who is in, who is asked, who is gone; each as they came. Pure. */
export function inOrder<P extends Pick<ParticipantView, "status" | "hand_raised">>(people: readonly P[]): P[] {
  const rank = ({ status, hand_raised }: P): number => (hand_raised && isInCall(status) ? -1 : (order.indexOf(status) + order.length + 1) % (order.length + 1));
  return people.map((person, i) => ({ person, i })).sort((a, b) => rank(a.person) - rank(b.person) || a.i - b.i).map(({ person }) => person);
}

/** So many people are listed at once: a list of a thousand is slow, and nobody reads it. */
const step = 100;

/** Who was asked, who is in, and what the host may do about it. */
export function peoplePanel(desk: CallDesk, me: string): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  const list = el("ul", { testid: "call-participants" });
  const title = el("h3");
  const element = el("aside", { class: "panel", testid: "people-panel", attributes: { "aria-label": strings.participants, tabindex: "-1" } }, title, list);
  const more = button("people-more", strings.showMore, () => {
    shown += step;
    if (drawn) show(drawn);
  });
  const draw = steadyList(list, item);
  let shown = step;
  let drawn: CallSnapshot | null = null;
  element.append(more);

  function item({ person, isHost }: { person: Person; isHost: boolean; topology: CallSnapshot["topology"] }): HTMLElement {
    const name = person.full_name || person.user;
    const here = isInCall(person.status);
    const attributes = { "data-user": person.user, "data-status": person.status, "data-muted": String(person.muted), "data-camera": String(person.camera_on), "data-hand": String(person.hand_raised), "data-role": person.media_role ?? "publisher" };
    const listens = here && person.media_role === "listener";
    const status = [strings.participantStatus[person.status], ...(person.role === "host" ? [strings.host] : []), ...(listens ? [strings.listens] : [])].join(" · ");
    const row = el("li", { testid: "call-participant", attributes }, el("span", { class: "small-initial", attributes: { "aria-hidden": "true" } }, initialsOf(name)));
    row.append(el("span", { class: "who" }, el("span", { class: "name" }, person.user === me ? `${name} (${strings.you})` : name), el("span", { class: "hint" }, status)));
    if (here) row.append(...signs(person));
    if (isHost && person.user !== me && here) row.append(hostButtons(person, name));
    return row;
  }

  function hostButtons(person: Person, name: string): HTMLElement {
    const { user, muted } = person;
    const mute = button("mute-participant", strings.mute, () => void attempt(async () => desk.active?.mutePeer(user)));
    const remove = button("remove-participant", strings.remove, () => void askToRemove(desk, user, name), "remove");
    mute.setAttribute("aria-label", strings.muteThem(name));
    remove.setAttribute("aria-label", strings.removeThem(name));
    mute.disabled = muted;
    return el("span", { class: "host-buttons" }, roleButton(person, name), person.media_role === "listener" ? null : mute, remove);
  }

  /** Of a call with listeners only: elsewhere everybody speaks. */
  function roleButton({ user, media_role }: Person, name: string): HTMLElement | null {
    const set = (role: MediaRole): void => void attempt(() => setRole(desk, user, role));
    if (media_role === "listener") return labelled(button("let-speak", strings.letSpeak, () => set("publisher"), "primary"), strings.letThemSpeak(name));
    const hasListeners = drawn?.topology === "sfu";
    return hasListeners ? labelled(button("back-to-listening", strings.backToListening, () => set("listener")), strings.backToListeningThem(name)) : null;
  }

  function show(call: CallSnapshot): void {
    const { participants, isHost, headcount, topology } = call;
    drawn = call;
    setText(title, `${strings.participants} (${formats.number(headcount)})`);
    draw(inOrder(participants).slice(0, shown).map((person) => ({ person: partOf(person), isHost, topology })));
    more.hidden = participants.length <= shown;
  }

  return {
    element,
    draw(call) {
      if (call.callId !== drawn?.callId) shown = step;
      if (!element.hidden || call.participants.length <= step) show(call);
    },
  };
}

/** What is shown of a person: nothing else about them redraws the line. */
function partOf({ user, full_name, status, role, muted, camera_on, screen_sharing, hand_raised, media_role }: ParticipantView): Person {
  return { user, full_name: full_name ?? null, status, role, muted, camera_on, screen_sharing, hand_raised, media_role: media_role ?? null };
}

function signs({ muted, screen_sharing, hand_raised }: Person): HTMLElement[] {
  const all: [boolean, IconName, string][] = [
    [hand_raised, "hand", strings.handRaised],
    [screen_sharing, "screen", strings.sharing],
    [muted, "microphoneOff", strings.muted],
  ];
  return all.filter(([there]) => there).map(([, name, label]) => el("span", { class: "sign", attributes: { role: "img", "aria-label": label, title: label } }, icon(name)));
}

function labelled(element: HTMLElement, label: string): HTMLElement {
  element.setAttribute("aria-label", label);
  return element;
}

/** The call has room for so many who speak: that is no failure of the page. */
async function setRole(desk: CallDesk, user: string, role: MediaRole): Promise<void> {
  try {
    await desk.active?.setRole(user, role);
  } catch (error) {
    if (!isRefusal(error, "room_full")) throw error;
    notify(strings.speakersFull, "error");
  }
}

async function askToRemove(desk: CallDesk, user: string, name: string): Promise<void> {
  const sure = await confirm({ title: strings.removeTitle(name), text: strings.removeText, yes: strings.removeThem(name) });
  if (sure) await attempt(async () => desk.active?.removePeer(user));
}

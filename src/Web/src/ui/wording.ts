import { type AfterCall, type CallNews, type Departure, type EndReason, MediaRefused, Refusal, type RoomView } from "@fchat/client";
import { strings } from "../strings";

interface Named {
  readonly user: string;
  readonly full_name?: string | null;
}

/** What people are called: the display name, or the id. */
export function nameOf(user: string, people: readonly Named[]): string {
  return people.find((person) => person.user === user && person.full_name)?.full_name ?? user;
}

/** The room's name, or for one without a name the others in it. */
export function roomTitle(room: RoomView, me: string): string {
  if (room.room_name) return room.room_name;
  const others = room.members.filter((m) => m.user !== me).map((m) => m.full_name || m.user);
  return strings.roomOf(others.join(", "));
}

export function errorText(error: unknown): string {
  if (error instanceof Refusal) return refusalText(error);
  if (error instanceof MediaRefused) return mediaText(error);
  return strings.unexpected;
}

function mediaText({ wanted, problem }: MediaRefused): string {
  if (wanted === "microphone") return strings.mediaProblem[problem];
  return wanted === "camera" ? `${strings.cameraTrouble} ${strings.mediaProblem[problem]}` : strings.screenTrouble;
}

/** A call that is over tells how it ended. */
function refusalText({ code, details }: Refusal): string {
  const reason = details["end_reason"];
  const known = code === "call_ended" && typeof reason === "string" && Object.hasOwn(strings.endReason, reason);
  return known ? strings.endReason[reason as EndReason] : strings.refusal[code];
}

/** How a call went. Whoever was alone in being busy is named. Pure. */
export function outcomeText({ outcome, participants }: AfterCall, people: readonly Named[]): string {
  const [one, ...more] = participants.filter(({ status }) => status === "Rejected");
  const isOne = outcome === "busy" && one !== undefined && more.length === 0;
  return isOne ? strings.rejectedBusy(nameOf(one.user, [...people, ...participants])) : strings.outcome[outcome];
}

/** What cannot wait: everything that ends this user's part unasked. Pure. */
export function isUrgent(news: CallNews): boolean {
  if (news.news !== "departed") return false;
  const { departure } = news;
  return departure.why === "removed" || (departure.why === "ended" && departure.reason === "connection_lost");
}

export function newsText(news: CallNews, people: readonly Named[]): string | null {
  switch (news.news) {
    case "muted_by_host":
      return strings.mutedByHost;
    case "role":
      return strings.roleNow[news.role];
    case "relay_refused":
      return strings.relayRefused(news.server);
    case "rejected":
      return news.reason === "busy"
        ? strings.rejectedBusy(nameOf(news.user, people))
        : strings.rejected(nameOf(news.user, people));
    case "peer_left":
      return leftText(nameOf(news.user, people), news.reason);
    case "departed":
      return departureText(news.departure);
  }
}

function leftText(name: string, reason: string): string | null {
  switch (reason) {
    case "taken_over":
      return null;
    case "removed":
      return strings.peerRemoved(name);
    case "connection_lost":
      return strings.peerLost(name);
    default:
      return strings.peerLeft(name);
  }
}

function departureText(departure: Departure): string {
  switch (departure.why) {
    case "ended":
      return strings.endReason[departure.reason];
    case "refused":
      return strings.refusal[departure.code];
    default:
      return strings.outcome[departure.why];
  }
}

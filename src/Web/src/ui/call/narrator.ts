import type { CallSnapshot, PeerSnapshot } from "@fchat/client";
import { strings } from "../../strings";
import type { Announcement } from "../announcements";
import { nameOf } from "../wording";

/** What is to be said, and what cannot wait. */
export interface Told {
  readonly polite: readonly Announcement[];
  readonly urgent: string | null;
}

const nothing: Told = { polite: [], urgent: null };

/** What somebody who does not see the page should hear of the change between two snapshots of one call. Pure. */
export function tell(before: CallSnapshot | null, after: CallSnapshot | null, me: string): Told {
  if (!after) return nothing;
  if (before?.callId !== after.callId) return { polite: [{ phase: strings.phase[after.phase] }], urgent: null };
  const lost = after.phase === "reconnecting" && before.phase !== "reconnecting";
  const phase = after.phase !== before.phase && !lost ? [{ phase: strings.phase[after.phase] }] : [];
  return { polite: [...phase, ...aboutOthers(before, after), ...aboutMe(before, after), ...aboutChat(before, after, me)], urgent: lost ? strings.phase.reconnecting : null };
}

/** Who leaves is told by the call's own news, which knows why. */
function aboutOthers(before: CallSnapshot, after: CallSnapshot): Announcement[] {
  const known = new Map(before.peers.map((peer) => [peer.user, peer]));
  return after.peers.flatMap((peer): Announcement[] => {
    const earlier = known.get(peer.user);
    const changes = earlier && changesOf(earlier, peer);
    if (changes?.length === 0) return [];
    const name = nameOf(peer.user, after.participants);
    return changes ? changes.map((change) => ({ say: change(name) })) : [{ joined: name }];
  });
}

/** What is to be said, once the name is known: looking for names of a thousand people would take its time. */
function changesOf(before: PeerSnapshot, after: PeerSnapshot): ((name: string) => string)[] {
  const said: ((name: string) => string)[] = [];
  if (after.handRaised && !before.handRaised) said.push(strings.handOf);
  if (after.screenSharing !== before.screenSharing) said.push(after.screenSharing ? strings.sharesNow : strings.sharesNoMore);
  if (after.phase !== before.phase && after.phase !== "connected") said.push((name) => `${name}: ${strings.peerPhase[after.phase]}`);
  return said;
}

/** A switch that has the focus says its own state; by a key or by the host it is said here. */
function aboutMe({ local: before }: CallSnapshot, { local: after }: CallSnapshot): Announcement[] {
  const said: string[] = [];
  if (after.muted !== before.muted) said.push(strings.microphoneIs(!after.muted));
  if (after.cameraOn !== before.cameraOn) said.push(strings.cameraIs(after.cameraOn));
  if (after.muted && after.speakingWhileMuted && !before.speakingWhileMuted) said.push(strings.youAreMuted);
  if (after.suggestsCameraOff && !before.suggestsCameraOff) said.push(strings.poorSuggestion);
  return said.map((say) => ({ say }));
}

/** One line is read out, several of one person are counted. */
function aboutChat(before: CallSnapshot, after: CallSnapshot, me: string): Announcement[] {
  if (before.chat === after.chat) return [];
  const known = new Set(before.chat.map((line) => line.id));
  const fresh = after.chat.filter((line) => line.from !== me && !known.has(line.id));
  const writers = [...new Set(fresh.map((line) => line.from))];
  return writers.map((writer) => {
    const lines = fresh.filter((line) => line.from === writer);
    const name = nameOf(writer, after.participants);
    return { say: lines.length === 1 ? strings.messageFrom(name, lines[0]?.text ?? "") : strings.messagesFrom(name, lines.length) };
  });
}

/** As {@link tell}, but whoever talks while they are muted is told so once for each time that they are. */
export function tellOnce(me: string): (before: CallSnapshot | null, after: CallSnapshot | null) => Told {
  let reminded = false;
  return (before, after) => {
    const told = tell(before, after, me);
    const polite = told.polite.filter((news) => !(reminded && "say" in news && news.say === strings.youAreMuted));
    reminded = after?.local.muted === true && (reminded || polite.length < told.polite.length || polite.some((news) => "say" in news && news.say === strings.youAreMuted));
    return { ...told, polite };
  };
}

import type { OwnFlags } from "../client/callState";

type Some = Partial<OwnFlags>;

/**
 * What has been said between page and service about this user's flags.
 *
 * An event names no author, so the echo of an own switch and the host's mute look alike. They are told apart by asking
 * for one value of a flag at a time: one that the service, by all its events so far, does not have. So an event that
 * shows it is certain to come, and until then nothing else is asked for; every other event is somebody else's decision.
 */
export interface FlagTalk {
  /** What the service has, by everything it has told. A flag is missing when it has told nothing. */
  readonly told: Some;
  /** Asked for, and shown by no event yet. */
  readonly asked: Some;
  /** Of those, what the service has neither taken nor refused for certain: to be asked for again. */
  readonly unsure: Some;
}

/** What came of news: `mutedByHost` is a mute that this page has not asked for. */
export interface Heard {
  readonly talk: FlagTalk;
  readonly mutedByHost: boolean;
}

/** The beginning: `told` is all that the service has. */
export function startTalk(told: Some): FlagTalk {
  return { told, asked: {}, unsure: {} };
}

/** What is to be asked for now, given the page's own flags; empty when both agree or an answer is still to come. */
export function toAsk({ told, asked, unsure }: FlagTalk, own: OwnFlags): Some {
  return { ...without(differing(told, own), asked), ...unsure };
}

export function ask(talk: FlagTalk, flags: Some): FlagTalk {
  return { ...talk, asked: { ...talk.asked, ...flags }, unsure: without(talk.unsure, flags) };
}

/** The service has taken the flags. That is no news of them, except where there never was any. */
export function taken(talk: FlagTalk, flags: Some): FlagTalk {
  const first = without(common(talk.asked, flags), talk.told);
  return { ...talk, told: { ...talk.told, ...first }, asked: without(talk.asked, first) };
}

/** The service has not taken them, and nothing will come of it. */
export function refused(talk: FlagTalk, flags: Some): FlagTalk {
  return { ...talk, asked: without(talk.asked, common(talk.asked, flags)) };
}

/** Nobody knows whether the service has taken them. News that came meanwhile have settled it. */
export function unclear(talk: FlagTalk, flags: Some): FlagTalk {
  return { ...talk, unsure: { ...talk.unsure, ...common(talk.asked, flags) } };
}

/** An event about this user. */
export function hear(talk: FlagTalk, change: Some): Heard {
  return {
    talk: { told: { ...talk.told, ...change }, asked: without(talk.asked, change), unsure: without(talk.unsure, change) },
    mutedByHost: change.muted === true && talk.asked.muted !== true,
  };
}

/** All that the service has, after events that this page will never see: what was asked for may be in it or not. */
export function catchUp(talk: FlagTalk, all: Some): Heard {
  const { mutedByHost } = hear(talk, differing(talk.told, all));
  return { talk: startTalk(all), mutedByHost };
}

function differing(from: Some, to: Some): Some {
  return pick(to, (name) => from[name] !== to[name]);
}

function without(flags: Some, names: Some): Some {
  return pick(flags, (name) => !(name in names));
}

/** The flags that have the same value in both. */
function common(one: Some, other: Some): Some {
  return pick(one, (name) => one[name] === other[name]);
}

function pick(flags: Some, wanted: (name: keyof OwnFlags) => boolean): Some {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => wanted(name as keyof OwnFlags)));
}

import { sameSession, type PairSignal, type Session } from "./pairSignal";

/** What this page knows about its pair with one peer. */
export interface PairMemory {
  /** This page's own incarnation. */
  readonly me: string;
  /** The polite side gives way when two pages want the same thing at once. */
  readonly polite: boolean;
  /** The peer's incarnation that the pair is with; null before anything was heard of it. */
  readonly peer: string | null;
  readonly session: Session | null;
  /** This page has said hello and waits for the peer's first offer. */
  readonly awaitingOffer: boolean;
  /** This page has made the session's first offer and has no answer yet. */
  readonly awaitingAnswer: boolean;
  /** The highest session that `peer` has offered. */
  readonly highest: number;
  /** Dead incarnations of the peer, newest last, at most {@link retiredLimit}. */
  readonly retired: readonly string[];
}

/**
 * `offer`: build a connection and make its first offer. `answer`: build one for this first offer.
 * `use`: it belongs to the present connection. `hello_again`: tell the peer once more that an offer is wanted.
 * `hold`: it belongs to a session whose offer is still to come. `drop`: it is of a dead session or for a dead page.
 */
export type PairVerdict = "offer" | "answer" | "use" | "hello_again" | "hold" | "drop";

export const retiredLimit = 8;

export function newPair(me: string, polite: boolean): PairMemory {
  return {
    me,
    polite,
    peer: null,
    session: null,
    awaitingOffer: false,
    awaitingAnswer: false,
    highest: 0,
    retired: [],
  };
}

export function decide(pair: PairMemory, signal: PairSignal): PairVerdict {
  if (pair.retired.includes(signal.from)) return "drop";
  if (signal.kind === "hello") return decideHello(pair);
  if (signal.to !== pair.me) return "drop";
  if (sameSession(signal.session, pair.session)) return signal.from === pair.peer ? "use" : "drop";
  if (signal.session.offerer !== signal.from || !isNewer(pair, signal.from, signal.session)) return "drop";
  if (signal.kind === "candidates") return "hold";
  return signal.description.type === "offer" ? decideFirstOffer(pair, signal.from) : "drop";
}

/** Two hellos that cross: only the impolite side offers, and the polite side makes sure that its hello was heard. */
function decideHello(pair: PairMemory): PairVerdict {
  return pair.awaitingOffer && pair.polite ? "hello_again" : "offer";
}

/** Two first offers that cross: the impolite side's stands. */
function decideFirstOffer(pair: PairMemory, from: string): PairVerdict {
  return pair.awaitingAnswer && !pair.polite && from === pair.peer ? "drop" : "answer";
}

function isNewer(pair: PairMemory, from: string, session: Session): boolean {
  return from !== pair.peer || session.number > pair.highest;
}

/** The pair after it was built anew with the peer's page `peer`; what it was built with before is dead. */
function rebuilt(pair: PairMemory, peer: string): PairMemory {
  const moved = pair.peer !== null && pair.peer !== peer;
  return {
    ...pair,
    peer,
    highest: pair.peer === peer ? pair.highest : 0,
    retired: moved && pair.peer ? [...pair.retired, pair.peer].slice(-retiredLimit) : pair.retired,
    awaitingOffer: false,
    awaitingAnswer: false,
  };
}

export function afterHelloSent(pair: PairMemory): PairMemory {
  return { ...pair, awaitingOffer: true, awaitingAnswer: false };
}

/** `number` is this page's count of sessions, over all its peers. */
export function afterOffering(pair: PairMemory, peer: string, number: number): PairMemory {
  return { ...rebuilt(pair, peer), session: { offerer: pair.me, number }, awaitingAnswer: true };
}

export function afterFirstOffer(pair: PairMemory, peer: string, session: Session): PairMemory {
  return { ...rebuilt(pair, peer), session, highest: session.number };
}

export function afterAnswer(pair: PairMemory): PairMemory {
  return { ...pair, awaitingAnswer: false };
}

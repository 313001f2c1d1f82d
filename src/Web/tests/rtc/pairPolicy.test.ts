import { describe, expect, test } from "vitest";
import {
  afterAnswer,
  afterFirstOffer,
  afterHelloSent,
  afterOffering,
  decide,
  newPair,
  retiredLimit,
  type PairMemory,
} from "../../src/rtc/pairPolicy";
import type { PairSignal, Session } from "../../src/rtc/pairSignal";

const hello = (from: string): PairSignal => ({ kind: "hello", from });
const describe_ = (type: "offer" | "answer", from: string, session: Session, to = "me"): PairSignal => ({
  kind: "description",
  from,
  to,
  session,
  description: { type, sdp: "" },
});
const offer = (from: string, number: number, to = "me"): PairSignal => describe_("offer", from, { offerer: from, number }, to);
const candidates = (from: string, session: Session): PairSignal => ({ kind: "candidates", from, to: "me", session, candidates: [] });

const polite = newPair("me", true);
const impolite = newPair("me", false);
const answered = afterFirstOffer(polite, "p1", { offerer: "p1", number: 3 });
const offering = afterOffering(impolite, "p1", 7);

describe("a hello", () => {
  test.each([
    ["of a peer nothing is known of", polite],
    ["of a reloaded page", answered],
    ["of a page that has lost its connection", afterOffering(polite, "p1", 1)],
    ["that crosses ours, on the impolite side", afterHelloSent(impolite)],
  ])("%s gets a first offer", (_, pair) => {
    expect(decide(pair, hello("p2"))).toBe("offer");
  });

  test("that crosses ours, on the polite side, gets another hello", () => {
    expect(decide(afterHelloSent(polite), hello("p1"))).toBe("hello_again");
  });

  test("of a page known to be dead is dropped", () => {
    expect(decide(afterFirstOffer(answered, "p2", { offerer: "p2", number: 1 }), hello("p1"))).toBe("drop");
  });
});

describe("a first offer", () => {
  test.each<[string, PairMemory]>([
    ["that was asked for", afterHelloSent(polite)],
    ["that was not asked for", impolite],
    ["of a newer session of the same page", answered],
    ["that crosses ours, on the polite side", afterOffering(polite, "p1", 7)],
    ["after ours was answered", afterAnswer(offering)],
  ])("%s is answered", (_, pair) => {
    expect(decide(pair, offer("p1", 4))).toBe("answer");
  });

  test("that crosses ours, on the impolite side, is dropped", () => {
    expect(decide(offering, offer("p1", 4))).toBe("drop");
  });

  test("of another page than the one we are offering to is answered: that one is dead", () => {
    expect(decide(offering, offer("p2", 1))).toBe("answer");
  });

  test.each([3, 2, 1])("of session %i, when session 3 was seen, is not taken for a new one", (number) => {
    expect(decide(answered, offer("p1", number))).not.toBe("answer");
  });

  test("for a dead page of ours is dropped", () => {
    expect(decide(polite, offer("p1", 1, "me before the reload"))).toBe("drop");
  });

  test("in the name of somebody else's session is dropped", () => {
    expect(decide(polite, describe_("offer", "p1", { offerer: "p9", number: 1 }))).toBe("drop");
    expect(decide(polite, describe_("offer", "p1", { offerer: "me", number: 1 }))).toBe("drop");
  });
});

describe("within a session", () => {
  test("descriptions and candidates are used", () => {
    expect(decide(offering, describe_("answer", "p1", { offerer: "me", number: 7 }))).toBe("use");
    expect(decide(answered, describe_("offer", "p1", { offerer: "p1", number: 3 }))).toBe("use");
    expect(decide(answered, candidates("p1", { offerer: "p1", number: 3 }))).toBe("use");
  });

  test("what another page says in its name is dropped", () => {
    expect(decide(offering, describe_("answer", "p2", { offerer: "me", number: 7 }))).toBe("drop");
  });

  test("an answer to a session that was given up is dropped", () => {
    expect(decide(afterOffering(offering, "p1", 8), describe_("answer", "p1", { offerer: "me", number: 7 }))).toBe("drop");
  });

  test("an answer never opens a session", () => {
    expect(decide(polite, describe_("answer", "p1", { offerer: "p1", number: 1 }))).toBe("drop");
  });

  test("candidates of a session to come are held, those of one that is over are dropped", () => {
    expect(decide(answered, candidates("p1", { offerer: "p1", number: 4 }))).toBe("hold");
    expect(decide(answered, candidates("p1", { offerer: "p1", number: 2 }))).toBe("drop");
    expect(decide(polite, candidates("p1", { offerer: "p1", number: 1 }))).toBe("hold");
  });
});

test("a bounded number of dead pages is remembered, the newest", () => {
  let pair = polite;
  for (let i = 0; i < 30; i++) pair = afterFirstOffer(pair, `p${i}`, { offerer: `p${i}`, number: 1 });
  expect(pair.retired).toHaveLength(retiredLimit);
  expect(decide(pair, hello("p28"))).toBe("drop");
  expect(decide(pair, hello("p29"))).toBe("offer");
});

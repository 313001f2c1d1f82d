import { describe, expect, test } from "vitest";
import { fromMessage, fromPeer, lineId, toPeers, withHistory, withLine, withState, type ChatLines } from "../../src/call/chatLines";
import type { ChatLine } from "../../src/call/callSnapshot";
import { callId, message } from "../support/views";

const line = (unique: string, more: Partial<ChatLine> = {}): ChatLine => ({ id: lineId(callId, unique), from: "bob", text: unique, atMs: 1, via: "peers", state: "sent", ...more });
const stored = (unique: string, more: Partial<ChatLine> = {}): ChatLine => line(unique, { via: "service", atMs: 2, ...more });
const texts = (lines: ChatLines): string[] => lines.map((l) => l.text);

describe("a line that comes twice", () => {
  test("is there once, whichever way was faster", () => {
    expect(texts([line("a"), stored("a")].reduce<ChatLines>(withLine, []))).toEqual(["a"]);
    expect(texts([stored("a"), line("a")].reduce<ChatLines>(withLine, []))).toEqual(["a"]);
  });

  test("stays where it was, as it was, and counts as sent once the service has it", () => {
    const own = line("a", { from: "alice", state: "sending" });
    const lines = [own, line("b"), stored("a", { from: "alice" })].reduce<ChatLines>(withLine, []);
    expect(lines[0]).toEqual({ ...own, state: "sent" });
    expect(texts(lines)).toEqual(["a", "b"]);
  });

  test("leaves the list itself as it was, so that nothing is drawn anew", () => {
    const lines = withLine([], line("a"));
    expect(withLine(lines, stored("a"))).toBe(lines);
  });

  test("is another one from somebody else: nobody can take the id of another's line", () => {
    expect([line("a"), line("a", { from: "mallory", text: "forged" })].reduce<ChatLines>(withLine, [])).toHaveLength(2);
  });
});

test("history stands before what is known, without what is known", () => {
  const lines = withHistory([line("c"), line("d")], [stored("a"), stored("b"), stored("c")]);
  expect(texts(lines)).toEqual(["a", "b", "c", "d"]);
});

test("a line that could not be sent says so", () => {
  const own = line("a", { state: "sending" });
  expect(withState([own, line("b")], own, "failed").map((l) => l.state)).toEqual(["failed", "sent"]);
});

test("five hundred lines are kept", () => {
  const lines = Array.from({ length: 510 }, (_, i) => line(String(i))).reduce<ChatLines>(withLine, []);
  expect([lines.length, lines[0]?.text]).toEqual([500, "10"]);
});

describe("between pages", () => {
  const read = (received: string): ChatLine => fromPeer("bob", received, () => "made", 7);

  test("a line keeps its id", () => {
    expect(read(toPeers(line("a")))).toEqual(line("a", { atMs: 7 }));
  });

  test.each(["hello", "{", "null", "7", '{"id":1,"text":"x"}', '{"text":"x"}', "[]"])("%j is taken as it is written", (received) => {
    expect(read(received)).toMatchObject({ id: "made", text: received });
  });
});

describe("a message of the room", () => {
  test("is a line when it was written in this call", () => {
    const written = message(3, { client_message_id: lineId(callId, "a"), content: "a", creation: "1970-01-01T00:00:00.002Z" });
    expect(fromMessage(callId, written)).toEqual(stored("a"));
  });

  test.each([undefined, null, "", "something", lineId("01OTHER", "a")])("with the client_message_id %j is none", (client_message_id) => {
    expect(fromMessage(callId, message(3, { client_message_id: client_message_id ?? null }))).toBeNull();
  });
});

test("the id of a line fits into the 64 characters of the protocol", () => {
  expect(lineId("01ARZ3NDEKTSV4RRFFQ69G5FAV", "0".repeat(32)).length).toBeLessThanOrEqual(64);
});

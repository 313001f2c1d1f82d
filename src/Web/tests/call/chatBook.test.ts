import { beforeEach, describe, expect, test, vi } from "vitest";
import { ChatBook } from "../../src/call/chatBook";
import { connect, FakeHub, settle } from "../support/fakeHub";
import { callId, message } from "../support/views";

let hub: FakeHub;
let book: ChatBook;
let toPeers: { id: string; text: string }[];
let roomId: string;

const lines = (): string[] => book.lines.map(({ from, text, via, state }) => `${from}: ${text} (${via}, ${state})`);
const written = (text: string, unique = text): void => hub.emit("message_created", message(1, { content: text, client_message_id: `${callId}.${unique}` }));

beforeEach(async () => {
  vi.useFakeTimers();
  hub = new FakeHub();
  toPeers = [];
  roomId = "room1";
  const { service } = await connect(hub);
  book = new ChatBook({
    service,
    callId,
    roomId: () => roomId,
    sayToPeers: (text) => toPeers.push(JSON.parse(text) as { id: string; text: string }),
    changed: () => undefined,
  });
});

describe("what this user writes", () => {
  test("shows at once, goes to the peers and to the room, and is sent once the service has it", async () => {
    book.say("hello");
    expect(lines()).toEqual(["alice: hello (peers, sending)"]);
    await settle();
    expect(lines()).toEqual(["alice: hello (peers, sent)"]);
    const [sent] = hub.made("send_message");
    expect(sent).toMatchObject({ room_id: "room1", content: "hello", client_message_id: toPeers[0]?.id });
  });

  test("is not shown again when the service tells it to everybody", async () => {
    book.say("hello");
    await settle();
    hub.emit("message_created", message(1, { sender: "alice", content: "hello", client_message_id: toPeers[0]?.id ?? "" }));
    expect(book.lines).toHaveLength(1);
  });

  test("waits for a service that cannot take it now, in order", async () => {
    hub.refuse("send_message", "unavailable");
    book.say("one");
    book.say("two");
    await settle();
    expect(book.lines.map((l) => l.state)).toEqual(["sending", "sending"]);
    hub.on("send_message", () => ({ message_id: "m", seq: 1, creation: "" }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(book.lines.map((l) => l.state)).toEqual(["sent", "sent"]);
    expect(hub.made("send_message").map((m) => m["content"]).slice(-2)).toEqual(["one", "two"]);
  });

  test("says when it will not get into the history, and the next line is tried all the same", async () => {
    hub.refuse("send_message", "payload_too_large");
    book.say("long");
    await settle();
    hub.on("send_message", () => ({ message_id: "m", seq: 1, creation: "" }));
    book.say("short");
    await settle();
    expect(book.lines.map((l) => l.state)).toEqual(["failed", "sent"]);
  });

  test("waits until the room is known", async () => {
    roomId = "";
    book.say("early");
    await settle();
    expect(hub.made("send_message")).toEqual([]);
    roomId = "room1";
    book.seated(false);
    await settle();
    expect(hub.made("send_message")).toHaveLength(1);
  });
});

describe("what others write", () => {
  test("comes from page to page or by the service, and is there once", () => {
    book.heard("bob", JSON.stringify({ id: `${callId}.a`, text: "a" }));
    written("a");
    written("b");
    expect(lines()).toEqual(["bob: a (peers, sent)", "bob: b (service, sent)"]);
  });

  test("in the room and not in the call is no line of the call, nor is what is written in another room", () => {
    hub.emit("message_created", message(1));
    hub.emit("message_created", message(1, { room_id: "room2", client_message_id: `${callId}.a` }));
    expect(book.lines).toEqual([]);
  });

  test("before this page came is read from the history", async () => {
    const old = (seq: number, unique: string): unknown => message(seq, { content: unique, client_message_id: `${callId}.${unique}` });
    hub.on("get_messages", () => ({ messages: [old(3, "b"), message(2), old(1, "a")] }));
    book.heard("bob", JSON.stringify({ id: `${callId}.c`, text: "c" }));
    book.seated(true);
    await settle();
    expect(book.lines.map((l) => l.text)).toEqual(["a", "b", "c"]);
  });

  test("is heard without a history, too, where the room is closed to this user", async () => {
    vi.spyOn(console, "debug").mockImplementation(() => undefined);
    hub.refuse("get_messages", "room_not_found");
    book.seated(true);
    await settle();
    book.heard("bob", "plain");
    expect(lines()).toEqual(["bob: plain (peers, sent)"]);
  });
});

test("a call that has just begun has no history to be asked for", async () => {
  book.seated(false);
  await settle();
  expect(hub.made("get_messages")).toEqual([]);
});

test("a closed book hears nothing", () => {
  book.close();
  written("a");
  expect(book.lines).toEqual([]);
});

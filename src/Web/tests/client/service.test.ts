import { beforeEach, expect, test, vi } from "vitest";
import { Service } from "../../src/client/service";
import { ConnectionLost } from "../../src/client/transport";
import { connect, FakeHub, linkTo, settle } from "../support/fakeHub";
import { message } from "../support/views";

beforeEach(() => void vi.useFakeTimers());

test("an operation answers the data of the envelope", async () => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.on("get_rooms", () => ({ rooms: [] }));
  await expect(service.call("get_rooms", {})).resolves.toEqual({ rooms: [] });
});

test("a refusal is thrown with its code and details", async () => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.refuse("initiate_call", "call_already_active", { call_session_id: "c2" });
  await expect(service.call("initiate_call", { room_id: "r", call_type: "Audio" })).rejects.toMatchObject({
    code: "call_already_active",
    details: { call_session_id: "c2" },
  });
});

test.each([[undefined], [null], ["ok"], [{}], [{ ok: false }], [{ ok: false, error: "no" }]])("an answer of %j is unavailable", async (answer) => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.onRaw("get_rooms", () => answer);
  await expect(service.call("get_rooms", {})).rejects.toMatchObject({ code: "unavailable" });
});

test("a thrown hub exception is unavailable, and is not repeated", async () => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.onRaw("get_rooms", () => Promise.reject(new Error("HubException: boom")));
  await expect(service.call("get_rooms", {})).rejects.toMatchObject({ code: "unavailable" });
  expect(hub.made("get_rooms")).toHaveLength(1);
});

test("a write carries a command id of its own, a read none", async () => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  await service.call("send_message", { room_id: "r", content: "a" });
  await service.call("send_message", { room_id: "r", content: "b" });
  await service.call("get_rooms", {});
  const ids = hub.made("send_message").map((argument) => argument["command_id"]);
  expect(new Set(ids).size).toBe(2);
  expect(ids.every((id) => typeof id === "string" && id.length <= 64)).toBe(true);
  expect(hub.made("get_rooms")[0]).toEqual({});
});

test("a write whose connection breaks is repeated on the next one under the same command id", async () => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.onRaw("send_message", () => new Promise(() => undefined));
  const sent = service.call("send_message", { room_id: "r", content: "a" });
  await settle();
  hub.on("send_message", () => ({ message_id: "m", seq: 1, creation: "" }));
  hub.live.break();
  await vi.advanceTimersByTimeAsync(1_000);
  await expect(sent).resolves.toMatchObject({ seq: 1 });
  const [first, second] = hub.made("send_message");
  expect(first?.["command_id"]).toBe(second?.["command_id"]);
});

test.each(["join_call", "resume_call"] as const)("%s is not repeated by itself and carries no command id: its answer binds a connection", async (operation) => {
  const hub = new FakeHub();
  const { service } = await connect(hub);
  hub.onRaw(operation, () => new Promise(() => undefined));
  const lost = expect(service.call(operation, { call_session_id: "c", epoch: 1, seq: 1, signal_seq: 1 })).rejects.toBeInstanceOf(ConnectionLost);
  await settle();
  hub.live.break();
  await vi.advanceTimersByTimeAsync(1_000);
  await lost;
  expect(hub.made(operation)).toHaveLength(1);
  expect(hub.made(operation)[0]).not.toHaveProperty("command_id");
});

test("an operation waits for the connection to come up", async () => {
  const hub = new FakeHub();
  const link = linkTo(hub);
  const service = new Service("alice", link);
  hub.on("get_rooms", () => ({ rooms: [] }));
  const rooms = service.call("get_rooms", {});
  link.start();
  await expect(rooms).resolves.toEqual({ rooms: [] });
});

test("an operation gives up when the service stays away", async () => {
  const hub = new FakeHub();
  hub.refusing = true;
  const link = linkTo(hub);
  link.start();
  const refused = expect(new Service("alice", link).call("get_rooms", {})).rejects.toMatchObject({ code: "unavailable" });
  await vi.advanceTimersByTimeAsync(16_000);
  await refused;
});

test("an operation is refused at once when the sign-in is no longer good", async () => {
  const hub = new FakeHub();
  hub.refusing = true;
  const link = linkTo(hub, () => Promise.resolve(false));
  link.start();
  await settle();
  await expect(new Service("alice", link).call("get_rooms", {})).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a listener hears its events only, until it stops, and a failing one does not deafen the others", async () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const hub = new FakeHub();
  const { service } = await connect(hub);
  const heard: number[] = [];
  service.on("message_created", () => {
    throw new Error("broken listener");
  });
  const off = service.on("message_created", ({ seq }) => heard.push(seq));
  hub.emit("message_created", message(1));
  hub.emit("server_draining", { reconnect_within_ms: 60_000 });
  off();
  hub.emit("message_created", message(2));
  expect(heard).toEqual([1]);
  expect(report).toHaveBeenCalledTimes(2);
});

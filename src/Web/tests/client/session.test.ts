// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connect, restoreSession, signIn, type Session } from "../../src/client/session";
import { tokensFrom } from "../../src/client/tokens";
import { FakeHub, settle } from "../support/fakeHub";
import { room } from "../support/views";

let hub: FakeHub;
let sessions: Session[];
let requests: { path: string; init: RequestInit }[];
let answers: Record<string, () => Response | Promise<Response>>;

let addresses: string[];

vi.mock("../../src/client/signalrTransport", () => ({
  openSignalR: (address: string) => {
    addresses.push(address);
    return hub.open();
  },
}));

const token = (exp = 4_000_000_000): string => `h.${btoa(JSON.stringify({ sub: "alice", exp })).replace(/=+$/, "")}.s`;
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  hub = new FakeHub();
  hub.on("get_rooms", () => ({ rooms: [room()] }));
  hub.on("get_online_users", () => ({ users: [], total: 0 }));
  vi.stubGlobal("reportError", (error: unknown) => expect.fail(String(error)));
  sessions = [];
  requests = [];
  addresses = [];
  answers = {
    "/dev/token": () => Response.json({ token: token(), expires_in: 3600 }),
    "/api/method/f_chat.get_ice_servers": () => Response.json({ message: [] }),
  };
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    requests.push({ path, init });
    return Promise.resolve(answers[path]?.() ?? Response.json({ message: {} }));
  });
});

afterEach(async () => {
  for (const session of sessions) await session.signOut();
});

async function start(): Promise<Session> {
  const session = await signIn({ user: "alice" });
  sessions.push(session);
  await settle();
  return session;
}

const asked = (path: string): number => requests.filter((r) => r.path === path).length;

describe("a session", () => {
  test("is for the user of the token, and loads the rooms when it is connected", async () => {
    const session = await start();
    await settle();
    expect(session.service.user).toBe("alice");
    expect(session.rooms.state.rooms).toHaveLength(1);
  });

  test("asks for the rooms again while the service is not all there yet, and after every reconnect", async () => {
    hub.refuse("get_rooms", "unavailable");
    const session = await start();
    await pass(1_000);
    hub.on("get_rooms", () => ({ rooms: [room()] }));
    await pass(3_000);
    expect(session.rooms.state.rooms).toHaveLength(1);
    const before = hub.made("get_rooms").length;
    hub.live.break();
    await pass(2_000);
    expect(hub.made("get_rooms").length).toBe(before + 1);
  });

  test("asks for the rooms until it has them, however long that takes, and not in a storm", async () => {
    hub.refuse("get_rooms", "unavailable");
    const session = await start();
    await pass(600_000);
    const asked = hub.made("get_rooms").length;
    expect(asked).toBeGreaterThan(40);
    expect(asked).toBeLessThan(140);
    expect(session.rooms.state.isLoaded).toBe(false);
    hub.on("get_rooms", () => ({ rooms: [room()] }));
    await pass(10_000);
    expect(session.rooms.state).toMatchObject({ isLoaded: true, rooms: [{ room_id: "room1" }] });
    await pass(60_000);
    expect(hub.made("get_rooms")).toHaveLength(asked + 1);
  });

  test("asks once at a time, though the connection comes and goes meanwhile", async () => {
    hub.refuse("get_rooms", "unavailable");
    await start();
    await pass(120_000);
    for (let i = 0; i < 5; i++) {
      hub.live.break();
      await pass(1_000);
    }
    const before = hub.made("get_rooms").length;
    await pass(120_000);
    expect(hub.made("get_rooms").length - before).toBeLessThan(30);
  });

  test("gives up on what the service refuses for good", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    hub.refuse("get_rooms", "forbidden");
    await start();
    await pass(60_000);
    expect(hub.made("get_rooms")).toHaveLength(1);
    expect(warned).toHaveBeenCalledOnce();
  });

  test("survives a reload, and not a sign-out", async () => {
    const session = await start();
    const again = restoreSession();
    expect(again?.service.user).toBe("alice");
    await again?.signOut();
    await session.signOut();
    expect(restoreSession()).toBeNull();
  });

  test("renews a token that the service refuses, and goes on", async () => {
    hub.refusing = true;
    answers["/api/method/f_chat.get_ice_servers"] = () => Response.json({ exc_type: "unauthenticated", error: { code: "unauthenticated", message: "" } }, { status: 401 });
    const session = await start();
    await settle();
    expect(asked("/dev/token")).toBe(2);
    hub.refusing = false;
    await pass(2_000);
    expect(session.service.status).toBe("connected");
  });

  test("ends when the token is refused and not renewed, and forgets the user", async () => {
    const first = await start();
    answers["/api/method/f_chat.get_ice_servers"] = () => new Response(null, { status: 401 });
    answers["/dev/token"] = () => new Response(null, { status: 404 });
    hub.refusing = true;
    hub.live.break();
    await pass(2_000);
    expect(first.service.status).toBe("stopped");
    expect(restoreSession()).toBeNull();
  });

  test("goes on trying when nobody can say whether the token is good, and does not ask every time", async () => {
    answers["/api/method/f_chat.get_ice_servers"] = () => Promise.reject(new TypeError("network"));
    hub.refusing = true;
    const session = await start();
    await pass(60_000);
    expect(session.service.status).toBe("connecting");
    expect(asked("/api/method/f_chat.get_ice_servers")).toBeLessThan(hub.connections.length / 2);
  });

  test("reconnects at once when the network is back", async () => {
    hub.refusing = true;
    const session = await start();
    await pass(30_000);
    hub.refusing = false;
    dispatchEvent(new Event("online"));
    await settle();
    expect(session.service.status).toBe("connected");
  });

  test("tells activity once a minute, and none when there was none", async () => {
    await start();
    await pass(61_000);
    expect(hub.made("heartbeat")).toHaveLength(1);
    await pass(120_000);
    expect(hub.made("heartbeat")).toHaveLength(1);
    dispatchEvent(new Event("keydown"));
    await pass(60_000);
    expect(hub.made("heartbeat")).toMatchObject([{ active: true }, { active: true }]);
  });
});

describe("the HTTP door", () => {
  test("sends what must outlive the page with keepalive and the bearer header, not in the address", async () => {
    const { door } = await start();
    door.dispatch("leave_call", { call_session_id: "c1" });
    expect(requests.at(-1)).toMatchObject({
      path: "/api/method/f_chat.leave_call",
      init: { method: "POST", keepalive: true, headers: { authorization: `Bearer ${token()}` }, body: JSON.stringify({ call_session_id: "c1" }) },
    });
  });

  test("gives refusals as such, and pages that are no JSON as unavailable", async () => {
    const { door } = await start();
    answers["/api/method/f_chat.get_rooms"] = () => Response.json({ exc_type: "rate_limited", error: { code: "rate_limited", message: "" } }, { status: 429 });
    await expect(door.call("get_rooms", {})).rejects.toMatchObject({ code: "rate_limited" });
    answers["/api/method/f_chat.get_rooms"] = () => new Response("<html>", { status: 502, headers: { "content-type": "text/html" } });
    await expect(door.call("get_rooms", {})).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("a session with the page's own tokens", () => {
  test("is the token's user's, at the address that was given", async () => {
    const session = await connect({ tokens: tokensFrom(() => Promise.resolve(token())), address: "https://chat.example.org/" });
    sessions.push(session);
    await settle();
    expect([session.service.user, session.service.status, addresses]).toEqual(["alice", "connected", ["https://chat.example.org/hub"]]);
    await session.door.call("get_rooms", {});
    expect(asked("https://chat.example.org/api/method/f_chat.get_rooms")).toBe(1);
  });

  test.each([[null], ["no token at all"]])("does not begin with %j", async (given) => {
    await expect(connect({ tokens: tokensFrom(() => Promise.resolve(given)) })).rejects.toMatchObject({ code: "unauthenticated" });
    expect(addresses).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { IceRefresh } from "../../src/call/iceRefresh";
import { Refusal } from "../../src/protocol/errors";
import type { IceAnswer } from "../../src/protocol/views";

class FakeConnection {
  signalingState = "stable";
  onicecandidateerror: ((event: { errorCode: number; url: string }) => void) | null = null;
  readonly configurations: RTCConfiguration[];

  constructor(configuration: RTCConfiguration) {
    this.configurations = [configuration];
  }

  setConfiguration(configuration: RTCConfiguration): void {
    if (this.signalingState === "closed") throw new DOMException("closed", "InvalidStateError");
    this.configurations.push(configuration);
  }

  /** The credentials it was given, oldest first. */
  get credentials(): unknown[] {
    return this.configurations.map(({ iceServers }) => iceServers?.[0]?.credential);
  }

  fail(errorCode: number, url = "turn:turn.example.org:3478?transport=udp"): void {
    this.onicecandidateerror?.({ errorCode, url });
  }
}

const turn = (credential: string, ttl: number | null = 100): IceAnswer => ({
  ice_servers: [{ urls: ["turn:turn.example.org:3478"], username: "u", credential, ttl }],
});

let asked: number;
let answer: () => Promise<IceAnswer>;
let refused: string[];
let ice: IceRefresh;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  asked = 0;
  refused = [];
  answer = () => Promise.resolve(turn(`key${asked}`));
  ice = new IceRefresh({
    ask: () => (asked++, answer()),
    create: (configuration) => new FakeConnection(configuration) as unknown as RTCPeerConnection,
    refused: (server) => refused.push(server),
  });
});

afterEach(() => {
  ice.close();
  vi.restoreAllMocks();
});

const connect = (): FakeConnection => ice.connect() as unknown as FakeConnection;
const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1_000);

describe("credentials in a long call", () => {
  test("are asked for again at four fifths of their life, as often as it takes", async () => {
    ice.answered(turn("key0"));
    await pass(79);
    expect(asked).toBe(0);
    await pass(2);
    expect(asked).toBe(1);
    await pass(80);
    expect(asked).toBe(2);
  });

  test.each([
    [0, 75],
    [0.999, 85],
  ])("are asked for at a moment of each page's own (%d)", async (random, seconds) => {
    vi.mocked(Math.random).mockReturnValue(random);
    ice.answered(turn("key0"));
    await pass(seconds - 1);
    expect(asked).toBe(0);
    await pass(1.1);
    expect(asked).toBe(1);
  });

  test("go by the server whose credential ends first", async () => {
    ice.answered({ ice_servers: [...turn("a", 1_000).ice_servers, { urls: "stun:s" }, ...turn("b", 10).ice_servers] });
    await pass(9);
    expect(asked).toBe(1);
  });

  test("that have no end are not asked for again", async () => {
    ice.answered(turn("fixed", null));
    await pass(1_000_000);
    expect(asked).toBe(0);
  });

  test("reach connections that there are and those that are made later", async () => {
    ice.answered(turn("key0"));
    const before = connect();
    await pass(81);
    expect(before.credentials).toEqual(["key0", "key1"]);
    expect(connect().credentials).toEqual(["key1"]);
  });

  test("leave closed connections alone", async () => {
    ice.answered(turn("key0"));
    const closed = connect();
    closed.signalingState = "closed";
    await pass(81);
    expect(asked).toBe(1);
    expect(closed.credentials).toEqual(["key0"]);
  });

  test("are asked for until the service answers", async () => {
    ice.answered(turn("key0"));
    answer = () => Promise.reject(new Refusal("unavailable", "not now"));
    await pass(81);
    await pass(5);
    expect(asked).toBeGreaterThan(1);
    answer = () => Promise.resolve(turn("late"));
    await pass(20);
    expect(connect().credentials).toEqual(["late"]);
  });

  test("are given up where nobody is signed in any more", async () => {
    ice.answered(turn("key0"));
    answer = () => Promise.reject(new Refusal("unauthenticated", "signed out"));
    await pass(1_000);
    expect(asked).toBe(1);
  });

  test("start anew with a new seat", async () => {
    ice.answered(turn("key0"));
    await pass(60);
    ice.answered(turn("seat"));
    await pass(60);
    expect(asked).toBe(0);
    await pass(21);
    expect(asked).toBe(1);
  });

  test("are nobody's business once the call is over", async () => {
    ice.answered(turn("key0"));
    const connection = connect();
    ice.close();
    await pass(1_000);
    connection.fail(401);
    expect(asked).toBe(0);
    expect(refused).toEqual([]);
  });
});

describe("a TURN server that does not take them", () => {
  test.each([401, 441])("is named once, however many candidates and connections meet it (%d)", (code) => {
    ice.answered(turn("wrong"));
    const [a, b] = [connect(), connect()];
    for (const connection of [a, a, b]) connection.fail(code);
    expect(refused).toEqual(["turn.example.org:3478"]);
  });

  test("is named beside another one", () => {
    ice.answered(turn("wrong"));
    const connection = connect();
    connection.fail(401, "turn:a.example.org:3478");
    connection.fail(401, "turns:b.example.org:443?transport=tcp");
    expect(refused).toEqual(["a.example.org:3478", "b.example.org:443"]);
  });

  test.each([300, 400, 701])("is not what other troubles mean (%d)", (code) => {
    ice.answered(turn("right"));
    connect().fail(code);
    expect(refused).toEqual([]);
  });

  test("because they have ended while the machine slept, is given new ones and not named", async () => {
    ice.answered(turn("key0"));
    const connection = connect();
    vi.setSystemTime(Date.now() + 200_000); // and no timer has run
    connection.fail(401);
    connection.fail(401);
    await pass(0);
    expect(refused).toEqual([]);
    expect(connection.credentials).toEqual(["key0", "key1"]);
  });
});

test("media goes through relays only where the service wants it so", () => {
  ice.answered({ ...turn("key"), ice_transport_policy: "relay" });
  expect(connect().configurations[0]?.iceTransportPolicy).toBe("relay");
  ice.answered(turn("key"));
  expect(connect().configurations[0]?.iceTransportPolicy).toBe("all");
});

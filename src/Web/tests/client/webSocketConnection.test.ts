import { beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocketConnection } from "../../src/client/webSocketConnection";

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  readonly sent: string[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(readonly address: URL) {
    FakeSocket.made.push(this);
  }

  send(data: string): void {
    this.sent.push(data);
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }
}

const socket = async (): Promise<FakeSocket> => await vi.waitUntil(() => FakeSocket.made[0]);

function connectionTo(url: string): { connection: WebSocketConnection; closed: (Error | undefined)[]; received: unknown[] } {
  const [closed, received]: [(Error | undefined)[], unknown[]] = [[], []];
  const connection = new WebSocketConnection(url, () => Promise.resolve("a b"));
  connection.onclose = (error) => closed.push(error);
  connection.onreceive = (data) => received.push(data);
  return { connection, closed, received };
}

async function opened(): Promise<ReturnType<typeof connectionTo> & { socket: FakeSocket }> {
  const made = connectionTo("/hub");
  const starting = made.connection.start();
  (await socket()).open();
  await starting;
  return { ...made, socket: await socket() };
}

beforeEach(() => {
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("location", { href: "https://chat.example.org/page?x=1" });
});

describe("a connection over a WebSocket", () => {
  it("goes to the hub beside the page, or to another host, with the token", async () => {
    void connectionTo("/hub").connection.start();
    expect(String((await socket()).address)).toBe("wss://chat.example.org/hub?access_token=a+b");
    FakeSocket.made = [];
    void connectionTo("http://other.example.org/hub").connection.start();
    expect(String((await socket()).address)).toBe("ws://other.example.org/hub?access_token=a+b");
  });

  it("is not started when the socket does not open", async () => {
    const { connection, closed } = connectionTo("/hub");
    const starting = connection.start();
    (await socket()).close();
    await expect(starting).rejects.toThrow("could not be opened");
    expect(closed).toEqual([]);
  });

  it("does not open a socket after it was stopped, and closes one that is being opened", async () => {
    const early = connectionTo("/hub");
    const starting = early.connection.start();
    await early.connection.stop();
    await expect(starting).rejects.toThrow("stopped");
    expect(FakeSocket.made).toEqual([]);

    const late = connectionTo("/hub");
    const opening = late.connection.start();
    await socket();
    await late.connection.stop();
    await expect(opening).rejects.toThrow("could not be opened");
  });

  it("carries text both ways and sends nothing once it is closed", async () => {
    const { connection, received, socket } = await opened();
    await connection.send("there");
    socket.onmessage?.({ data: "back" });
    expect([socket.sent, received]).toEqual([["there"], ["back"]]);
    socket.close();
    await expect(connection.send("lost")).rejects.toThrow("not open");
  });

  it("says once that it is closed, whoever has closed it", async () => {
    const one = await opened();
    one.socket.close();
    await one.connection.stop(new Error("late"));
    expect(one.closed).toEqual([undefined]);

    FakeSocket.made = [];
    const other = await opened();
    const why = new Error("no answer");
    await other.connection.stop(why);
    other.socket.close();
    expect(other.closed).toEqual([why]);
  });

  it("closes when what came cannot be read", async () => {
    const { connection, closed, socket } = await opened();
    const why = new Error("no message");
    connection.onreceive = () => {
      throw why;
    };
    socket.onmessage?.({ data: "garbage" });
    expect(closed).toEqual([why]);
    expect(socket.readyState).toBe(3);
  });
});

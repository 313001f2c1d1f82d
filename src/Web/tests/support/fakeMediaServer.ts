import { Refusal } from "../../src/protocol/errors";
import type { SubscriptionView } from "../../src/protocol/operations";
import type { StreamView } from "../../src/protocol/views";
import type { WireSignal } from "../../src/rtc/pairSignal";
import type { FakeAir, FakePeerConnection } from "./fakePeerConnection";

export interface ServerSurroundings {
  readonly air: FakeAir;
  /** A signal of the media server for one page. */
  readonly say: (user: string, stream: StreamView, signal: WireSignal) => void;
  /** What the call is told of a publication; 0: there is none any more. */
  readonly feed: (user: string, feed: number) => void;
}

interface Stream {
  readonly session: number;
  readonly connection: FakePeerConnection;
}

/** The media server as the service drives it: answers publishers, makes the offers of subscriptions, numbers its feeds. */
export class FakeMediaServer {
  readonly #around: ServerSurroundings;
  readonly publications = new Map<string, Stream & { feed: number }>();
  /** By subscriber, then by publisher. */
  readonly subscriptions = new Map<string, Map<string, Stream>>();
  /** Offers get no answer while true. */
  deaf = false;
  #feeds = 0;
  #sessions = 0;

  constructor(around: ServerSurroundings) {
    this.#around = around;
  }

  receive(from: string, stream: StreamView, { signal_type, signal_data }: WireSignal): void {
    if (stream.direction === "publish") return this.#onPublish(from, stream, signal_type, signal_data);
    const known = this.subscriptions.get(from)?.get(stream.publisher);
    if (known?.session !== stream.session) return;
    if (signal_type === "ice_restart") return void this.#restart(from, stream, known.connection);
    void apply(known.connection, signal_type, signal_data);
  }

  /** As `update_subscriptions`: all or nothing. */
  subscribe(user: string, streams: readonly SubscriptionView[]): void {
    const missing = streams.filter(({ publisher, feed }) => this.publications.get(publisher)?.feed !== feed).map((s) => s.publisher);
    if (missing.length > 0) throw new Refusal("stream_not_found", "", { publishers: missing });
    const before = this.subscriptions.get(user) ?? new Map<string, Stream>();
    const wanted = new Set(streams.map((s) => s.publisher));
    for (const [publisher, { connection }] of before) if (!wanted.has(publisher)) connection.close();
    const next = new Map([...before].filter(([publisher]) => wanted.has(publisher)));
    this.subscriptions.set(user, next);
    for (const { publisher } of streams) if (!next.has(publisher)) next.set(publisher, this.#offer(user, publisher));
  }

  /** All is lost, as when the server is killed: its connections fall silent. */
  lose(): void {
    const all = [...this.publications.values(), ...[...this.subscriptions.values()].flatMap((s) => [...s.values()])];
    for (const { connection } of all) connection.close();
    this.publications.clear();
    this.subscriptions.clear();
  }

  #onPublish(from: string, stream: StreamView, type: string, data: unknown): void {
    const known = this.publications.get(from);
    if (this.deaf || (known && stream.session < known.session)) return;
    if (type === "ice_candidate") return void (known?.session === stream.session && apply(known.connection, type, data));
    const connection = known?.session === stream.session ? known.connection : this.#publish(from, stream);
    void apply(connection, "offer", data).then(() => this.#around.say(from, stream, { signal_type: "answer", signal_data: connection.localDescription }));
  }

  #publish(from: string, stream: StreamView): FakePeerConnection {
    const former = this.publications.get(from);
    if (former) this.#end(from, former);
    const connection = this.#make(from, stream);
    const publication = { session: stream.session, connection, feed: 0 };
    this.publications.set(from, publication);
    connection.onconnectionstatechange = () => {
      if (connection.connectionState !== "connected" || publication.feed > 0) return;
      publication.feed = ++this.#feeds;
      this.#around.feed(from, publication.feed);
    };
    return connection;
  }

  #end(publisher: string, { connection }: Stream): void {
    connection.close();
    for (const all of this.subscriptions.values()) {
      all.get(publisher)?.connection.close();
      all.delete(publisher);
    }
    this.#around.feed(publisher, 0);
  }

  #offer(user: string, publisher: string): Stream {
    const stream: StreamView = { publisher, direction: "subscribe", session: ++this.#sessions };
    const connection = this.#make(user, stream);
    for (const kind of ["audio", "video", "video"]) connection.addTransceiver(kind, { direction: "sendonly" });
    void this.#sayOffer(user, stream, connection);
    return { session: stream.session, connection };
  }

  async #restart(user: string, stream: StreamView, connection: FakePeerConnection): Promise<void> {
    connection.restartIce();
    await this.#sayOffer(user, stream, connection);
  }

  async #sayOffer(user: string, stream: StreamView, connection: FakePeerConnection): Promise<void> {
    await connection.setLocalDescription();
    this.#around.say(user, stream, { signal_type: "offer", signal_data: connection.localDescription });
  }

  #make(user: string, stream: StreamView): FakePeerConnection {
    const connection = this.#around.air.create() as unknown as FakePeerConnection;
    connection.onicecandidate = ({ candidate }) =>
      this.#around.say(user, stream, { signal_type: "ice_candidate", signal_data: candidate ?? { completed: true } });
    return connection;
  }
}

async function apply(connection: FakePeerConnection, type: string, data: unknown): Promise<void> {
  if (connection.signalingState === "closed") return;
  if (type === "ice_candidate") {
    for (const candidate of Array.isArray(data) ? (data as RTCIceCandidateInit[]) : []) await connection.addIceCandidate(candidate as { candidate?: string }).catch(() => undefined);
    return;
  }
  await connection.setRemoteDescription(data as { type: string; sdp: string });
  if (type !== "answer") await connection.setLocalDescription();
}

import { vi } from "vitest";
import { applyEvent } from "../../src/client/applyEvent";
import { MediaPaths, sfuUser } from "../../src/call/mediaPaths";
import { Refusal } from "../../src/protocol/errors";
import type { SubscriptionView } from "../../src/protocol/operations";
import type { CallView, ParticipantView, StreamView } from "../../src/protocol/views";
import type { LocalTracks } from "../../src/rtc/peerLink";
import type { WireSignal } from "../../src/rtc/pairSignal";
import { FakeMediaServer } from "./fakeMediaServer";
import { FakeAir, FakeTrack, type FakePeerConnection } from "./fakePeerConnection";
import { callView, event, participant } from "./views";

/** Statistics of a connection on which everything comes. */
const flowing = new Map<string, unknown>([
  ["audio", { type: "inbound-rtp", kind: "audio", packetsReceived: 50 }],
  ["video", { type: "inbound-rtp", kind: "video", mid: "1", packetsReceived: 50, framesDecoded: 10 }],
]);

export interface SfuPage {
  readonly user: string;
  readonly paths: MediaPaths;
  /** Every set of subscriptions that the service has heard. */
  readonly declared: SubscriptionView[][];
  readonly connections: FakePeerConnection[];
  readonly sent: { to: string; stream: StreamView | null; signal: WireSignal }[];
  online: boolean;
  view: CallView;
}

/** Pages of a call with a service and a media server; in fake time. */
export class FakeSfuCall {
  readonly air = new FakeAir();
  readonly server: FakeMediaServer;
  readonly pages = new Map<string, SfuPage>();
  /** What the service answers `update_subscriptions` with instead of doing it. */
  refusal: Refusal | null = null;
  view: CallView;
  /** Media comes on new connections while true. */
  flows = true;
  /** How wide everybody's picture is that comes. */
  width = 960;
  #incarnations = 0;

  constructor(view: Partial<CallView> = {}) {
    this.view = callView({ participants: [], ...view });
    this.server = new FakeMediaServer({
      air: this.air,
      say: (user, stream, signal) => this.#deliver(user, sfuUser, { ...copy(signal), stream }),
      feed: (user, feed) => this.change(user, { feed }),
    });
  }

  async join(user: string, more: Partial<ParticipantView> = {}): Promise<SfuPage> {
    this.tell((view) => ({ ...view, participants: [...view.participants.filter((p) => p.user !== user), participant(user, "Joined", more)] }));
    const page = this.#page(user);
    this.pages.set(user, page);
    page.paths.seated(`${user}#${++this.#incarnations}`);
    await pass(300);
    return page;
  }

  leave(user: string): void {
    this.pages.get(user)?.paths.close();
    this.pages.delete(user);
    this.tell((view) => ({ ...view, participants: view.participants.map((p) => (p.user === user ? { ...p, status: "Left" } : p)) }));
  }

  change(user: string, fields: Partial<ParticipantView>): void {
    this.tell((view) => applyEvent(view, event("call_participant_updated", 0, { updated: [{ user, ...fields }] })));
  }

  update(fields: Parameters<typeof event<"call_updated">>[2]): void {
    this.tell((view) => applyEvent(view, event("call_updated", 0, fields)));
  }

  toSfu(generation = 1): void {
    this.update({ topology: "sfu", sfu: { generation, available: true } });
  }

  tell(change: (view: CallView) => CallView): void {
    this.view = change(this.view);
    for (const page of this.pages.values()) {
      page.view = this.view;
      page.paths.follow();
    }
  }

  /** Whether everybody has a connected way to everybody else, of this kind. */
  isWhole(way: "both" | "down"): boolean {
    return [...this.pages.values()].every((page) => {
      const others = [...this.pages.keys()].filter((user) => user !== page.user);
      return others.every((user) => page.paths.links.get(user)?.state === "connected" && page.paths.links.get(user)?.way === way);
    });
  }

  /** Lets time pass, and says how long in a row anybody had no connected way to somebody, in milliseconds. */
  async longestGap(ms: number): Promise<number> {
    const since = new Map<string, number>();
    let longest = 0;
    for (let at = 0; at < ms; at += 10) {
      await pass(10);
      for (const { user, paths } of this.pages.values()) {
        for (const { peer, link } of paths.sources) {
          const way = `${peer}>${user}`;
          if (link?.state === "connected") since.delete(way);
          else since.set(way, (since.get(way) ?? 0) + 10);
          longest = Math.max(longest, since.get(way) ?? 0);
        }
      }
    }
    return longest;
  }

  close(): void {
    for (const { paths } of this.pages.values()) paths.close();
  }

  #page(user: string): SfuPage {
    const page: SfuPage = { user, declared: [], connections: [], sent: [], online: true, view: this.view, paths: null as unknown as MediaPaths };
    const tracks: LocalTracks = { audio: new FakeTrack("audio") as unknown as MediaStreamTrack, video: null, screen: null };
    const paths = new MediaPaths({
      me: user,
      view: () => page.view,
      tracks: () => tracks,
      createConnection: () => {
        const connection = this.air.create();
        const fake = connection as unknown as FakePeerConnection;
        if (this.flows) fake.stats = flowing;
        page.connections.push(fake);
        return connection;
      },
      online: () => page.online,
      send: (to, signal) => {
        page.sent.push({ to, stream: null, signal });
        this.#deliver(to, user, copy(signal));
      },
      sendToSfu: (stream, signal) => {
        page.sent.push({ to: sfuUser, stream, signal });
        setTimeout(() => this.pages.get(user) === page && this.server.receive(user, stream, copy(signal)), 5);
      },
      subscribe: async (streams) => {
        await Promise.resolve();
        page.declared.push([...streams]);
        if (this.refusal) throw this.refusal;
        this.server.subscribe(user, streams);
      },
      judge: () => ({ quality: "excellent", width: this.width }),
      changed: () => undefined,
      said: () => undefined,
    });
    return Object.assign(page, { paths });
  }

  #deliver(to: string, from: string, signal: WireSignal): void {
    setTimeout(() => this.pages.get(to)?.paths.receive(from, signal), 5);
  }
}

const copy = (signal: WireSignal): WireSignal => JSON.parse(JSON.stringify(signal)) as WireSignal;

export const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A call that these people have come into one after another. */
export async function sfuCallOf(users: readonly string[], view: Partial<CallView> = {}): Promise<FakeSfuCall> {
  const call = new FakeSfuCall(view);
  for (const user of users) await call.join(user);
  return call;
}

/** The view of a call with a media server. */
export const withServer: Partial<CallView> = { topology: "sfu", sfu: { generation: 1, available: true } };

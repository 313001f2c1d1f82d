import { expect, vi } from "vitest";
import { Mesh } from "../../src/rtc/mesh";
import type { WireSignal } from "../../src/rtc/pairSignal";
import { FakeAir, FakeTrack } from "./fakePeerConnection";

/** One page in the call: what the user sees is its mesh. */
export interface FakePage {
  readonly user: string;
  readonly mesh: Mesh;
  readonly said: string[];
  online: boolean;
}

interface Flight {
  readonly from: FakePage;
  readonly to: string;
  readonly signal: WireSignal;
}

/**
 * A call without a service: who is in, and signals that take their time. Signals of one sender to one receiver stay in
 * order; everything else may overtake.
 */
export class FakeCall {
  readonly air = new FakeAir();
  readonly flights: Flight[] = [];
  /** The page that has the seat of each user. */
  readonly seats = new Map<string, FakePage>();
  /** How long a signal takes, in milliseconds. */
  latency: (from: string, to: string) => number = () => 5;
  /** False: the signal is lost. */
  carries: (flight: Flight) => boolean = () => true;
  #pages = 0;
  readonly #due = new Map<string, number>();

  /** A new page takes the user's seat. `announce` false: the others hear of it later, by `tell`. */
  join(user: string, announce = true): FakePage {
    const page = this.#page(user);
    const others = [...this.seats.keys()].filter((u) => u !== user);
    this.seats.set(user, page);
    page.mesh.seated(`${user}#${++this.#pages}`, others);
    if (announce) this.tell();
    return page;
  }

  leave(user: string, announce = true): void {
    this.seats.get(user)?.mesh.close();
    this.seats.delete(user);
    if (announce) this.tell();
  }

  /** Everybody, or one, hears who is in. */
  tell(only?: string): void {
    for (const [user, page] of this.seats) {
      if (only === undefined || only === user) page.mesh.roster([...this.seats.keys()].filter((u) => u !== user));
    }
  }

  /** Whether every two people in the call are connected to each other's present page. */
  get isWhole(): boolean {
    const pages = [...this.seats.values()];
    return pages.every((page) => pages.every((other) => other === page || this.#connected(page, other)));
  }

  get connections(): number {
    return this.air.connections.filter((c) => c.connectionState !== "closed").length;
  }

  #connected(page: FakePage, other: FakePage): boolean {
    const mine = page.mesh.pairs.get(other.user)?.link;
    const theirs = other.mesh.pairs.get(page.user)?.link;
    if (mine?.state !== "connected" || theirs?.state !== "connected") return false;
    const index = (link: typeof mine): number => this.air.connections.indexOf(link.connection as never);
    return this.air.connections[index(mine)]?.remote?.of === index(theirs);
  }

  #page(user: string): FakePage {
    const said: string[] = [];
    const page: FakePage = { user, said, online: true, mesh: null as unknown as Mesh };
    const mesh = new Mesh({
      me: user,
      tracks: () => ({ audio: new FakeTrack("audio") as unknown as MediaStreamTrack, video: null, screen: null }),
      createConnection: this.air.create,
      online: () => page.online,
      send: (to, signal) => this.#send({ from: page, to, signal: JSON.parse(JSON.stringify(signal)) as WireSignal }),
      changed: () => undefined,
      said: (peer, text) => said.push(`${peer}: ${text}`),
    });
    return Object.assign(page, { mesh });
  }

  #send(flight: Flight): void {
    this.flights.push(flight);
    if (this.carries(flight) && this.seats.get(flight.from.user) === flight.from) this.deliver(flight);
  }

  /** Puts a signal on its way, behind all that is under way between the two. */
  deliver(flight: Flight): void {
    const way = `${flight.from.user}>${flight.to}`;
    const due = Math.max(Date.now() + this.latency(flight.from.user, flight.to), this.#due.get(way) ?? 0);
    this.#due.set(way, due);
    setTimeout(() => this.seats.get(flight.to)?.mesh.receive(flight.from.user, flight.signal), due - Date.now());
  }
}

export const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A call that these people have come into one after another. */
export async function callOf(...users: string[]): Promise<FakeCall> {
  const call = new FakeCall();
  for (const user of users) {
    call.join(user);
    await pass(300);
  }
  expect(call.isWhole).toBe(true);
  return call;
}

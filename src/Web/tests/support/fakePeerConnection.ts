/** Enough of RTCPeerConnection to negotiate: signalling states, implicit rollback, candidates bound to a description. */

export interface FakeSdp {
  /** Which connection made it. */
  readonly of: number;
  /** Changes with every ICE restart: candidates belong to one of them. */
  readonly generation: number;
  /** For an answer: the generation of the offer it answers. */
  readonly answers?: number;
  readonly offer: number;
  readonly kinds: readonly string[];
}

const read = (sdp: string): FakeSdp => JSON.parse(sdp) as FakeSdp;

export class FakeTrack extends EventTarget {
  enabled = true;
  readyState: "live" | "ended" = "live";
  readonly kind: string;

  constructor(kind: string) {
    super();
    this.kind = kind;
  }

  stop(): void {
    this.readyState = "ended";
  }

  /** The device goes away. */
  lose(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

export class FakeStream {
  readonly tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.tracks = [...tracks];
  }

  addTrack(track: FakeTrack): void {
    this.tracks.push(track);
  }

  getAudioTracks = (): FakeTrack[] => this.tracks.filter((t) => t.kind === "audio");
  getVideoTracks = (): FakeTrack[] => this.tracks.filter((t) => t.kind === "video");
}

class FakeSender {
  track: FakeTrack | null;
  readonly replaced: (FakeTrack | null)[] = [];

  constructor(track: FakeTrack | null) {
    this.track = track;
  }

  replaceTrack(track: FakeTrack | null): Promise<void> {
    this.track = track;
    this.replaced.push(track);
    return Promise.resolve();
  }
}

class FakeChannel {
  readyState = "connecting";
  readonly sent: string[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;

  send(text: string): void {
    this.sent.push(text);
  }
}

interface FakeTransceiver {
  readonly sender: FakeSender;
  readonly receiver: { readonly track: FakeTrack; readonly getSynchronizationSources: () => unknown[] };
  readonly mid: string;
  direction: string;
  /** As it was asked for. */
  readonly sendEncodings?: readonly object[] | undefined;
}

/** The air between connections: connects two when each has the other's description and a candidate of its generation. */
export class FakeAir {
  readonly connections: FakePeerConnection[] = [];
  /** Candidates get lost while true: nothing connects. */
  deaf = false;

  create = (): RTCPeerConnection => {
    const connection = new FakePeerConnection(this, this.connections.length);
    this.connections.push(connection);
    return connection as unknown as RTCPeerConnection;
  };

  settle(): void {
    for (const a of this.connections) {
      const b = a.remote && this.connections[a.remote.of];
      if (!b || this.deaf) continue;
      if (a.hears(b) && b.hears(a)) {
        a.become("connected");
        b.become("connected");
      }
    }
  }
}

export class FakePeerConnection {
  signalingState = "stable";
  connectionState = "new";
  localDescription: { type: string; sdp: string } | null = null;
  remote: FakeSdp | null = null;
  readonly candidates: { of: number; generation: number }[] = [];
  readonly channels: FakeChannel[] = [];
  restarts = 0;
  /** How loud the other is, 0 to 1; null: the browser does not tell. */
  level: number | null = null;
  stats = new Map<string, unknown>();
  onnegotiationneeded: (() => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack; transceiver: FakeTransceiver }) => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  readonly #air: FakeAir;
  readonly #number: number;
  readonly #transceivers: FakeTransceiver[] = [];
  #stableLocal: { type: string; sdp: string } | null = null;
  #generation = 1;
  #offers = 0;
  #needed = false;
  #saying = false;

  constructor(air: FakeAir, number: number) {
    this.#air = air;
    this.#number = number;
  }

  get remoteDescription(): object | null {
    return this.remote;
  }

  addTransceiver(trackOrKind: FakeTrack | string, { direction, sendEncodings }: { direction: string; sendEncodings?: readonly object[] }): FakeTransceiver {
    const track = typeof trackOrKind === "string" ? null : trackOrKind;
    const kind = typeof trackOrKind === "string" ? trackOrKind : trackOrKind.kind;
    const made = { ...this.#line(kind, track, direction), sendEncodings };
    this.#transceivers.push(made);
    this.#need();
    return made;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.#transceivers;
  }

  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(this.stats);
  }

  createDataChannel(): FakeChannel {
    const channel = new FakeChannel();
    this.channels.push(channel);
    return channel;
  }

  restartIce(): void {
    this.restarts++;
    this.#needed = true;
    this.#need();
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    const answering = this.signalingState === "have-remote-offer";
    if (this.#needed) {
      this.#generation++;
      this.#needed = false;
    }
    const sdp: FakeSdp = {
      of: this.#number,
      generation: this.#generation,
      offer: answering ? (this.remote?.offer ?? 0) : ++this.#offers,
      kinds: this.#transceivers.map((t) => t.receiver.track.kind),
      ...(answering && this.remote ? { answers: this.remote.generation } : {}),
    };
    this.localDescription = { type: answering ? "answer" : "offer", sdp: JSON.stringify(sdp) };
    this.signalingState = answering ? "stable" : "have-local-offer";
    if (answering) this.#stableLocal = this.localDescription;
    this.#gather(sdp);
    this.#air.settle();
  }

  async setRemoteDescription({ type, sdp }: { type: string; sdp: string }): Promise<void> {
    await Promise.resolve();
    const remote = read(sdp);
    if (type === "answer") {
      const mine = this.localDescription && read(this.localDescription.sdp);
      if (this.signalingState !== "have-local-offer" || mine?.offer !== remote.offer) throw new DOMException("no such offer", "InvalidStateError");
      this.signalingState = "stable";
      this.#stableLocal = this.localDescription;
    } else {
      if (this.signalingState === "have-local-offer") {
        // Implicit rollback; what made the offer necessary is asked for again later.
        this.localDescription = this.#stableLocal;
        this.#needed = true;
        setTimeout(() => this.#need(), 0);
      }
      this.signalingState = "have-remote-offer";
      for (const kind of remote.kinds.slice(this.#transceivers.length)) this.#addRemote(kind);
    }
    const first = this.remote === null;
    this.remote = remote;
    if (first) for (const t of this.#transceivers) this.ontrack?.({ track: t.receiver.track, transceiver: t });
    if (this.connectionState === "new") this.become("connecting");
    this.#air.settle();
  }

  async addIceCandidate({ candidate = "" }: { candidate?: string }): Promise<void> {
    await Promise.resolve();
    const [of, generation] = candidate.split(":").map(Number);
    if (!this.remote || of === undefined || generation === undefined) throw new DOMException("no description", "InvalidStateError");
    if (of !== this.remote.of || generation !== this.remote.generation) throw new DOMException("unknown ufrag", "OperationError");
    this.candidates.push({ of, generation });
    this.#air.settle();
  }

  /** Nothing here looks for a way. */
  setConfiguration(): void {}

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
    for (const channel of this.channels) channel.readyState = "closed";
  }

  /** Has the other's present description and a candidate that belongs to it, and negotiates nothing. */
  hears(other: FakePeerConnection): boolean {
    if (this.signalingState !== "stable" || this.remote?.of !== other.#number || !other.localDescription) return false;
    const { generation } = read(other.localDescription.sdp);
    return this.remote.generation === generation && this.candidates.some((c) => c.generation === generation && c.of === other.#number);
  }

  become(state: string): void {
    if (this.connectionState === state || this.connectionState === "closed") return;
    this.connectionState = state;
    if (state === "connected") for (const channel of this.channels) channel.readyState = "open";
    this.onconnectionstatechange?.();
  }

  get sentTracks(): (FakeTrack | null)[] {
    return this.#transceivers.map((t) => t.sender.track);
  }

  #addRemote(kind: string): void {
    this.#transceivers.push(this.#line(kind, null, "recvonly"));
  }

  #line(kind: string, track: FakeTrack | null, direction: string): FakeTransceiver {
    const sources = (): unknown[] => (this.level === null ? [] : [{ audioLevel: this.level }]);
    const receiver = { track: new FakeTrack(kind), getSynchronizationSources: sources };
    return { sender: new FakeSender(track), receiver, direction, mid: String(this.#transceivers.length) };
  }

  #gather({ of, generation }: FakeSdp): void {
    for (const n of [1, 2]) {
      setTimeout(() => this.#candidate(`${of}:${generation}:${n}`), n);
    }
    setTimeout(() => this.#candidate(""), 3);
  }

  #candidate(candidate: string): void {
    if (this.connectionState === "closed") return;
    this.onicecandidate?.({ candidate: candidate ? { candidate, toJSON: () => ({ candidate }) } : null });
  }

  /** Says once that a negotiation is needed, as soon as none is under way. */
  #need(): void {
    if (this.#saying) return;
    this.#saying = true;
    setTimeout(() => {
      this.#saying = false;
      if (this.signalingState === "stable") this.onnegotiationneeded?.();
      else if (this.signalingState !== "closed") this.#need();
    }, 0);
  }
}

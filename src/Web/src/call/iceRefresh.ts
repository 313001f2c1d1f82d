import { insist } from "../client/insist";
import { isRefusal } from "../protocol/errors";
import type { IceAnswer, IceServerView } from "../protocol/views";
import { iceConfiguration, refusedRelay } from "./iceConfiguration";

/** Of a credential's life, when the next one is asked for: four fifths, give or take, so that a whole call does not ask at once. */
const earliest = 0.75;
const spread = 0.1;

export interface IceRefreshOptions {
  /** Asks the service for servers with credentials that hold from now on. */
  readonly ask: () => Promise<IceAnswer>;
  readonly create: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** A TURN server does not take a credential that should hold. Told once for each server. */
  readonly refused: (server: string) => void;
}

/**
 * The ICE servers of one call, with credentials that hold for as long as it lasts: asks for the next ones before the
 * present ones end, and gives them to the connections there are, which use them with their next ICE restart.
 */
export class IceRefresh {
  readonly #options: IceRefreshOptions;
  /** Open ones; closed ones go with the next that is made or refreshed. */
  readonly #connections = new Set<RTCPeerConnection>();
  /** At most as many as there are servers. */
  readonly #told = new Set<string>();
  #answer: IceAnswer = { ice_servers: [] };
  #endsAt = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #closed = false;

  constructor(options: IceRefreshOptions) {
    this.#options = options;
  }

  /** What the service has just answered holds from now on. */
  answered(answer: IceAnswer): void {
    if (this.#closed) return;
    this.#answer = answer;
    const lifeMs = lifetimeOf(answer.ice_servers);
    this.#endsAt = Date.now() + lifeMs;
    clearTimeout(this.#timer);
    if (lifeMs < Infinity) this.#timer = setTimeout(() => this.#ask(), lifeMs * (earliest + spread * Math.random()));
    const configuration = iceConfiguration(answer);
    for (const connection of this.#open()) connection.setConfiguration(configuration);
  }

  /** A connection with the present credentials; it will be given later ones. */
  connect(): RTCPeerConnection {
    const connection = this.#options.create(iceConfiguration(this.#answer));
    connection.onicecandidateerror = (event) => this.#failed(event);
    this.#open();
    this.#connections.add(connection);
    return connection;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#connections.clear();
  }

  #open(): ReadonlySet<RTCPeerConnection> {
    for (const connection of this.#connections) if (connection.signalingState === "closed") this.#connections.delete(connection);
    return this.#connections;
  }

  #ask(): void {
    if (this.#asking || this.#closed) return;
    this.#asking = true;
    insist(this.#options.ask, () => !this.#closed)
      .then((answer) => answer && this.answered(answer))
      .catch((error: unknown) => {
        // Nobody is signed in any more: the page's way out of the call is another's business.
        if (!isRefusal(error)) reportError(error);
      })
      .finally(() => (this.#asking = false));
  }

  /** A credential that has ended, as in a machine that slept, is replaced; one that should hold is worth a word. */
  #failed(event: RTCPeerConnectionIceErrorEvent): void {
    const server = refusedRelay(event);
    if (server === null || this.#closed) return;
    if (Date.now() >= this.#endsAt) return this.#ask();
    if (this.#told.has(server)) return;
    this.#told.add(server);
    this.#options.refused(server);
  }
}

/** Milliseconds until the first credential ends; Infinity when none does. */
function lifetimeOf(servers: readonly IceServerView[]): number {
  return Math.min(Infinity, ...servers.map(({ ttl }) => (ttl ? ttl * 1_000 : Infinity)));
}

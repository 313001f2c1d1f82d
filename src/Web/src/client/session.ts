import { isRefusal, Refusal } from "../protocol/errors";
import { CallLog } from "./callLog";
import { DevTokens, type DevIdentity } from "./devTokens";
import { HttpDoor } from "./httpDoor";
import { HubLink } from "./hubLink";
import { insist } from "./insist";
import { RoomBook } from "./roomBook";
import { Service } from "./service";
import { openSignalR } from "./signalrTransport";
import { readClaims, type TokenClaims, type TokenSource } from "./tokens";

/** A signed-in user's whole client: what the page works with from sign-in to sign-out. */
export interface Session {
  /** What the user is called, by the token of the sign-in; null when it does not say. */
  readonly name: string | null;
  readonly service: Service;
  readonly door: HttpDoor;
  readonly rooms: RoomBook;
  readonly calls: CallLog;
  /** Forgets the user on this page. */
  signOut(): Promise<void>;
}

/** The session that a reload has interrupted; null when nobody was signed in. */
export function restoreSession(): Session | null {
  const tokens = DevTokens.restore();
  return tokens && start(tokens);
}

/** Signs in at a service's development issuer; the tab remembers it. */
export async function signIn(identity: DevIdentity): Promise<Session> {
  return start(await DevTokens.signIn(identity));
}

export interface ConnectOptions {
  /** Who the user is, see {@link tokensFrom}. */
  readonly tokens: TokenSource;
  /** Of the service, as `https://chat.example.org`; the one that the page came from when it is left out. */
  readonly address?: string;
}

/** Connects as the user of the first token. Rejects when there is none, or it is no JWT with a `sub`. */
export async function connect({ tokens, address = "" }: ConnectOptions): Promise<Session> {
  const claims = readClaims(await tokens.current());
  if (claims === null) throw new Refusal("unauthenticated", "The token does not say who the user is.");
  return open(claims, tokens, address.replace(/\/+$/, ""), () => undefined);
}

function start(tokens: DevTokens): Session {
  const { user, name } = tokens.identity;
  const claims = readClaims(tokens.peek()) ?? { sub: user, ...(name ? { name } : {}) };
  return open(claims, tokens, "", () => tokens.forget());
}

function open({ sub: user, name }: TokenClaims, tokens: TokenSource, address: string, stopped: () => void): Session {
  const door = new HttpDoor(tokens, address);
  const link = new HubLink({
    open: () => openSignalR(`${address}/hub`, () => tokens.current()),
    mayRetry: (failures) => isStillSignedIn(failures, tokens, door),
  });
  const service = new Service(user, link);
  const rooms = new RoomBook(service);
  const calls = new CallLog(service);
  link.statuses.on((status) => {
    if (status === "stopped") stopped();
    if (status === "connected") void refresh().catch(reportUnlessRefused);
  });
  let connections = 0;
  /** Asks until everything is there; the next connection asks anew. */
  async function refresh(): Promise<void> {
    const connection = ++connections;
    await insist(() => rooms.refresh(), () => connection === connections && service.status === "connected");
  }
  const retry = (): void => link.retryNow();
  addEventListener("online", retry);
  const stopHeartbeat = beat(service);
  link.start();
  return {
    name: name || null,
    service,
    door,
    rooms,
    calls,
    async signOut() {
      removeEventListener("online", retry);
      stopHeartbeat();
      await link.stop();
    },
  };
}

/** A WebSocket does not say why it was refused; the HTTP door does. A service that is away is not asked every time. */
async function isStillSignedIn(failures: number, tokens: TokenSource, door: HttpDoor): Promise<boolean> {
  if (failures % 4 !== 1) return true;
  try {
    await door.call("get_ice_servers", {});
    return true;
  } catch (error) {
    return isRefusal(error, "unauthenticated") ? await tokens.renew() : true;
  }
}

const heartbeatMs = 60_000;

/** Tells activity, at most once a minute and only while the user really does something. */
function beat(service: Service): () => void {
  let active = true;
  const note = (): void => void (active = true);
  const kinds = ["pointerdown", "keydown", "visibilitychange"] as const;
  for (const kind of kinds) addEventListener(kind, note, { capture: true, passive: true });
  const timer = setInterval(() => {
    if (active && service.status === "connected") service.call("heartbeat", { active }).catch(reportUnlessRefused);
    active = false;
  }, heartbeatMs);
  return () => {
    clearInterval(timer);
    for (const kind of kinds) removeEventListener(kind, note, { capture: true });
  };
}

function reportUnlessRefused(error: unknown): void {
  if (isRefusal(error)) console.warn("The service refused a request that nobody waits for.", error.code);
  else reportError(error);
}

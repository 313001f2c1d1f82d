import { HubConnection, JsonHubProtocol, NullLogger } from "@microsoft/signalr";
import type { HubTransport } from "./transport";
import { WebSocketConnection } from "./webSocketConnection";

/** What `HubConnectionBuilder` calls; internal to the library, whose version is pinned. */
interface HubConnections {
  create(connection: WebSocketConnection, logger: NullLogger, protocol: JsonHubProtocol): HubConnection;
}

/**
 * SignalR over a WebSocket and nothing else: without the negotiation round trip any gateway can take the connection,
 * and no sticky sessions are needed. Reconnecting is the link's business, so the library's own is off.
 */
export function openSignalR(url: string, token: () => Promise<string>): HubTransport {
  const hubs = HubConnection as unknown as HubConnections;
  const hub = hubs.create(new WebSocketConnection(url, token), NullLogger.instance, new JsonHubProtocol());
  return {
    start: () => hub.start(),
    stop: () => hub.stop(),
    invoke: (method, argument) => hub.invoke<unknown>(method, argument),
    on: (event, handler) => hub.on(event, handler),
    onClose: (handler) => hub.onclose(handler),
  };
}

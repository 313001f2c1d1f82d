import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import type { HubTransport } from "./transport";

/**
 * SignalR over a WebSocket and nothing else: without the negotiation round trip any gateway can take the connection,
 * and no sticky sessions are needed. Reconnecting is the link's business, so the library's own is off.
 */
export function openSignalR(url: string, token: () => Promise<string>): HubTransport {
  const hub = new HubConnectionBuilder()
    .withUrl(url, { accessTokenFactory: token, skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .configureLogging(LogLevel.None)
    .build();
  return {
    start: () => hub.start(),
    stop: () => hub.stop(),
    invoke: (method, argument) => hub.invoke<unknown>(method, argument),
    on: (event, handler) => hub.on(event, handler),
    onClose: (handler) => hub.onclose(handler),
  };
}

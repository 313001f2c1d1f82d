import type { Unsubscribe } from "../client/emitter";
import { newId } from "../client/ids";
import { insist } from "../client/insist";
import type { Service } from "../client/service";
import { isRefusal } from "../protocol/errors";
import type { MessageView } from "../protocol/views";
import type { ChatLine } from "./callSnapshot";
import { fromMessage, fromPeer, lineId, toPeers, withHistory, withLine, withState, type ChatLines } from "./chatLines";

export interface ChatBookOptions {
  readonly service: Service;
  readonly callId: string;
  /** Empty while it is not known yet. */
  readonly roomId: () => string;
  /** Tells the peers that have an open channel, which is at once and needs no service. */
  readonly sayToPeers: (text: string) => void;
  readonly changed: () => void;
}

const historyLimit = 100;

/**
 * The chat of a call. A line goes to the peers' pages, and to the service as a message of the call's room: for those
 * who have no channel, and for who comes later.
 */
export class ChatBook {
  readonly #options: ChatBookOptions;
  readonly #off: Unsubscribe;
  #lines: ChatLines = [];
  /** Own lines that the service has not taken, oldest first. */
  #unsent: readonly ChatLine[] = [];
  #sending = false;
  #closed = false;

  constructor(options: ChatBookOptions) {
    this.#options = options;
    this.#off = options.service.on("message_created", (message) => this.#onMessage(message));
  }

  get lines(): ChatLines {
    return this.#lines;
  }

  say(text: string): void {
    const { service, callId, sayToPeers } = this.#options;
    const id = lineId(callId, newId());
    const line: ChatLine = { id, from: service.user, text, atMs: Date.now(), via: "peers", state: "sending" };
    sayToPeers(toPeers(line));
    this.#become(withLine(this.#lines, line));
    this.#unsent = [...this.#unsent, line];
    void this.#send();
  }

  /** A peer's page has said something. */
  heard(from: string, received: string): void {
    this.#become(withLine(this.#lines, fromPeer(from, received, newId, Date.now())));
  }

  /** There is a seat. `missed`: the call was under way, so lines may have been written without this page. */
  seated(missed: boolean): void {
    void this.#send();
    if (missed) void this.#load();
  }

  close(): void {
    this.#closed = true;
    this.#off();
  }

  #onMessage(message: MessageView): void {
    if (message.room_id !== this.#options.roomId()) return;
    const line = fromMessage(this.#options.callId, message);
    if (line) this.#become(withLine(this.#lines, line));
  }

  async #load(): Promise<void> {
    const { service, callId, roomId } = this.#options;
    const read = (): Promise<{ messages: MessageView[] }> => service.call("get_messages", { room_id: roomId(), limit: historyLimit });
    try {
      const answer = await insist(read, () => !this.#closed);
      const lines = answer?.messages.flatMap((message) => fromMessage(callId, message) ?? []) ?? [];
      this.#become(withHistory(this.#lines, lines.reverse()));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      console.debug("The call's chat has no history here.", error.code); // who was invited into a room that is not theirs
    }
  }

  /** One line after another, so that the history has them in order. */
  async #send(): Promise<void> {
    if (this.#sending || this.#options.roomId() === "") return;
    this.#sending = true;
    for (let line = this.#unsent[0]; line; line = this.#unsent[0]) {
      const state = await this.#sendLine(line);
      this.#unsent = this.#unsent.slice(1);
      this.#become(withState(this.#lines, line, state));
    }
    this.#sending = false;
  }

  /** Also after the call has ended: what was said belongs into the history. */
  async #sendLine({ id, text }: ChatLine): Promise<"sent" | "failed"> {
    const { service, roomId } = this.#options;
    const send = (): Promise<unknown> => service.call("send_message", { room_id: roomId(), content: text, client_message_id: id });
    try {
      await insist(send, () => service.status !== "stopped");
      return "sent";
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return "failed";
    }
  }

  #become(lines: ChatLines): void {
    if (lines === this.#lines) return;
    this.#lines = lines;
    if (!this.#closed) this.#options.changed();
  }
}

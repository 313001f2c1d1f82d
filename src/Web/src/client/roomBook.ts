import { isRefusal } from "../protocol/errors";
import type { PresenceChanged } from "../protocol/events";
import type { RoomView } from "../protocol/views";
import { isFinal } from "../protocol/words";
import { Emitter } from "./emitter";
import { newId } from "./ids";
import { insist } from "./insist";
import { noRooms, reduceRooms, type RoomsInput, type RoomsState } from "./roomsState";
import type { Service } from "./service";

const pageSize = 50;
const presencePages = 10;
const openKey = "fchat.room";

/** The user's rooms with their messages and people, kept up to date by events and asked for anew after every reconnect. */
export class RoomBook {
  readonly changes = new Emitter<RoomsState>();
  readonly #service: Service;
  #state = noRooms;
  /** The tab's: a reload comes back to the same room. */
  #openId: string | null = sessionStorage.getItem(openKey);

  constructor(service: Service) {
    this.#service = service;
    service.on("room_updated", (room) => this.#onRoom(room));
    service.on("message_created", (message) => this.#take({ input: "message", message }));
    service.on("presence_changed", ({ changes }) => this.#onPresence(changes));
    service.on("call_initiated", ({ call }) =>
      this.#take({ input: "call_live", roomId: call.room_id, callId: call.call_session_id, callType: call.call_type }),
    );
    service.on("call_participant_left", ({ call_session_id, left }) => {
      if (left.some(({ user, reason }) => user === service.user && reason === "removed")) this.#take({ input: "barred", callId: call_session_id });
    });
    service.on("call_ended", ({ call_session_id }) => this.#take({ input: "call_over", callId: call_session_id }));
  }

  get state(): RoomsState {
    return this.#state;
  }

  get openRoom(): RoomView | null {
    return this.#state.rooms.find((room) => room.room_id === this.#openId) ?? null;
  }

  /** Asks for everything that is shown. Made at the start and after every reconnect. */
  async refresh(): Promise<void> {
    const { rooms } = await this.#service.call("get_rooms", {});
    this.#take({ input: "rooms", rooms });
    await Promise.all([this.#loadPresence(), this.#openId ? this.#load(this.#openId) : undefined]);
  }

  async open(roomId: string): Promise<void> {
    this.#openId = roomId;
    sessionStorage.setItem(openKey, roomId);
    this.changes.emit(this.#state);
    await insist(() => this.#load(roomId), () => this.#openId === roomId);
  }

  /** No room is open any more. */
  close(): void {
    this.#openId = null;
    sessionStorage.removeItem(openKey);
    this.changes.emit(this.#state);
  }

  async create(name: string, members: readonly string[]): Promise<RoomView> {
    const request = { members: [...members], ...(name ? { room_name: name } : {}) };
    const room = await this.#service.call("create_room", request);
    this.#take({ input: "room", room, me: this.#service.user });
    return room;
  }

  async send(roomId: string, content: string): Promise<void> {
    const client_message_id = newId();
    const sent = await this.#service.call("send_message", { room_id: roomId, content, client_message_id });
    const message = { ...sent, room_id: roomId, sender: this.#service.user, content, client_message_id };
    this.#take({ input: "message", message });
    await this.markRead(roomId);
  }

  /** Everything that is there has been seen. */
  async markRead(roomId: string): Promise<void> {
    const room = this.#state.rooms.find((r) => r.room_id === roomId);
    if (!room || room.read_seq >= room.last_message_seq) return;
    const seq = room.last_message_seq;
    this.#take({ input: "read", roomId, seq });
    const mark = (): Promise<unknown> => this.#service.call("mark_read", { room_id: roomId, seq });
    await insist(mark, () => this.#hasRead(roomId, seq));
  }

  /** Whether the room has a live call, which somebody who was not invited hears of only by asking. */
  async lookForCall(roomId: string): Promise<void> {
    const call = await this.#service.call("get_active_call", { room_id: roomId });
    const known = this.#state.rooms.find((r) => r.room_id === roomId)?.active_call_session_id;
    if (call && !isFinal(call.call_status)) {
      this.#take({ input: "call_live", roomId, callId: call.call_session_id, callType: call.call_type });
      const isRemoved = call.participants.some(({ user, status }) => user === this.#service.user && status === "Removed");
      if (isRemoved) this.#take({ input: "barred", callId: call.call_session_id });
    } else if (known) {
      this.#take({ input: "call_over", callId: known });
    }
  }

  /** Nothing newer was read since. */
  #hasRead(roomId: string, seq: number): boolean {
    return this.#state.rooms.some((room) => room.room_id === roomId && room.read_seq === seq);
  }

  #onRoom(room: RoomView): void {
    this.#take({ input: "room", room, me: this.#service.user });
    const strangers = room.members.some((m) => !this.#state.presence.has(m.user));
    if (room.room_id === this.#openId && strangers) this.#askForPresence(room.room_id);
  }

  /** Somebody who comes online may have a name that nobody has heard yet: news of presence carry none. */
  #onPresence(changes: PresenceChanged["changes"]): void {
    const came = changes.filter((c) => c.chat_status !== "Offline" && this.#isOffline(c.user));
    this.#take({ input: "presence", changes });
    const room = this.openRoom;
    const nameless = room?.members.some((m) => !m.full_name && came.some((c) => c.user === m.user));
    if (room && nameless) this.#askForPresence(room.room_id);
  }

  #isOffline(user: string): boolean {
    return (this.#state.presence.get(user)?.chat_status ?? "Offline") === "Offline";
  }

  #askForPresence(roomId: string): void {
    insist(() => this.#loadPresence(roomId), () => this.#openId === roomId).catch((error: unknown) => {
      if (!isRefusal(error)) throw error; // the next reconnect asks again
    });
  }

  async #load(roomId: string): Promise<void> {
    try {
      const { messages } = await this.#service.call("get_messages", { room_id: roomId, limit: pageSize });
      this.#take({ input: "history", roomId, messages });
      await Promise.all([this.lookForCall(roomId), this.#loadPresence(roomId)]);
    } catch (error) {
      if (!isRefusal(error, "room_not_found", "not_a_member")) throw error;
      this.#openId = null; // the user was taken out of the room meanwhile
      this.changes.emit(this.#state);
    }
  }

  /** News of presence come from people who share a room; those who did not yet are asked for. */
  async #loadPresence(room_id?: string): Promise<void> {
    for (let page = 1; page <= presencePages; page++) {
      const where = room_id === undefined ? {} : { room_id };
      const { users } = await this.#service.call("get_online_users", { ...where, page, page_size: 100 });
      this.#take({ input: "presence", changes: users });
      if (users.length < 100) return;
    }
  }

  #take(input: RoomsInput): void {
    this.#state = reduceRooms(this.#state, input);
    this.changes.emit(this.#state);
  }
}

import { isRefusal, type RoomBook } from "@fchat/client";
import { formats, strings } from "../strings";
import { announce } from "./announcer";
import { el, input } from "./dom";
import { isUserId } from "./userId";
import { errorText } from "./wording";

/** The longest name of a room that the service takes. */
const longestName = "140";

/**
 * The form for another room. What is wrong with it is said in it, beside what has to be changed. The service makes rooms
 * of one, too; but there is nobody to talk to in them, so the form asks for somebody.
 */
export function createRoomForm(rooms: RoomBook, me: string, open: (roomId: string) => Promise<void>): HTMLElement {
  const described = { "aria-describedby": "create-room-error" };
  const name = input("create-room-name", strings.roomName, { maxlength: longestName });
  const members = input("create-room-members", strings.roomMembers, { placeholder: strings.roomMembersHint, ...described });
  const error = el("p", { class: "error", testid: "create-room-error", attributes: { id: "create-room-error" } });
  const submit = el("button", { class: "button", testid: "create-room-submit", attributes: { type: "submit" } }, strings.createRoom);
  const form = el("form", { class: "new-room", testid: "create-room" }, el("h3", {}, strings.newRoom), name, members, error, submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });

  function complain(text: string): void {
    error.textContent = text;
    members.setAttribute("aria-invalid", String(text !== ""));
    if (text === "") return;
    announce({ say: text });
    members.focus();
  }

  async function send(): Promise<void> {
    const others = namesIn(members.value).filter((user) => user !== me);
    complain(wrongWith(others));
    if (error.textContent !== "") return;
    try {
      const room = await rooms.create(name.value.trim(), others);
      form.reset();
      await open(room.room_id);
    } catch (problem) {
      complain(isRefusal(problem, "invalid_argument") ? strings.roomRefused : errorText(problem));
    }
  }

  return form;
}

const namesIn = (text: string): string[] => [...new Set(text.split(",").map((name) => name.trim()).filter((name) => name !== ""))];

/** Empty when these can be the other members. Pure. */
function wrongWith(others: readonly string[]): string {
  if (others.length === 0) return strings.roomNeedsMembers;
  const wrong = others.filter((user) => !isUserId(user));
  return wrong.length > 0 ? strings.roomBadMembers(formats.list(wrong)) : "";
}

import type { CallDesk, CallSnapshot, ChatLine } from "@fchat/client";
import { formats, strings } from "../../strings";
import { el, input, steadyList } from "../dom";
import { nameOf } from "../wording";

export interface ChatPanel {
  readonly element: HTMLElement;
  readonly entry: HTMLInputElement;
  /** How many lines of others came while the panel was closed. */
  readonly unread: number;
  /** The ids of lines that were seen. */
  readonly read: ReadonlySet<string>;
  draw(call: CallSnapshot): void;
  clear(): void;
}

/** What people in the call write to each other. */
export function callChat(desk: CallDesk, me: string, seen: Iterable<string>): ChatPanel {
  const list = el("ol", { class: "call-messages", testid: "call-chat", attributes: { tabindex: "0", "aria-label": strings.messages } });
  const entry = input("call-chat-input", strings.writeMessage);
  const submit = el("button", { class: "button primary", testid: "call-chat-send", attributes: { type: "submit" } }, strings.send);
  const form = el("form", { class: "composer" }, entry, submit);
  const element = el("aside", { class: "panel", testid: "call-chat-panel", attributes: { "aria-label": strings.callChat } }, el("h3", {}, strings.callChat), el("p", { class: "hint" }, strings.callChatHint), list, form);
  const drawLines = steadyList(list, line);
  const read = new Set(seen);
  let unread = 0;
  let shown: readonly ChatLine[] | null = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = entry.value.trim();
    if (text === "") return;
    desk.active?.say(text);
    entry.value = "";
  });

  /** The time and a failure are drawn by the style sheet: they are no part of what was written. */
  function line({ id, who, text, time, state }: { id: string; who: string; text: string; time: string; state: ChatLine["state"] }): HTMLElement {
    const attributes = { "data-line": id, "data-time": time, "data-state": state };
    return el("li", { testid: "call-chat-line", attributes }, el("b", {}, who), ` ${text}`);
  }

  return {
    element,
    entry,
    read,
    get unread() {
      return unread;
    },
    draw({ chat, participants }) {
      if (!element.hidden) for (const { id } of chat) read.add(id);
      unread = chat.filter(({ id, from }) => from !== me && !read.has(id)).length;
      if (chat === shown) return;
      shown = chat;
      drawLines(
        chat.map(({ id, from, text, atMs, state }) => ({
          id,
          who: from === me ? strings.you : nameOf(from, participants),
          text,
          time: formats.time(new Date(atMs)),
          state,
        })),
      );
      list.scrollTop = list.scrollHeight;
    },
    clear() {
      read.clear();
      unread = 0;
    },
  };
}

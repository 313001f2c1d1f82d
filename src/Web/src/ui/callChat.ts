import type { CallDesk, CallSnapshot, ChatLine } from "@fchat/client";
import { strings } from "../strings";
import { el, input } from "./dom";
import { nameOf } from "./wording";

/** What people in the call write to each other, straight from page to page. */
export function callChat(desk: CallDesk, me: string): { element: HTMLElement; draw: (call: CallSnapshot) => void } {
  const list = el("ol", { class: "call-messages", testid: "call-chat", attributes: { "aria-live": "polite" } });
  const text = input("call-chat-input", strings.writeMessage);
  const submit = el("button", { class: "button", testid: "call-chat-send", attributes: { type: "submit" } }, strings.send);
  const form = el("form", { class: "composer" }, text, submit);
  let shown: readonly ChatLine[] | null = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const line = text.value.trim();
    if (line === "") return;
    desk.active?.say(line);
    text.value = "";
  });

  return {
    element: el("aside", { class: "panel", testid: "call-chat-panel", attributes: { "aria-label": strings.callChat } }, el("h3", {}, strings.callChat), el("p", { class: "hint" }, strings.callChatHint), list, form),
    draw({ chat, participants }) {
      if (chat === shown) return;
      shown = chat;
      const who = (from: string): string => (from === me ? strings.you : nameOf(from, participants));
      list.replaceChildren(...chat.map((c) => el("li", { testid: "call-chat-line" }, el("b", {}, who(c.from)), ` ${c.text}`)));
      list.scrollTop = list.scrollHeight;
    },
  };
}

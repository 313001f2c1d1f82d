import type { MessageView } from "../protocol/views";
import type { ChatLine } from "./callSnapshot";

/** The lines of a call's chat, in the order in which they came; of one user, an id occurs once. Pure. */
export type ChatLines = readonly ChatLine[];

const limit = 500;

/**
 * With one more line. A line comes twice, from page to page and by the service, in either order: the first one stays
 * where it is, and that the service has it is the news of the second.
 */
export function withLine(lines: ChatLines, line: ChatLine): ChatLines {
  const known = lines.find((l) => isSame(l, line));
  if (!known) return [...lines, line].slice(-limit);
  if (line.via !== "service" || known.state === "sent") return lines;
  return lines.map((l) => (l === known ? { ...known, state: "sent" } : l));
}

/** With what the room's history has of the call, oldest first: what is not known yet was before all that is. */
export function withHistory(lines: ChatLines, history: ChatLines): ChatLines {
  const unknown = history.filter((line) => !lines.some((l) => isSame(l, line)));
  return history.reduce(withLine, [...unknown, ...lines].slice(-limit));
}

export function withState(lines: ChatLines, line: ChatLine, state: ChatLine["state"]): ChatLines {
  return lines.map((l) => (isSame(l, line) ? { ...l, state } : l));
}

function isSame(a: ChatLine, b: ChatLine): boolean {
  return a.id === b.id && a.from === b.from;
}

/** What goes from page to page. */
export function toPeers({ id, text }: Pick<ChatLine, "id" | "text">): string {
  return JSON.stringify({ id, text });
}

/** What came from another page, which may have sent anything. Text that is no line of ours stands for itself. */
export function fromPeer(from: string, received: string, newId: () => string, atMs: number): ChatLine {
  const { id, text } = read(received) ?? { id: newId(), text: received };
  return { id, from, text, atMs, via: "peers", state: "sent" };
}

function read(received: string): { id: string; text: string } | null {
  try {
    const value: unknown = JSON.parse(received);
    const { id, text } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
    return typeof id === "string" && typeof text === "string" ? { id, text } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A message of the call's room as a line of its chat; null when it was not written in this call. */
export function fromMessage(callId: string, message: MessageView): ChatLine | null {
  const id = message.client_message_id ?? "";
  if (!id.startsWith(prefixOf(callId))) return null;
  return { id, from: message.sender, text: message.content, atMs: Date.parse(message.creation), via: "service", state: "sent" };
}

/** The id of a line says of which call it is: a room has one history for all its calls. 64 characters at most. */
export function lineId(callId: string, unique: string): string {
  return prefixOf(callId) + unique;
}

function prefixOf(callId: string): string {
  return `${callId}.`;
}

import type { SubscriptionView } from "../../protocol/operations";
import type { ParticipantView } from "../../protocol/views";
import type { VideoLayer } from "../../protocol/words";
import { layerFor, least } from "./layers";

/** What the page shows of others. */
export interface OnStage {
  /** The height of each tile that can be seen, in pixels of the screen, by user. */
  readonly people: ReadonlyMap<string, number>;
  /** Whose shared screens can be seen. */
  readonly screens: ReadonlySet<string>;
}

/** Somebody who publishes. */
export type Publisher = Pick<ParticipantView, "user" | "feed">;

export interface Scene {
  readonly publishers: readonly Publisher[];
  /** Null: nobody has said; everybody may be seen then, not too large. */
  readonly stage: OnStage | null;
  /** Who talks or talked last, first. */
  readonly speakers: readonly string[];
  /** The most that the connection with each has shown to carry; missing: as much as is wanted. */
  readonly caps: ReadonlyMap<string, VideoLayer>;
  /** Whose camera is known to come in all sizes: browsers leave the smallest out when it is small itself. */
  readonly layered: ReadonlySet<string>;
}

/** The service takes no more. */
export const mostWishes = 100;
/** Up to so many publishers everybody is heard, seen or not. */
export const everybody = 25;

/**
 * What this page wants of the media server: pictures of whom it shows, as large as they are shown; the voices of those,
 * of who speaks, and in a small call of everybody. By user, so that the same wishes look the same. Pure.
 */
export function wishesFor(scene: Scene): SubscriptionView[] {
  const wanted = new Set(heard(scene));
  const chosen = scene.publishers.filter((p) => wanted.has(p.user));
  return chosen.map((publisher) => wishFor(publisher, scene)).sort((a, b) => (a.publisher < b.publisher ? -1 : 1));
}

/** Whose voices; the more they matter the earlier. */
function heard({ publishers, stage, speakers }: Scene): string[] {
  const users = publishers.map((p) => p.user);
  const seen = stage ? [...stage.people.keys(), ...stage.screens] : users.slice(0, everybody);
  const all = users.length <= everybody ? users : [];
  const known = new Set(users);
  return [...new Set([...seen, ...speakers, ...all])].filter((user) => known.has(user)).slice(0, mostWishes);
}

function wishFor({ user, feed }: Publisher, scene: Scene): SubscriptionView {
  return { publisher: user, ...(feed ? { feed } : {}), video: videoOf(user, scene), screen: scene.stage?.screens.has(user) ?? true };
}

/** A size that does not exist is never switched to: the one before would go on. */
function videoOf(user: string, { stage, caps, layered }: Scene): VideoLayer {
  const height = stage?.people.get(user) ?? 0;
  if (stage && height === 0) return "off";
  const layer = least(stage ? layerFor(height) : "medium", caps.get(user) ?? "high");
  return layer === "low" && !layered.has(user) ? "medium" : layer;
}

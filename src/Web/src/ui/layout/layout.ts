import { gridRects, tilesPerPage } from "./grid";
import type { Rect, Size } from "./rect";
import { spotlightRects, stripLength } from "./spotlight";

/** A tile that wants a place. */
export interface Placed {
  /** Names the tile on the stage: a user, or a user's screen. */
  readonly key: string;
  readonly kind: "person" | "screen" | "self";
  /** This person speaks, or was the last to. */
  readonly speaking: boolean;
}

/** What the user wants to see. */
export interface View {
  readonly mode: "grid" | "speaker";
  /** The tile that stays in the spotlight whoever speaks; one that is gone does not count. */
  readonly pinned: string | null;
  /** From 0; beyond the last one counts as the last one. */
  readonly page: number;
}

export interface Layout {
  /** Places by key. Whoever has none is on another page. */
  readonly places: ReadonlyMap<string, Rect>;
  readonly spotlight: string | null;
  readonly page: number;
  readonly pages: number;
}

/** Who gets the spotlight: whom the user has pinned, then a shared screen (the last one begun), then in speaker layout the speaker. */
export function spotlightOf(tiles: readonly Placed[], { mode, pinned }: View): string | null {
  if (tiles.some((tile) => tile.key === pinned)) return pinned;
  const screen = tiles.filter((tile) => tile.kind === "screen").at(-1);
  if (screen) return screen.key;
  if (mode !== "speaker" || tiles.length < 2) return null;
  const people = tiles.filter((tile) => tile.kind === "person");
  return (people.find((tile) => tile.speaking) ?? people[0])?.key ?? null;
}

/** Where every tile goes on a stage of this size. Pure. */
export function layOut(tiles: readonly Placed[], view: View, size: Size): Layout {
  const area: Rect = { ...size, x: 0, y: 0 };
  const spotlight = spotlightOf(tiles, view);
  const rest = tiles.filter((tile) => tile.key !== spotlight);
  const perPage = spotlight === null ? tilesPerPage(rest.length, area) : stripLength(area);
  const pages = Math.max(1, Math.ceil(rest.length / perPage));
  const page = Math.min(Math.max(0, view.page), pages - 1);
  const shown = rest.slice(page * perPage, (page + 1) * perPage);
  const places = spotlight === null ? named(shown, gridRects(shown.length, area)) : withSpotlight(spotlight, shown, area);
  return { places, spotlight, page, pages };
}

function withSpotlight(key: string, shown: readonly Placed[], area: Rect): Map<string, Rect> {
  const { spotlight, strip } = spotlightRects(shown.length, area);
  return named(shown, strip).set(key, spotlight);
}

function named(tiles: readonly Placed[], rects: readonly Rect[]): Map<string, Rect> {
  return new Map(tiles.flatMap(({ key }, i) => (rects[i] ? [[key, rects[i]] as const] : [])));
}

import { gap } from "./grid";
import type { Rect, Size } from "./rect";

/** Tiles of the strip, in CSS pixels and as a share of the stage. */
const least = 96;
const most = 180;
const share = 0.22;
const aspect = 4 / 3;

interface Strip {
  /** Beside the spotlight on a wide stage, below it on a tall one. */
  readonly beside: boolean;
  readonly tile: Size;
  readonly fits: number;
}

function stripOf(area: Size): Strip {
  const beside = area.width > area.height * 1.2;
  const across = Math.min(most, Math.max(least, (beside ? area.width : area.height) * share));
  const tile = beside ? { width: across, height: across / aspect } : { width: across * aspect, height: across };
  const room = beside ? (area.height + gap) / (tile.height + gap) : (area.width + gap) / (tile.width + gap);
  return { beside, tile, fits: Math.max(1, Math.floor(room)) };
}

/** How many tiles the strip shows at once. */
export const stripLength = (area: Size): number => stripOf(area).fits;

/** One place for the spotlight, which gets all there is left, and `others` in a strip; no more than the strip holds. */
export function spotlightRects(others: number, area: Rect): { spotlight: Rect; strip: Rect[] } {
  if (others === 0) return { spotlight: area, strip: [] };
  const { beside, tile, fits } = stripOf(area);
  const count = Math.min(others, fits);
  const depth = (beside ? tile.width : tile.height) + gap;
  const spotlight = beside ? { ...area, width: area.width - depth } : { ...area, height: area.height - depth };
  const length = count * (beside ? tile.height : tile.width) + (count - 1) * gap;
  const strip = Array.from({ length: count }, (_, i): Rect => {
    const along = ((beside ? area.height : area.width) - length) / 2 + i * ((beside ? tile.height : tile.width) + gap);
    return beside
      ? { ...tile, x: area.x + area.width - tile.width, y: area.y + along }
      : { ...tile, x: area.x + along, y: area.y + area.height - tile.height };
  });
  return { spotlight, strip };
}

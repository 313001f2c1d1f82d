import type { Size } from "./rect";

/** Where the own picture stands. `start` and `end` are those of the writing. */
export type Corner = "block-start inline-start" | "block-start inline-end" | "block-end inline-start" | "block-end inline-end";

export const corners: readonly Corner[] = ["block-start inline-start", "block-start inline-end", "block-end inline-start", "block-end inline-end"];
export const usualCorner: Corner = "block-end inline-end";

/** The corner nearest to a point, which is measured from the physical top left. Pure. */
export function cornerAt(x: number, y: number, { width, height }: Size, rightToLeft: boolean): Corner {
  const atStart = x < width / 2 !== rightToLeft;
  return cornerOf(y < height / 2, atStart);
}

/** The corner that an arrow key moves to; null when the key is no arrow. Pure. */
export function cornerAfter(key: string, corner: Corner, rightToLeft: boolean): Corner | null {
  const [atTop, atStart] = [corner.startsWith("block-start"), corner.endsWith("inline-start")];
  switch (key) {
    case "ArrowUp":
    case "ArrowDown":
      return cornerOf(key === "ArrowUp", atStart);
    case "ArrowLeft":
    case "ArrowRight":
      return cornerOf(atTop, (key === "ArrowLeft") !== rightToLeft);
    default:
      return null;
  }
}

function cornerOf(atTop: boolean, atStart: boolean): Corner {
  return `block-${atTop ? "start" : "end"} inline-${atStart ? "start" : "end"}`;
}

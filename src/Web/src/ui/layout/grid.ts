import type { Rect, Size } from "./rect";

/** Between tiles, in CSS pixels. */
export const gap = 10;
/** No page has more tiles: smaller ones show nobody. */
export const mostTiles = 25;
/** A tile is not made narrower than this to fit more on a page. */
const leastWidth = 104;
/** A picture is cropped to shapes between these (width divided by height), which keeps faces in it. */
const shapes = { tallest: 0.8, widest: 16 / 9 };
/** Somebody who is alone on the stage gets nearly all of it. */
const shapesOfOne = { tallest: 0.5, widest: 2 };

interface Grid extends Size {
  readonly columns: number;
  readonly rows: number;
}

/** The tile of a grid with so many columns. */
function gridOf(count: number, columns: number, area: Size): Grid {
  const rows = Math.ceil(count / columns);
  const cell = { width: (area.width - gap * (columns - 1)) / columns, height: (area.height - gap * (rows - 1)) / rows };
  const { tallest, widest } = count === 1 ? shapesOfOne : shapes;
  const aspect = Math.min(widest, Math.max(tallest, cell.width / cell.height));
  const width = Math.max(0, Math.min(cell.width, cell.height * aspect));
  return { columns, rows, width, height: width / aspect };
}

/** The grid with the largest tiles; of equal ones that with fewer empty places. */
function bestGrid(count: number, area: Size): Grid {
  const grids = Array.from({ length: count }, (_, i) => gridOf(count, i + 1, area));
  const worth = (g: Grid): number => g.width * g.height - (g.columns * g.rows - count) * 0.01;
  return grids.reduce((best, grid) => (worth(grid) > worth(best) + 1e-9 ? grid : best));
}

/** How many of `count` tiles go on one page: as many as are still large enough, at least one. */
export function tilesPerPage(count: number, area: Size): number {
  for (let n = Math.min(count, mostTiles); n > 1; n--) if (bestGrid(n, area).width >= leastWidth) return n;
  return 1;
}

/** Places for `count` tiles of one size that fill an area best, row by row; a last row that is not full is centred. */
export function gridRects(count: number, area: Rect): Rect[] {
  if (count === 0) return [];
  const { columns, rows, width, height } = bestGrid(count, area);
  const top = area.y + (area.height - rows * height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / columns);
    const inRow = Math.min(columns, count - row * columns);
    const start = area.x + (area.width - inRow * width - (inRow - 1) * gap) / 2;
    return { x: start + (i % columns) * (width + gap), y: top + row * (height + gap), width, height };
  });
}

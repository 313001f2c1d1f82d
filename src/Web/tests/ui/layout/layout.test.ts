import { describe, expect, test } from "vitest";
import { gridRects, mostTiles, tilesPerPage } from "../../../src/ui/layout/grid";
import { layOut, spotlightOf, type Placed, type View } from "../../../src/ui/layout/layout";
import { centred, fit, type Rect } from "../../../src/ui/layout/rect";

const sizes = [
  { width: 1920, height: 1000 },
  { width: 1024, height: 500 },
  { width: 600, height: 600 },
  { width: 320, height: 480 },
  { width: 300, height: 250 },
];
const counts = Array.from({ length: 40 }, (_, i) => i + 1);
const people = (n: number, more: Partial<Placed> = {}): Placed[] =>
  Array.from({ length: n }, (_, i) => ({ key: `p${i}`, kind: "person", speaking: false, ...more }));
const grid: View = { mode: "grid", pinned: null, page: 0 };
const speaker: View = { ...grid, mode: "speaker" };

const overlap = (a: Rect, b: Rect): boolean =>
  a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01;

function expectSound(rects: readonly Rect[], { width, height }: { width: number; height: number }): void {
  for (const [i, a] of rects.entries()) {
    expect(a.width).toBeGreaterThan(0);
    expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(-0.01);
    expect(a.x + a.width).toBeLessThanOrEqual(width + 0.01);
    expect(a.y + a.height).toBeLessThanOrEqual(height + 0.01);
    for (const b of rects.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  }
}

describe.each(sizes)("on a stage of $width by $height", (size) => {
  test.each(counts)("%i tiles are inside, apart, and each on exactly one page", (count) => {
    const tiles = people(count);
    const { pages } = layOut(tiles, grid, size);
    const seen = Array.from({ length: pages }, (_, page) => layOut(tiles, { ...grid, page }, size));
    for (const { places } of seen) expectSound([...places.values()], size);
    expect(seen.flatMap(({ places }) => [...places.keys()])).toEqual(tiles.map((t) => t.key));
  });

  test.each(counts)("a spotlight with %i others is inside and apart, and the largest", (count) => {
    const tiles = people(count + 1);
    const { places, spotlight, pages } = layOut(tiles, { ...grid, pinned: "p0" }, size);
    expect(spotlight).toBe("p0");
    expectSound([...places.values()], size);
    const [large, ...strip] = [places.get("p0")!, ...[...places].filter(([key]) => key !== "p0").map(([, r]) => r)];
    for (const r of strip) expect(large.width * large.height).toBeGreaterThan(r.width * r.height);
    expect(strip.length * pages).toBeGreaterThanOrEqual(count);
  });
});

describe("the grid", () => {
  test.each([
    [1, 1], [2, 2], [3, 2], [4, 2], [6, 3], [9, 3], [12, 4], [16, 4], [25, 5],
  ])("has %i tiles in %i columns on a wide stage", (count, columns) => {
    const rects = gridRects(count, { x: 0, y: 0, width: 1600, height: 900 });
    expect(rects.filter((r) => r.y === rects[0]?.y)).toHaveLength(columns);
  });

  test("has two people one above the other on a phone", () => {
    const [first, second] = gridRects(2, { x: 0, y: 0, width: 320, height: 560 });
    expect(second!.y).toBeGreaterThan(first!.y);
  });

  test("centres a last row that is not full", () => {
    const rects = gridRects(3, { x: 0, y: 0, width: 1600, height: 900 });
    expect(rects[2]!.x + rects[2]!.width / 2).toBeCloseTo(800);
  });

  test("shows twenty-five on a page and never more", () => {
    expect(tilesPerPage(25, { width: 1600, height: 900 })).toBe(25);
    expect(tilesPerPage(26, { width: 4000, height: 3000 })).toBe(mostTiles);
    expect(layOut(people(51), grid, { width: 1600, height: 900 }).pages).toBe(3);
  });

  test("shows fewer on a page rather than tiles too small to see", () => {
    const { places, pages } = layOut(people(25), grid, { width: 320, height: 400 });
    expect(pages).toBeGreaterThan(1);
    for (const { width } of places.values()) expect(width).toBeGreaterThanOrEqual(100);
  });

  test("has at least one tile on a page, however small the stage", () => {
    expect(layOut(people(3), grid, { width: 40, height: 30 }).pages).toBe(3);
  });

  test.each([[-1, 0], [0, 0], [1, 1], [99, 2]])("takes page %i for page %i of 3", (page, real) => {
    expect(layOut(people(51), { ...grid, page }, { width: 1600, height: 900 }).page).toBe(real);
  });

  test("of nobody is empty", () => {
    expect(layOut([], grid, { width: 800, height: 600 })).toEqual({ places: new Map(), spotlight: null, page: 0, pages: 1 });
  });
});

describe("the spotlight", () => {
  const screen: Placed = { key: "p0:screen", kind: "screen", speaking: false };
  const self: Placed = { key: "self", kind: "self", speaking: true };
  const talks: Placed = { key: "talks", kind: "person", speaking: true };

  test.each<[string, Placed[], View, string | null]>([
    ["nobody in the grid", [...people(2), talks], grid, null],
    ["whoever speaks in speaker layout", [...people(2), talks], speaker, "talks"],
    ["the first person while nobody speaks", [self, ...people(2)], speaker, "p0"],
    ["never this user for speaking", [self, ...people(1)], speaker, "p0"],
    ["nobody when there is only one", people(1), speaker, null],
    ["a shared screen before the speaker", [...people(1), talks, screen], speaker, "p0:screen"],
    ["a shared screen in the grid, too", [...people(2), screen], grid, "p0:screen"],
    ["the screen that was shared last", [screen, { ...screen, key: "p1:screen" }], grid, "p1:screen"],
    ["the pinned one before everything", [...people(2), talks, screen], { ...speaker, pinned: "p1" }, "p1"],
    ["as if nobody were pinned when that one has gone", [...people(2), talks], { ...grid, pinned: "gone" }, null],
  ])("is on %s", (_, tiles, view, key) => {
    expect(spotlightOf(tiles, view)).toBe(key);
  });

  test("alone fills the stage", () => {
    const { places } = layOut([screen], grid, { width: 800, height: 600 });
    expect(places.get("p0:screen")).toEqual({ x: 0, y: 0, width: 800, height: 600 });
  });
});

test("the largest shape within a size", () => {
  expect(fit({ width: 1600, height: 800 }, 1)).toEqual({ width: 800, height: 800 });
  expect(fit({ width: 400, height: 800 }, 2)).toEqual({ width: 400, height: 200 });
  expect(centred({ width: 10, height: 20 }, { x: 100, y: 100, width: 30, height: 30 })).toEqual({ x: 110, y: 105, width: 10, height: 20 });
});

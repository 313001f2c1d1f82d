/** A size in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place on the stage in CSS pixels: `x` from the inline start, `y` from the top, so it fits either direction of writing. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** The largest rectangle of a shape (width divided by height) within a size. */
export function fit({ width, height }: Size, aspect: number): Size {
  return width / height > aspect ? { width: height * aspect, height } : { width, height: width / aspect };
}

/** In the middle of a place. */
export function centred(size: Size, place: Rect): Rect {
  return { ...size, x: place.x + (place.width - size.width) / 2, y: place.y + (place.height - size.height) / 2 };
}

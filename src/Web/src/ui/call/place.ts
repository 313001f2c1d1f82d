import type { Rect } from "../layout/rect";

/** Puts a tile where the layout wants it; undefined: on another page. */
export function put(element: HTMLElement, rect: Rect | undefined): void {
  element.hidden = rect === undefined;
  if (!rect) return;
  const { style } = element;
  style.insetInlineStart = `${rect.x}px`;
  style.insetBlockStart = `${rect.y}px`;
  style.inlineSize = `${rect.width}px`;
  style.blockSize = `${rect.height}px`;
}

/** Gives a tile back to the style sheet. */
export function unput(element: HTMLElement): void {
  element.hidden = false;
  for (const side of ["inset-inline-start", "inset-block-start", "inline-size", "block-size"]) element.style.removeProperty(side);
}

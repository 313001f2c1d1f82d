/** What stands beside the people of a call. */
export type Panel = "people" | "chat";

/** One panel at a time. Escape closes the one that has the focus. `before` is open from the start; `changed` is told which one is open now. */
export function panels(elements: Readonly<Record<Panel, HTMLElement>>, changed: (open: Panel | null) => void, before: Panel | null): { readonly shown: Panel | null; flip: (panel: Panel) => void; close: () => void } {
  let shown = before;
  const show = (): void => {
    for (const [name, element] of Object.entries(elements)) element.hidden = name !== shown;
  };
  const set = (panel: Panel | null): void => {
    shown = panel;
    show();
    changed(shown);
  };
  for (const element of Object.values(elements)) {
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      set(null);
    });
  }
  show();
  return {
    get shown() {
      return shown;
    },
    flip: (panel) => set(shown === panel ? null : panel),
    close() {
      shown = null;
      show();
    },
  };
}

/** What a test of the page looks for and presses, by its test id. */
export const byId = (id: string): HTMLElement | null => document.querySelector(`[data-testid="${id}"]`);
/** All of them, in the order of the page. */
export const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
export const text = (id: string): string => byId(id)?.textContent ?? "";
export const isShown = (id: string): boolean => byId(id)?.hidden === false;

export function click(id: string): void {
  const element = byId(id);
  if (!element) throw new Error(`There is no ${id} to click.`);
  element.click();
}

export function fill(id: string, value: string): void {
  (byId(id) as HTMLInputElement).value = value;
}

export function submit(id: string): void {
  byId(id)?.closest("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
}

/** Keeps the screen on while it is held, as far as the browser can; it lets go of it whenever the page is hidden. */
export class WakeLock {
  #wanted = false;
  #sentinel: WakeLockSentinel | null = null;
  readonly #onVisible = (): void => void this.#ask();

  hold(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.#ask();
  }

  release(): void {
    this.#wanted = false;
    document.removeEventListener("visibilitychange", this.#onVisible);
    const sentinel = this.#sentinel;
    this.#sentinel = null;
    void sentinel?.release();
  }

  async #ask(): Promise<void> {
    if (!this.#wanted || document.hidden || !("wakeLock" in navigator)) return;
    try {
      const sentinel = await navigator.wakeLock.request("screen");
      if (this.#wanted && (this.#sentinel?.released ?? true)) this.#sentinel = sentinel;
      else await sentinel.release();
    } catch (error) {
      // A machine that saves its battery says no; the call goes on, and the screen goes off.
      if (!(error instanceof DOMException)) throw error;
      console.debug("The screen may go off during the call.", error.name);
    }
  }
}

/** Keeps the screen on during a call, where the browser can and the battery allows it. */
export class WakeLock {
  #wanted = false;
  #lock: WakeLockSentinel | null = null;

  constructor() {
    document.addEventListener("visibilitychange", () => void this.#settle()); // a hidden page loses its lock
  }

  want(on: boolean): void {
    if (on === this.#wanted) return;
    this.#wanted = on;
    void this.#settle();
  }

  async #settle(): Promise<void> {
    if (!this.#wanted) {
      await this.#lock?.release();
      this.#lock = null;
      return;
    }
    if (document.hidden || !("wakeLock" in navigator)) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // NotAllowedError: a low battery, or the system says no
      return;
    }
    if (!this.#wanted) await this.#settle(); // the call ended meanwhile
  }
}

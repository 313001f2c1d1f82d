import { isRefusal } from "../protocol/errors";
import type { DataOf } from "../protocol/operations";
import type { ParticipantView } from "../protocol/views";
import { insist } from "./insist";

type Page = DataOf<"get_participants">;

export interface RosterReaderOptions {
  readonly read: (request: { page: number; page_size: number }) => Promise<Page>;
  /** `last`: everybody has been read. */
  readonly took: (participants: readonly ParticipantView[], last: boolean) => void;
}

/** The most that the service gives at once. */
const pageSize = 500;
/** People who come and go shift the pages, so what was missed once is looked for again. */
const rounds = 2;

/** Reads everybody of a large call; the last {@link read} counts. */
export class RosterReader {
  readonly #options: RosterReaderOptions;
  #reading = 0;

  constructor(options: RosterReaderOptions) {
    this.#options = options;
  }

  /** Reads until `whole` says that nobody is missing, twice at most. What cannot be read is left out. */
  async read(whole: () => boolean): Promise<void> {
    const reading = ++this.#reading;
    const wanted = (): boolean => reading === this.#reading;
    try {
      for (let round = 1; wanted(); round++) {
        await this.#round(wanted);
        if (!wanted()) return;
        if (whole() || round === rounds) return this.#options.took([], true);
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      console.debug("The rest of the people could not be read.", error.code); // the call is over, or the seat lost
    }
  }

  stop(): void {
    this.#reading++;
  }

  async #round(wanted: () => boolean): Promise<void> {
    for (let page = 1, total = Infinity; (page - 1) * pageSize < total; page++) {
      const answer = await insist(() => this.#options.read({ page, page_size: pageSize }), wanted);
      if (!answer || !wanted()) return;
      total = answer.total;
      this.#options.took(answer.participants, false);
    }
  }
}

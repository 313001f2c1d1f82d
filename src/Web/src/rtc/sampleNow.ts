import { sampleOf, type LinkSample } from "./linkSample";
import type { MediaLink } from "./mediaLink";

const patienceMs = 2_000;

/** What a connection is like now. Null when the browser does not say in time: it may never answer, and whoever waits for it would look at nothing any more. */
export async function sampleNow(link: MediaLink): Promise<LinkSample | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patienceMs)));
  try {
    const report = (await Promise.race([link.connection.getStats(), late])) as Iterable<readonly [string, unknown]> | null;
    return report && sampleOf(report, link.midOf("video"), performance.now());
  } finally {
    clearTimeout(timer);
  }
}

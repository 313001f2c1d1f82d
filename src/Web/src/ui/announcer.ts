import { gather, type Announcement } from "./announcements";
import { fixed } from "./dom";
import { bringToTop } from "./topmost";

/** Long enough to gather what belongs together, short enough to be about now. */
const gatherMs = 600;

let waiting: Announcement[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something to users of screen readers when they have a moment. Everything on this page is said by this one region. */
export function announce(news: Announcement): void {
  waiting.push(news);
  timer ??= setTimeout(() => {
    utter("announcer", gather(waiting));
    waiting = [];
    timer = undefined;
  }, gatherMs);
}

/** Says something at once, over everything else: only for what cannot wait, a lost connection or a removal. */
export function alarm(text: string): void {
  utter("alarm", text);
}

/** The same words again are news only if the region was empty between. */
function utter(region: "announcer" | "alarm", text: string): void {
  const host = fixed(region);
  bringToTop(host);
  if (host.textContent === text) host.textContent = "";
  host.textContent = text;
}

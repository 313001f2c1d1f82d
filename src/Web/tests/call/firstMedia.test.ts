import { beforeEach, expect, test, vi } from "vitest";
import { FirstMedia, statsOf, type CallStats } from "../../src/call/firstMedia";
import { noDetails, type LinkDetails } from "../../src/rtc/packetFlow";
import type { PeerLink } from "../../src/rtc/peerLink";

beforeEach(() => void vi.useFakeTimers());

class FakeTrack extends EventTarget {
  muted = true;

  arrive(): void {
    this.muted = false;
    this.dispatchEvent(new Event("unmute"));
  }
}

function scene(details: LinkDetails = noDetails) {
  const reports: CallStats[] = [];
  const media = new FirstMedia({ details: () => details, report: (stats) => Promise.resolve(reports.push(stats)) });
  const tracks = [new FakeTrack(), new FakeTrack()];
  const link = { stream: { getTracks: () => tracks } } as unknown as PeerLink;
  return { media, tracks, link, reports };
}

test("the time from the seat to the first track that sends is told once, with what is known of the way by then", () => {
  const known: LinkDetails = { lossPercent: 1.25, roundTripMs: 40.4, resolution: null, route: "relayed" };
  const { media, tracks, link, reports } = scene(known);
  media.seated();
  vi.advanceTimersByTime(100);
  media.look([link]);
  vi.advanceTimersByTime(750);
  tracks[1]?.arrive();
  tracks[0]?.arrive();
  media.look([link]);
  expect(reports).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(reports).toEqual([{ first_media_ms: 850, round_trip_ms: 40, packet_loss_permille: 13, relayed: true }]);
});

test("a track that sends already when it is seen counts at once", () => {
  const { media, tracks, link, reports } = scene();
  tracks.forEach((track) => track.arrive());
  media.seated();
  vi.advanceTimersByTime(30);
  media.look([link]);
  vi.advanceTimersByTime(60_000);
  expect(reports).toEqual([{ first_media_ms: 30 }]);
});

test("after the call's end nothing is told", () => {
  const { media, tracks, link, reports } = scene();
  media.seated();
  media.look([link]);
  tracks[0]?.arrive();
  media.close();
  tracks[1]?.arrive();
  vi.advanceTimersByTime(60_000);
  expect(reports).toEqual([]);
});

test("what is not known is left out", () => {
  expect(statsOf(5, { ...noDetails, route: "direct" })).toEqual({ first_media_ms: 5, relayed: false });
});

import { describe, expect, test } from "vitest";
import { sampleOf } from "../../src/rtc/linkSample";

const camera = { kind: "video", mid: "1", frameWidth: 640, frameHeight: 360, framesPerSecond: 15 };
const report = new Map<string, unknown>([
  ["a", { type: "inbound-rtp", kind: "audio", mid: "0", packetsReceived: 10, packetsLost: 1, bytesReceived: 100, jitter: 0.01 }],
  ["b", { type: "inbound-rtp", ...camera, packetsReceived: 20, bytesReceived: 900, framesDecoded: 7 }],
  ["s", { type: "inbound-rtp", kind: "video", mid: "2", packetsReceived: 5, jitter: 0.02, framesDecoded: 99, frameWidth: 9, frameHeight: 9 }],
  ["o", { type: "outbound-rtp", kind: "audio", mid: "0", packetsSent: 30, bytesSent: 300 }],
  ["p", { type: "outbound-rtp", ...camera, frameWidth: 320, frameHeight: 180, packetsSent: 40, bytesSent: 400 }],
  ["r", { type: "remote-inbound-rtp", kind: "audio", packetsLost: 3, jitter: 0.004 }],
  ["c", { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 }],
  ["d", { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.03, localCandidateId: "l", remoteCandidateId: "m" }],
  ["l", { type: "local-candidate", id: "l", candidateType: "host" }],
  ["m", { type: "remote-candidate", id: "m", candidateType: "srflx" }],
  ["x", { type: "something-new" }],
]);

describe("a report", () => {
  test("is read by direction and kind", () => {
    expect(sampleOf(report, "1", 5)).toEqual({
      atMs: 5,
      inbound: {
        audio: { packets: 10, lost: 1, bytes: 100, jitterMs: 10 },
        video: { packets: 25, lost: 0, bytes: 900, jitterMs: 20 },
        picture: { width: 640, height: 360, framesPerSecond: 15 },
      },
      outbound: {
        audio: { packets: 30, lost: 3, bytes: 300, jitterMs: 4 },
        video: { packets: 40, lost: 0, bytes: 400, jitterMs: null },
        picture: { width: 320, height: 180, framesPerSecond: 15 },
      },
      cameraFrames: 7,
      roundTripMs: 30,
      route: "direct",
    });
  });

  test("tells a relayed route by either end", () => {
    const relayed = new Map([...report, ["m", { type: "remote-candidate", id: "m", candidateType: "relay" }] as const]);
    expect(sampleOf(relayed, null, 0)).toMatchObject({ route: "relayed", cameraFrames: 0, inbound: { picture: null } });
  });

  test("that says nothing is read as that", () => {
    expect(sampleOf([], null, 0)).toMatchObject({ roundTripMs: null, route: null, cameraFrames: 0, inbound: { audio: { packets: 0, jitterMs: null } } });
  });
});

import { describe, expect, test } from "vitest";
import { peerPhaseOf, phaseOf, type PeerPhase } from "../../src/call/callPhase";
import { ringingState, type CallState, type Seat } from "../../src/client/callState";
import type { CallStatus } from "../../src/protocol/words";
import { at, callView, participant } from "../support/views";

function state(seat: Seat, call_status: CallStatus, me = "alice"): CallState {
  const seated = seat !== "ringing" && seat !== "joining";
  const view = callView({ call_status, participants: [participant(me, seated ? "Joined" : "Invited"), participant("carol")] });
  return { ...ringingState(me, view), seat, position: seated ? at(1, 1) : null };
}

describe("the phase of a call", () => {
  test.each<[string, CallState, PeerPhase[], string]>([
    ["nobody's device rings yet", state("joined", "Initiated"), [], "calling"],
    ["a device rings", state("joined", "Ringing"), [], "ringing"],
    ["the caller is not seated yet", state("joining", "Initiated"), [], "calling"],
    ["an invitee is coming in", state("joining", "Ringing", "bob"), [], "connecting"],
    ["an invitee answers before the service knows that it rings", state("joining", "Initiated", "bob"), [], "connecting"],
    ["two are in and no packet has come", state("joined", "Connected"), ["connecting"], "connecting"],
    ["one of two peers is heard", state("joined", "Connected"), ["connecting", "connected"], "connected"],
    ["the only peer is gone for the moment", state("joined", "Connected"), ["reconnecting"], "reconnecting"],
    ["one peer is gone and another heard", state("joined", "Connected"), ["reconnecting", "connected"], "connected"],
    ["everybody else has left", state("joined", "Connected"), [], "alone"],
    ["the page asks for what it missed", state("resuming", "Connected"), ["connected"], "reconnecting"],
    ["the page is out", state("gone", "Ended"), [], "ended"],
  ])("when %s", (_, call, peers, phase) => {
    expect(phaseOf(call, "connected", peers)).toBe(phase);
  });

  test("without the service a seated page reconnects, whatever it hears", () => {
    expect(phaseOf(state("joined", "Connected"), "reconnecting", ["connected"])).toBe("reconnecting");
    expect(phaseOf(state("joined", "Ringing"), "reconnecting", [])).toBe("reconnecting");
  });

  test("without the service a page that is not seated yet says what it waits for", () => {
    expect(phaseOf(state("joining", "Initiated"), "reconnecting", [])).toBe("calling");
  });
});

test.each([
  ["is heard", { away: false, linked: true, silent: false, before: true }, "connected"],
  ["is heard though the service has lost it", { away: true, linked: true, silent: false, before: true }, "connected"],
  ["is heard and not seen", { away: false, linked: true, silent: false, frozen: true, before: true }, "frozen"],
  ["has fallen silent with a picture that stands", { away: false, linked: true, silent: true, frozen: true, before: true }, "reconnecting"],
  ["has never been heard", { away: false, linked: false, silent: false, before: false }, "connecting"],
  ["has fallen silent", { away: false, linked: true, silent: true, before: true }, "reconnecting"],
  ["was heard before", { away: false, linked: false, silent: false, before: true }, "reconnecting"],
  ["is away before it was ever heard", { away: true, linked: false, silent: false, before: false }, "reconnecting"],
] as const)("a peer that %s", (_, signs, phase) => {
  expect(peerPhaseOf({ frozen: false, ...signs })).toBe(phase);
});

// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { gather } from "../../src/ui/announcements";
import { alarm, announce } from "../../src/ui/announcer";
import { regroup } from "../../src/ui/topmost";
import { text } from "../support/elements";

describe("what is said at once", () => {
  test("gathers comings and goings, counts many, and says repetitions once", () => {
    expect(gather([{ joined: "Ann" }, { say: "Connected" }, { joined: "Bob" }, { say: "Connected" }])).toBe("Ann and Bob joined. Connected.");
    expect(gather(["a", "b", "c", "d", "e"].map((left) => ({ left })))).toBe("5 people left.");
    expect(gather([{ joined: "Ann" }, { joined: "Ann" }])).toBe("Ann joined.");
    expect(gather([{ say: "The call is over." }, { say: "The call is over" }])).toBe("The call is over.");
  });

  test("leaves out how the call stood a moment ago", () => {
    expect(gather([{ phase: "Calling…" }, { joined: "Ann" }, { phase: "Connecting…" }, { phase: "Connected" }])).toBe("Ann joined. Connected.");
  });

  test("has a pause after every part", () => {
    expect(gather([{ say: "Ringing…" }, { say: "Bob: hi" }, { say: "Really?" }])).toBe("Ringing… Bob: hi. Really?");
  });

  test("is nothing when there is nothing to say", () => {
    expect(gather([])).toBe("");
    expect(gather([{ say: "" }])).toBe("");
  });
});

describe("the regions", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = '<div id="announcer" data-testid="announcer"></div><div id="alarm" data-testid="alarm"></div>';
  });

  test("say gathered news a little later, in one piece", () => {
    announce({ joined: "Ann" });
    vi.advanceTimersByTime(300);
    announce({ joined: "Bob" });
    expect(text("announcer")).toBe("");
    vi.advanceTimersByTime(400);
    expect(text("announcer")).toBe("Ann and Bob joined.");
  });

  test("say an alarm at once", () => {
    alarm("Reconnecting…");
    expect(text("alarm")).toBe("Reconnecting…");
  });

  test("say nothing a second time when they move into a dialog", () => {
    alarm("Reconnecting…");
    const dialog = document.createElement("dialog");
    dialog.setAttribute("open", "");
    document.body.append(dialog);
    regroup();
    expect([dialog.contains(document.getElementById("alarm")), text("alarm")]).toEqual([true, ""]);
  });

  test("stand in the dialog that is open: everything else is silent then", () => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("open", "");
    document.body.append(dialog);
    alarm("Reconnecting…");
    expect(dialog.contains(document.getElementById("alarm"))).toBe(true);
  });
});

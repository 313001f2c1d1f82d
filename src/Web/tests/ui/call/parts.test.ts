// @vitest-environment happy-dom
import { noDetails } from "../../../src";
import { beforeEach, describe, expect, test } from "vitest";
import { initialsOf } from "../../../src/ui/call/initials";
import { inOrder } from "../../../src/ui/call/peoplePanel";
import { linesOf, qualityBars } from "../../../src/ui/call/qualityBars";
import { confirm } from "../../../src/ui/dialog";
import { steadyList, el } from "../../../src/ui/dom";
import { byId, click } from "../../support/elements";
import { participant } from "../../support/views";

test.each([
  ["Alice", "A"],
  ["alice cooper", "AC"],
  ["Anna Maria von Berg", "AB"],
  ["bob.smith", "BS"],
  ["  ", ""],
  ["😀 smile", "😀S"],
  ["Élodie", "É"],
])("the initials of %j are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("people are listed with raised hands first, then by how much they are here, then as they came", () => {
  const people = [
    participant("left", "Left"),
    participant("in"),
    participant("asked", "Invited"),
    participant("hand", "Joined", { hand_raised: true }),
    participant("lost", "Reconnecting"),
    participant("in2"),
    participant("rings", "Ringing"),
    participant("gone", "Left", { hand_raised: true }),
  ];
  expect(inOrder(people).map((p) => p.user)).toEqual(["hand", "in", "in2", "lost", "rings", "asked", "left", "gone"]);
});

describe("the quality of a connection", () => {
  test("has its numbers, and says which are not known", () => {
    expect(linesOf({ lossPercent: 2.5, roundTripMs: 41.7, resolution: { width: 1280, height: 720, framesPerSecond: 30 }, route: "relayed" })).toEqual([
      ["Packet loss", "2.5%"],
      ["Round trip", "42 ms"],
      ["Picture", "1,280 × 720"],
      ["Way", "relayed"],
    ]);
    expect(linesOf(noDetails)).toEqual([["Packet loss", "not known"], ["Round trip", "not known"], ["Way", "not known"]]);
  });

  test("is said by the button, and shown in numbers only on demand", () => {
    const view = qualityBars("bars", "Connection with Bob");
    document.body.replaceChildren(view.element);
    let asked = 0;
    const details = (): typeof noDetails => (asked++, noDetails);
    view.draw("poor", details);
    expect(byId("bars")?.getAttribute("aria-label")).toBe("Connection with Bob: Poor connection");
    expect(document.querySelectorAll(".bars .on")).toHaveLength(1);
    expect(asked).toBe(0);
    click("bars");
    view.draw("poor", details);
    expect(asked).toBe(1);
    expect(byId("quality-details")?.textContent).toContain("Packet loss");
  });
});

test("the numbers of a connection go away by Escape, which is nobody else's then", () => {
  const view = qualityBars("bars", "Connection with Bob");
  const outer = el("div", {}, view.element);
  document.body.replaceChildren(outer);
  let passed = 0;
  outer.addEventListener("keydown", () => passed++);
  const escape = (): unknown => byId("bars")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  click("bars");
  escape();
  expect([byId("quality-details")?.hidden, byId("bars")?.getAttribute("aria-expanded"), passed]).toEqual([true, "false", 0]);
  escape();
  expect(passed).toBe(1);
});

describe("a question", () => {
  beforeEach(() => document.body.replaceChildren());

  test.each([["confirm-yes", true], ["confirm-no", false], ["confirm-close", false]])("answered by %s is %s, and gone", async (button, answer) => {
    const asked = confirm({ title: "Sure?", text: "Really?", yes: "Do it" });
    click(button);
    expect(await asked).toBe(answer);
    expect(byId("confirm")).toBeNull();
  });
});

test("a button that is replaced with its line hands the focus to its successor", () => {
  const list = el("ul");
  document.body.replaceChildren(list);
  const draw = steadyList(list, ({ user }: { user: string; n: number }) => el("li", { attributes: { "data-user": user } }, el("button", { testid: "mute" })));
  draw([{ user: "a", n: 1 }, { user: "b", n: 1 }]);
  list.querySelectorAll("button")[1]!.focus();
  draw([{ user: "a", n: 1 }, { user: "b", n: 2 }]);
  expect(document.activeElement).toBe(list.querySelectorAll("button")[1]);
});

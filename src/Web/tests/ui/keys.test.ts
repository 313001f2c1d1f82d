// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { nextInToolbar, roving } from "../../src/ui/roving";
import { cornerAfter, cornerAt, corners } from "../../src/ui/layout/corners";
import { focusedOf, listenForShortcuts, setShortcuts, shortcutOf, type Focused, type KeyPress, type Shortcut } from "../../src/ui/shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...more });

describe("a shortcut", () => {
  test.each<[string, Focused, Shortcut | null]>([
    ["m", "nothing", "microphone"],
    ["M", "control", "microphone"],
    ["v", "nothing", "camera"],
    ["?", "nothing", "help"],
    [" ", "nothing", "talk"],
    [" ", "control", null],
    ["m", "text", null],
    [" ", "text", null],
    ["x", "nothing", null],
    ["Escape", "nothing", null],
  ])("%j with %s focused is %s", (key, focused, shortcut) => {
    expect(shortcutOf(press(key), focused)).toBe(shortcut);
  });

  test.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }])("is none with %j: that key is somebody else's", (more) => {
    expect(shortcutOf(press("m", more), "nothing")).toBeNull();
  });
});

describe("keys of a page", () => {
  let did: string[];
  const hit = (key: string, target: Element = document.body, type = "keydown"): boolean =>
    target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));

  beforeEach(() => {
    localStorage.clear();
    did = [];
    document.body.innerHTML = '<input id="i"><input type="checkbox" id="c"><button id="b"></button><select id="s"></select>';
  });

  test("do what they mean, until they are switched off, and again", () => {
    const stop = listenForShortcuts(document, () => true, (shortcut, down) => did.push(`${shortcut} ${String(down)}`));
    hit("m");
    hit(" ");
    hit(" ", document.body, "keyup");
    setShortcuts(false);
    hit("m");
    setShortcuts(true);
    hit("h");
    stop();
    hit("h");
    expect(did).toEqual(["microphone true", "talk true", "talk false", "hand true"]);
  });

  test.each<[string, () => unknown]>([
    ["over a text field", () => hit(" ", document.getElementById("i")!, "keyup")],
    ["over a button", () => hit(" ", document.getElementById("b")!, "keyup")],
    ["under a window that has opened", () => document.body.append(Object.assign(document.createElement("dialog"), { open: true })) ?? hit(" ", document.body, "keyup")],
    ["in another program", () => window.dispatchEvent(new Event("blur"))],
  ])("mute again when the key that speaks goes up %s", (_, letGo) => {
    const stop = listenForShortcuts(document, () => true, (shortcut, down) => did.push(`${shortcut} ${String(down)}`));
    hit(" ");
    letGo();
    letGo();
    stop();
    expect(did).toEqual(["talk true", "talk false"]);
  });

  test("mute again when nobody listens any more", () => {
    const stop = listenForShortcuts(document, () => true, (shortcut, down) => did.push(`${shortcut} ${String(down)}`));
    hit(" ");
    stop();
    expect(did).toEqual(["talk true", "talk false"]);
  });

  test("are text where text is written, and nothing outside of a call or under a window", () => {
    let inCall = true;
    const stop = listenForShortcuts(document, () => inCall, (shortcut) => did.push(shortcut));
    hit("m", document.getElementById("i")!);
    hit("m", document.getElementById("s")!);
    inCall = false;
    hit("m");
    inCall = true;
    document.body.append(Object.assign(document.createElement("dialog"), { open: true }));
    hit("m");
    stop();
    expect(did).toEqual([]);
  });

  test("tell a text field from a control", () => {
    expect(["i", "c", "b", "s"].map((id) => focusedOf(document.getElementById(id)))).toEqual(["text", "control", "control", "text"]);
    expect(focusedOf(document.body)).toBe("nothing");
  });
});

describe("a toolbar", () => {
  test.each([
    ["ArrowRight", 0, false, 1],
    ["ArrowRight", 2, false, 0],
    ["ArrowLeft", 0, false, 2],
    ["ArrowLeft", 0, true, 1],
    ["ArrowRight", 0, true, 2],
    ["Home", 2, false, 0],
    ["End", 0, false, 2],
    ["Tab", 0, false, null],
  ])("%s from %i of 3 (right to left: %s) goes to %s", (key, index, rtl, next) => {
    expect(nextInToolbar(key, index, 3, rtl)).toBe(next);
  });

  test("is one stop of the Tab key, also when the button that was it has gone", () => {
    document.body.innerHTML = '<div id="t"><button>1</button><button>2</button><button hidden>3</button></div>';
    const toolbar = document.getElementById("t")!;
    const bar = roving(toolbar);
    const stops = (): number[] => [...toolbar.querySelectorAll("button")].filter((b) => !b.hidden).map((b) => b.tabIndex);
    expect(stops()).toEqual([0, -1]);
    toolbar.querySelectorAll("button")[1]!.focus();
    expect(stops()).toEqual([-1, 0]);
    toolbar.querySelectorAll("button")[1]!.hidden = true;
    bar.settle();
    expect(stops()).toEqual([0]);
  });
});

describe("the own picture", () => {
  const size = { width: 100, height: 80 };

  test.each([
    [10, 10, false, "block-start inline-start"],
    [90, 10, false, "block-start inline-end"],
    [10, 70, true, "block-end inline-end"],
    [90, 70, true, "block-end inline-start"],
  ])("dropped at %i, %i (right to left: %s) goes to %s", (x, y, rtl, corner) => {
    expect(cornerAt(x, y, size, rtl)).toBe(corner);
  });

  test("reaches every corner by arrows, and follows them as they look", () => {
    const [topStart, topEnd, , bottomEnd] = corners;
    expect(cornerAfter("ArrowRight", topStart!, false)).toBe(topEnd);
    expect(cornerAfter("ArrowLeft", topStart!, true)).toBe(topEnd);
    expect(cornerAfter("ArrowDown", topEnd!, false)).toBe(bottomEnd);
    expect(cornerAfter("ArrowUp", topEnd!, false)).toBe(topEnd);
    expect(cornerAfter("Enter", topEnd!, false)).toBeNull();
  });
});

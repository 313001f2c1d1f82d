import type { CallDesk, CallSnapshot, LinkDetails } from "@fchat/client";
import { noDetails } from "@fchat/client";
import { formats, strings } from "../../strings";
import { el, iconButton, setText } from "../dom";
import { layOut, type Layout, type Placed, type View } from "../layout/layout";
import { nameOf } from "../wording";
import { OwnScreen } from "./ownScreen";
import { PersonTile } from "./personTile";
import { put } from "./place";
import { ScreenTile } from "./screenTile";
import { selfView } from "./selfView";

/** Up to so many others, this user is one tile among them; alone with one, and among more, they are in a corner. */
const selfInGrid = { least: 2, most: 8 };
/** Up to so many others, everybody has a tile, on whatever page. */
const fewPeople = 50;
/** What the pager takes of the stage, in CSS pixels. */
const pagerHeight = 58;
const self = "";
const ownScreen = "\n";
const screenOf = (user: string): string => `${user}\n`; // no user id has a line break

/** What the user has chosen to look at. */
export interface StageLook {
  readonly pinned: string | null;
  readonly page: number;
}

export const usualLook: StageLook = { pinned: null, page: 0 };

export interface Stage {
  readonly look: StageLook;
  readonly element: HTMLElement;
  draw(call: CallSnapshot): void;
  clear(): void;
  /** Grid or speaker. */
  flipLayout(): void;
  isSpeakerLayout(): boolean;
  /** Starts every picture again, after the stage has gone to another document. */
  replay(): void;
}

/** Everybody's pictures and screens, each in the place that the layout gives it. */
export function stage(desk: CallDesk, myName: string, view: { get: () => View["mode"]; set: (mode: View["mode"]) => void }, before: StageLook): Stage {
  const tiles = el("div", { class: "tiles", testid: "remote-tiles" });
  const mine = selfView(myName);
  const pager = pageTurner((step) => turn(step));
  const element = el("div", { class: "field" }, tiles, mine.element, pager.element);
  const people = new Map<string, PersonTile>();
  const screens = new Map<string, ScreenTile>();
  const shared = new OwnScreen();
  tiles.append(shared.element);
  let { pinned, page } = before;
  let drawn: CallSnapshot | null = null;
  new ResizeObserver(() => redraw()).observe(element);

  const redraw = (): void => void (drawn && draw(drawn));
  const turn = (step: number): void => {
    page += step;
    redraw();
  };
  const pin = (key: string): void => {
    pinned = pinned === key ? null : key;
    redraw();
  };
  const detailsOf = (user: string): LinkDetails => desk.snapshot()?.peers.find((peer) => peer.user === user)?.details ?? noDetails;

  function draw(call: CallSnapshot): void {
    drawn = call;
    drawScreens(call);
    shared.draw(call.local.screen);
    const placed = place(call);
    drawPeople(call, placed);
    putPeople(placed);
    report(placed);
    tiles.dataset["count"] = String(call.peers.length);
  }

  /** Of a large call, whoever is neither seen nor heard has no tile. */
  function drawPeople(call: CallSnapshot, { places }: Pick<Layout, "places">): void {
    const present = call.peers.filter((peer) => call.peers.length <= fewPeople || places.has(peer.user) || peer.stream);
    keepOnly(people, present.map((peer) => peer.user));
    for (const peer of present) {
      const name = nameOf(peer.user, call.participants);
      const make = (): PersonTile => new PersonTile(peer.user, { devices: desk.devices, name, details: () => detailsOf(peer.user), pin: () => pin(peer.user) });
      have(people, peer.user, make).draw(peer, name, pinned === peer.user);
    }
  }

  function drawScreens(call: CallSnapshot): void {
    keepOnly(screens, call.peers.filter((peer) => peer.screen).map((peer) => screenOf(peer.user)));
    for (const { user, screen } of call.peers) {
      if (!screen) continue;
      const key = screenOf(user);
      have(screens, key, () => new ScreenTile(user, nameOf(user, call.participants), () => pin(key))).draw(screen, pinned === key);
    }
  }

  /** Where everything goes; nowhere, while the stage is not shown. */
  function place(call: CallSnapshot): Pick<Layout, "places" | "spotlight"> {
    const isSharing = call.local.screen !== null;
    const least = isSharing || screens.size > 0 ? 1 : selfInGrid.least; // the corner of a screen is part of it
    const inGrid = call.peers.length >= least && call.peers.length <= selfInGrid.most;
    const size = { width: element.clientWidth, height: element.clientHeight };
    if (size.width === 0 || size.height === 0) {
      mine.draw(call.local, null);
      return { places: new Map(), spotlight: null };
    }
    const wanted = wantPlaces(call, inGrid, isSharing);
    const look = { mode: view.get(), pinned, page };
    const whole = layOut(wanted, look, size);
    const layout = whole.pages > 1 ? layOut(wanted, look, { ...size, height: size.height - pagerHeight }) : whole;
    page = layout.page;
    put(shared.element, layout.places.get(ownScreen));
    mine.draw(call.local, inGrid ? (layout.places.get(self) ?? null) : null);
    pager.draw(layout.page, layout.pages);
    return layout;
  }

  function putPeople({ places, spotlight }: Pick<Layout, "places" | "spotlight">): void {
    for (const [key, tile] of [...people, ...screens]) {
      put(tile.element, places.get(key));
      tile.element.classList.toggle("spotlit", key === spotlight);
    }
  }

  /** What is not seen need not be sent. */
  function report({ places }: Pick<Layout, "places">): void {
    const pixels = window.devicePixelRatio || 1;
    const seen = [...people.keys()].flatMap((user) => {
      const rect = places.get(user);
      return rect ? [[user, Math.round(rect.height * pixels)] as const] : [];
    });
    const shown = (drawn?.peers ?? []).filter(({ user }) => places.has(screenOf(user)));
    desk.active?.see({ people: new Map(seen), screens: new Set(shown.map(({ user }) => user)) });
  }

  function wantPlaces({ peers, activeSpeaker }: CallSnapshot, inGrid: boolean, isSharing: boolean): Placed[] {
    const persons = peers.map(({ user }): Placed => ({ key: user, kind: "person", speaking: user === activeSpeaker }));
    const theirs = [...screens.keys()].map((key): Placed => ({ key, kind: "screen", speaking: false }));
    const own = [...(isSharing ? [ownScreen] : []), ...(inGrid ? [self] : [])].map((key): Placed => ({ key, kind: "self", speaking: false }));
    return [...theirs, ...persons, ...own];
  }

  function have<T extends PersonTile | ScreenTile>(all: Map<string, T>, key: string, make: () => T): T {
    const known = all.get(key);
    if (known) return known;
    const made = make();
    all.set(key, made);
    tiles.append(made.element);
    return made;
  }

  return {
    element,
    draw,
    get look() {
      return { pinned, page };
    },
    clear() {
      drawn = pinned = null;
      page = 0;
      keepOnly(people, []);
      keepOnly(screens, []);
    },
    flipLayout() {
      view.set(view.get() === "grid" ? "speaker" : "grid");
      redraw();
    },
    isSpeakerLayout: () => view.get() === "speaker",
    replay() {
      for (const tile of [...people.values(), ...screens.values(), shared]) tile.replay();
      mine.replay();
    },
  };
}

function keepOnly(all: Map<string, PersonTile | ScreenTile>, keys: readonly string[]): void {
  for (const [key, tile] of all) {
    if (keys.includes(key)) continue;
    tile.remove();
    all.delete(key);
  }
}

function pageTurner(turn: (step: number) => void): { element: HTMLElement; draw: (page: number, pages: number) => void } {
  const back = iconButton("page-back", "back", strings.pageBack, () => turn(-1), "round");
  const on = iconButton("page-on", "on", strings.pageOn, () => turn(1), "round");
  const where = el("span", { testid: "page-number" });
  const element = el("div", { class: "pager", testid: "pager", attributes: { role: "group" } }, back, where, on);
  return {
    element,
    draw(page, pages) {
      element.hidden = pages < 2;
      back.disabled = page === 0;
      on.disabled = page === pages - 1;
      setText(where, strings.page(formats.number(page + 1), formats.number(pages)));
    },
  };
}

import { MediaRefused, type CallDesk, type ChatWebRtc } from "@fchat/client";
import { strings } from "../../strings";
import { confirm } from "../dialog";
import { attempt } from "../notices";

/** Everything that a button or a key of the call does. */
export interface CallActions {
  readonly microphone: () => void;
  readonly camera: () => void;
  readonly screen: () => void;
  readonly hand: () => void;
  readonly people: () => void;
  readonly chat: () => void;
  readonly layout: () => void;
  readonly smallWindow: () => void;
  readonly devices: () => void;
  readonly help: () => void;
  readonly endForAll: () => void;
  readonly leave: () => void;
}

type OnCall = Pick<CallActions, "microphone" | "camera" | "screen" | "hand" | "endForAll" | "leave"> & {
  readonly talk: (on: boolean) => void;
  readonly dropVideo: () => void;
  readonly stopSharing: () => void;
};

/** What is done to the call itself. */
export function onCall(desk: CallDesk, calls: ChatWebRtc): OnCall {
  const setScreen = (on: boolean): void => void attempt(() => pickNothing(desk.active?.setScreen(on)));
  const once = oneAtATime();
  let talking = false;
  return {
    microphone: () => void calls.toggle_microphone(),
    camera: () => once(() => attempt(() => calls.toggle_camera())),
    screen: () => setScreen(desk.snapshot()?.local.screen === null),
    hand: () => desk.active?.setHand(!desk.snapshot()?.local.handRaised),
    leave: () => void attempt(() => calls.leave_call()),
    endForAll: () => void askToEnd(desk),
    dropVideo: () => void attempt(async () => desk.active?.setCamera(false)),
    stopSharing: () => setScreen(false),
    talk(on) {
      if (on === talking || (on && !desk.snapshot()?.local.muted)) return;
      talking = on;
      desk.active?.setMuted(!on);
    },
  };
}

async function askToEnd(desk: CallDesk): Promise<void> {
  const sure = await confirm({ title: strings.endForAllTitle, text: strings.endForAllText, yes: strings.endForAll });
  if (sure) await attempt(async () => desk.active?.endForAll());
}

/** Whoever closes the picker of screens without a choice has changed their mind: nothing went wrong. */
async function pickNothing(picking: Promise<void> | undefined): Promise<void> {
  try {
    await picking;
  } catch (error) {
    if (!(error instanceof MediaRefused) || error.problem !== "dismissed") throw error;
  }
}

/** A switch that takes time ignores presses while it works; a button that is disabled would lose the focus. */
function oneAtATime(): (work: () => Promise<unknown>) => void {
  let busy = false;
  return (work) => {
    if (busy) return;
    busy = true;
    void work().finally(() => (busy = false));
  };
}

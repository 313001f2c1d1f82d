import { CallDesk, type ChatWebRtc, chatWebRtc, MediaRefused, restoreSession, type Session } from "@fchat/client";
import { diagnostics, type FChatDiagnostics } from "./diagnostics";
import { fixed, isSeen } from "./ui/dom";
import { startLanguage } from "./ui/language";
import { notify } from "./ui/notices";
import { shell } from "./ui/shell";
import { signInView } from "./ui/signInView";
import { errorText } from "./ui/wording";

declare global {
  interface Window {
    ChatWebRTC: ChatWebRtc;
    FChatDiagnostics: FChatDiagnostics;
  }
}

const desk = new CallDesk();
window.ChatWebRTC = chatWebRtc(desk);
window.FChatDiagnostics = diagnostics(desk);
console.log("✅ WebRTC module loaded");

function enter(session: Session): void {
  desk.attach(session.service, session.door);
  shell(fixed("app"), session, desk, window.ChatWebRTC, () => location.reload());
  desk.comeBack().catch((error: unknown) => {
    if (error instanceof MediaRefused) desk.media.showHelp();
    else notify(errorText(error), "error");
  });
}

/** No await outside of it: the page's words import from the page, and would wait for it as it waits for them. */
async function begin(): Promise<void> {
  await startLanguage();
  const session = restoreSession();
  if (session) enter(session);
  else signInView(fixed("app"), enterAnew);
  console.log("✅ Call UI template loaded");
}

/** The field that had the focus is gone: a room is chosen next, unless the tab has one open. */
function enterAnew(session: Session): void {
  enter(session);
  [fixed("rooms"), fixed("main")].find(isSeen)?.focus();
}

void begin();

import { deCall } from "./de.call";
import type { Strings } from "./en";
import { formatsOf } from "./formats";

const { plural } = formatsOf("de");

/** Everything the page says to people, in German. */
export const de: Strings = {
  ...deCall,
  language: "Sprache",
  brand: "FChat",

  signInTitle: "Anmelden",
  signInHint: "Anmeldung für die Entwicklung: jeder Name geht. Jeder Tab kann jemand anderes sein.",
  signInUser: "Benutzerkennung",
  signInUserHint: "alice",
  signInName: "Anzeigename (freiwillig)",
  signInSubmit: "Anmelden",
  signInRefused: "Der Dienst lässt diesen Benutzer nicht zu.",
  signInBadUser: "Eine Kennung besteht aus Buchstaben, Ziffern und . _ @ ~ - und beginnt nicht mit @.",
  signOut: "Abmelden",

  linkStatus: {
    idle: "Verbinden…",
    connecting: "Verbinden…",
    connected: "Online",
    reconnecting: "Neu verbinden…",
    stopped: "Abgemeldet",
  },

  loading: "Wird geladen…",
  rooms: "Räume",
  noRooms: "Noch keine Räume. Unten können Sie einen anlegen.",
  newRoom: "Neuer Raum",
  roomName: "Name des Raums",
  roomMembers: "Mitglieder, durch Kommas getrennt",
  roomMembersHint: "Mitglieder: bob, carol",
  roomNeedsMembers: "Nennen Sie mindestens ein anderes Mitglied.",
  createRoom: "Raum anlegen",
  pickRoom: "Wählen Sie einen Raum.",
  roomOf: (names: string) => (names === "" ? "Nur Sie" : names),
  unread: (count: number) => plural(count, { one: "# ungelesen", other: "# ungelesen" }),

  messages: "Nachrichten",
  writeMessage: "Nachricht schreiben",
  send: "Senden",
  noMessages: "Noch keine Nachrichten. Sagen Sie Hallo.",
  messageFrom: (name: string, text: string) => `${name}: ${text}`,
  messagesFrom: (name: string, count: number) => plural(count, { one: `# neue Nachricht von ${name}`, other: `# neue Nachrichten von ${name}` }),
  you: "Sie",
  chatStatus: { Online: "Online", Away: "Abwesend", Busy: "Beschäftigt", Offline: "Offline" },
  inCall: "im Gespräch",

  settings: "Einstellungen",
  help: "Hilfe und Tasten",
  history: "Anrufe",
  allCalls: "Alle Anrufe",
  missedCalls: (count: number) => plural(count, { one: "# verpasster Anruf", other: "# verpasste Anrufe" }),
  noCalls: "Noch keine Anrufe.",
  more: "Mehr anzeigen",
  callDirection: { out: "Ausgehend", in: "Eingehend", missed: "Verpasst" },
  callStatus: {
    Initiated: "Wird angerufen",
    Ringing: "Klingelt",
    Connected: "Läuft",
    Ended: "Beendet",
    Rejected: "Abgelehnt",
    Missed: "Keine Antwort",
    Cancelled: "Abgebrochen",
    Failed: "Fehlgeschlagen",
  },
  callBack: (name: string) => `${name} zurückrufen`,

  notifyTitle: "Anrufe melden, wenn ich woanders bin",
  notifyAsk: "Benachrichtigungen erlauben",
  notifyOn: "Benachrichtigungen sind erlaubt.",
  notifyBlocked: "Der Browser sperrt Benachrichtigungen für diese Seite.",

  notices: "Hinweise",
  close: "Schließen",
  cancel: "Abbrechen",
  dismiss: "Jetzt nicht",
  unexpected: "Etwas ist schiefgegangen.",
  insecureWarning: "Diese Seite wurde nicht über HTTPS geöffnet: Anrufe gehen hier nicht.",

  refusal: {
    invalid_argument: "An dieser Anfrage stimmt etwas nicht.",
    unauthenticated: "Bitte melden Sie sich wieder an.",
    not_a_member: "Sie sind kein Mitglied dieses Raums.",
    not_a_participant: "Sie sind nicht in diesem Gespräch.",
    forbidden: "Das dürfen Sie nicht.",
    room_not_found: "Diesen Raum gibt es nicht.",
    call_not_found: "Dieses Gespräch gibt es nicht.",
    user_not_found: "Diesen Benutzer gibt es nicht.",
    call_already_active: "In diesem Raum läuft schon ein Gespräch.",
    call_ended: "Das Gespräch ist beendet.",
    target_not_in_call: "Diese Person ist nicht im Gespräch.",
    room_full: "Das Gespräch ist voll.",
    payload_too_large: "Das ist zu lang.",
    rate_limited: "Zu schnell. Warten Sie einen Augenblick und versuchen Sie es wieder.",
    unavailable: "Der Dienst ist gerade nicht zu erreichen. Versuchen Sie es gleich wieder.",
  },
};

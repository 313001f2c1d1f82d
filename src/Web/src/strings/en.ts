import { enCall } from "./en.call";
import { formatsOf } from "./formats";

const { plural } = formatsOf("en");

/** Everything the page says to people, in English; the other tables have the same keys. */
export const en = {
  ...enCall,
  language: "Language",
  brand: "FChat",

  signInTitle: "Sign in",
  signInHint: "Development sign-in: any name will do. Each browser tab can be somebody else.",
  signInUser: "User id",
  signInUserHint: "alice",
  signInName: "Display name (optional)",
  signInSubmit: "Sign in",
  signInRefused: "The service does not accept this user.",
  signInBadUser: "A user id has letters, digits and . _ @ ~ - and does not start with @.",
  signOut: "Sign out",

  linkStatus: {
    idle: "Connecting…",
    connecting: "Connecting…",
    connected: "Online",
    reconnecting: "Reconnecting…",
    stopped: "Signed out",
  },

  loading: "Loading…",
  rooms: "Rooms",
  noRooms: "No rooms yet. Create one below.",
  newRoom: "New room",
  roomName: "Room name",
  roomMembers: "Members, separated by commas",
  roomMembersHint: "Members: bob, carol",
  roomNeedsMembers: "Name at least one other member.",
  roomBadMembers: (names: string) => `This is no user id: ${names}. User ids have letters, digits and . _ @ ~ - and do not start with @.`,
  roomRefused: "The service does not take this name or these members.",
  createRoom: "Create room",
  backToRooms: "Back to the rooms",
  pickRoom: "Pick a room to talk.",
  roomOf: (names: string) => (names === "" ? "Only you" : names),
  unread: (count: number) => plural(count, { one: "# unread", other: "# unread" }),

  messages: "Messages",
  writeMessage: "Write a message",
  send: "Send",
  noMessages: "No messages yet. Say hello.",
  messageFrom: (name: string, text: string) => `${name}: ${text}`,
  messagesFrom: (name: string, count: number) => plural(count, { one: `# new message from ${name}`, other: `# new messages from ${name}` }),
  you: "You",
  chatStatus: { Online: "Online", Away: "Away", Busy: "Busy", Offline: "Offline" },
  inCall: "in a call",

  settings: "Settings",
  help: "Help and shortcuts",
  history: "Calls",
  allCalls: "All calls",
  missedCalls: (count: number) => plural(count, { one: "# missed call", other: "# missed calls" }),
  noCalls: "No calls yet.",
  more: "Show more",
  callDirection: { out: "Outgoing", in: "Incoming", missed: "Missed" },
  callStatus: {
    Initiated: "Calling",
    Ringing: "Ringing",
    Connected: "Under way",
    Ended: "Ended",
    Rejected: "Declined",
    Missed: "No answer",
    Cancelled: "Cancelled",
    Failed: "Failed",
  },
  callBack: (name: string) => `Call ${name} back`,

  notifyTitle: "Tell me of calls while I am elsewhere",
  notifyAsk: "Allow notifications",
  notifyOn: "Notifications are allowed.",
  notifyBlocked: "The browser blocks notifications for this page.",

  notices: "Notices",
  close: "Close",
  cancel: "Cancel",
  dismiss: "Not now",
  unexpected: "Something went wrong.",
  insecureWarning: "This page was not opened by HTTPS: calls will not work here.",

  refusal: {
    invalid_argument: "Something in this request is not right.",
    unauthenticated: "Please sign in again.",
    not_a_member: "You are not a member of this room.",
    not_a_participant: "You are not in this call.",
    forbidden: "You may not do this.",
    room_not_found: "There is no such room.",
    call_not_found: "There is no such call.",
    user_not_found: "There is no such user.",
    call_already_active: "There is a call in this room already.",
    call_ended: "The call has ended.",
    target_not_in_call: "They are not in the call.",
    stream_not_found: "This is not being sent any more.",
    room_full: "The call is full.",
    payload_too_large: "That is too long.",
    rate_limited: "Too fast. Wait a moment and try again.",
    unavailable: "The service cannot be reached now. Try again in a moment.",
  },
};

/** What a table says: the same keys in every language. */
export type Strings = typeof en;

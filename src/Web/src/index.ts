/**
 * The public face of `@fchat/client`: what a page may use. Everything else under this folder, `ui` and the page's own
 * `main.ts`, `diagnostics.ts` and `strings.ts` apart, is the client's inside and may change.
 */
export { connect, restoreSession, signIn, type ConnectOptions, type Session } from "./client/session";
export { tokensFrom, type TokenSource } from "./client/tokens";
export type { DevIdentity } from "./client/devTokens";
export { Emitter, type Unsubscribe } from "./client/emitter";
export type { LinkStatus } from "./client/hubLink";
export type { Service } from "./client/service";
export type { RoomBook } from "./client/roomBook";
export type { CallLog } from "./client/callLog";
export type { RoomCalls } from "./client/callLogState";
export type { Presence, RoomsState } from "./client/roomsState";
export type { Ring } from "./client/ringState";
export type { Departure } from "./client/callState";

export { CallDesk, type CallWish } from "./call/callDesk";
export type { ActiveCall } from "./call/activeCall";
export type { CallNews } from "./call/callNews";
export type { AfterCall, CallOutcome } from "./call/afterCall";
export type { CallPhase, PeerPhase } from "./call/callPhase";
export type {
  CallSnapshot,
  ChatLine,
  InviteeSnapshot,
  InviteeState,
  LocalSnapshot,
  PeerSnapshot,
} from "./call/callSnapshot";
export type { CallData } from "./call/callStub";
export { chatWebRtc, type ChatWebRtc } from "./call/chatWebRtc";
export type { MediaDesk } from "./call/mediaDesk";
export type { Preview, PreviewDevice } from "./call/preview";
export { askForNotices, noticePermission, noticeRings, type NoticePermission, type NoticeText } from "./call/ringNotices";

export type { DeviceInfo, DeviceKind, Devices, DevicesSnapshot } from "./rtc/devices";
export type { LocalMedia, MediaWish } from "./rtc/localMedia";
export { isSecurePage, MediaRefused, type MediaProblem } from "./rtc/mediaProblem";
export type { MediaLink } from "./rtc/mediaLink";
export { noDetails, type LinkDetails, type Quality } from "./rtc/packetFlow";
export type { Recovery } from "./rtc/recovery";
export type { OnStage } from "./rtc/sfu/wishes";

export { isRefusal, Refusal, type ErrorCode } from "./protocol/errors";
export type { ServiceEventName, ServiceEvents } from "./protocol/events";
export type { DataOf, OperationName, RequestOf } from "./protocol/operations";
export type {
  CallSummary,
  CallView,
  IceAnswer,
  IceServerView,
  MessageView,
  OnlineUserView,
  ParticipantView,
  RoomMemberView,
  RoomView,
} from "./protocol/views";
export * from "./protocol/words";

/** All of the media server's side: fetched when a call may need it. */
export { SfuSide, type SfuSideOptions } from "./side";

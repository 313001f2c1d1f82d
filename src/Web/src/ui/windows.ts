/** The windows that nobody needs before the page stands: they are fetched after it, see `laterWindows`. */
export { openHistory } from "./history/historyView";
export { openPreJoin } from "./preJoin";
export { openSettings } from "./settings";
export { openShortcutHelp } from "./shortcutHelp";

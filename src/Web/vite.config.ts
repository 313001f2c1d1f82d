import { defineConfig } from "vitest/config";

// The gateway serves what stands here; FCHAT_WEB_OUT sends the build elsewhere.
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const outDir = process.env["FCHAT_WEB_OUT"] ?? "../Gateway/wwwroot";
const gateway = process.env["FCHAT_GATEWAY"] ?? "http://localhost:5080";

/** What a call is made of, fetched after the page; what a media server needs, fetched in a call. */
const call = /\/src\/(call\/(activeCall|callSigns|chatBook|flowWatch|voiceWatch|firstMedia|mediaPaths|ownMedia|ownFlags|ownRole|signalOutbox|callSnapshot|callPhase|invitees|iceRefresh|iceConfiguration)|rtc\/(?!levelMeter|localMedia|media|device)|client\/(callLine|callReducer|callNews|sequence|roster))/;
const later = /\/src\/(strings\/(en|de)(\.call)?|ui\/(windows|settings|preJoin|shortcutHelp|history\/historyView|devices\/(levelBar|pickers|speakerTest)))\.ts/;
const isNeededAtOnce = (id: string): boolean => !later.test(id) && !call.test(id);

export default defineConfig({
  // The page sees its own client as others do, by the name of the package.
  resolve: { tsconfigPaths: true },
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    // Every file is a real file: an inlined data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One chunk for all that the page needs at once: many small ones compress worse. Languages and windows are fetched on their own.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "page", test: isNeededAtOnce }] } } },
  },
  server: {
    proxy: {
      "/hub": { target: gateway, ws: true },
      "/api": gateway,
      "/dev": gateway,
      "/version": gateway,
    },
  },
  test: {
    // Tests that need a page say so in their first line.
    environment: "node",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/support/english.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});

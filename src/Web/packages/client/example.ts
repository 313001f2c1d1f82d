import { CallDesk, connect, tokensFrom } from "@fchat/client";

const tokens = tokensFrom(async () => (await fetch("/my/fchat-token")).text());
const session = await connect({ tokens, address: "https://chat.example.org" });
const desk = new CallDesk();
desk.attach(session.service, session.door);
desk.changes.on(() => console.log(desk.snapshot()?.phase, desk.rings));

const room = await session.rooms.create("Team", ["bob"]);
await desk.call(room.room_id, "Video");

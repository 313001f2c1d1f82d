/** Drawn here and not as emoji: many machines have no font for those. Lines on a 24 by 24 grid. */
const shapes = {
  phone: "M6.5 3.5h3l1.6 4.2-2 1.5a11 11 0 0 0 5.7 5.7l1.5-2 4.2 1.6v3a2 2 0 0 1-2.2 2A16.4 16.4 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z",
  hangUp: "M3.2 14.6v-2.2c5.6-4.6 12-4.6 17.6 0v2.2a1.5 1.5 0 0 1-1.8 1.4l-2.8-.6a1.5 1.5 0 0 1-1.2-1.4v-1.7a11.6 11.6 0 0 0-6 0V14a1.5 1.5 0 0 1-1.2 1.4L5 16a1.5 1.5 0 0 1-1.8-1.4z",
  camera: "M3.5 7.5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2zM15.5 10.5l5-3v9l-5-3",
  cameraOff: "M3.5 7.5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2zM15.5 10.5l5-3v9l-5-3M3 3l18 18",
  microphone: "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  microphoneOff: "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M3 3l18 18",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 5a3.2 3.2 0 0 1 0 6.2M18.5 14.5a5.6 5.6 0 0 1 3 5.5",
  chat: "M4.5 5.5h15a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 4v-4h-3A1.5 1.5 0 0 1 3 15V7a1.5 1.5 0 0 1 1.5-1.5z",
  close: "M6 6l12 12M18 6L6 18",
} as const;

export type IconName = keyof typeof shapes;

const svg = "http://www.w3.org/2000/svg";

/** A decoration: what it means is said by the label of what it stands on. */
export function icon(name: IconName): SVGSVGElement {
  const element = document.createElementNS(svg, "svg");
  element.setAttribute("viewBox", "0 0 24 24");
  element.setAttribute("class", "icon-shape");
  element.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", shapes[name]);
  element.append(path);
  return element;
}

// Peer connections of a page without a server: sound and pictures are made here, candidates are in the descriptions.
const opened = new Map();

function sound(gain) {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 440 });
  const volume = new GainNode(context, { gain });
  const out = context.createMediaStreamDestination();
  tone.connect(volume).connect(out);
  tone.start();
  return { track: out.stream.getAudioTracks()[0], volume, close: () => context.close() };
}

function picture(width, height, framesPerSecond) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d');
  let frame = 0;
  const timer = setInterval(() => {
    pen.fillStyle = `hsl(${(frame += 5) % 360} 80% 50%)`;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = 'black';
    pen.fillRect((frame * 3) % width, 0, width / 8, height);
  }, 1000 / framesPerSecond);
  return { track: canvas.captureStream(framesPerSecond).getVideoTracks()[0], close: () => clearInterval(timer) };
}

const layers = [
  { rid: 'h', maxBitrate: 200_000 },
  { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 100_000 },
  { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 50_000 },
];

function open(id) {
  const pc = new RTCPeerConnection();
  const peer = { pc, sources: [], found: [] };
  pc.onicecandidate = ({ candidate }) => candidate?.candidate && peer.found.push(candidate.toJSON());
  opened.set(id, peer);
  return peer;
}

function film(peer, { width, height }, sendEncodings) {
  const source = picture(width, height, 10);
  peer.sources.push(source);
  peer.pc.addTransceiver(source.track, { direction: 'sendonly', sendEncodings });
}

async function described(peer, description) {
  await peer.pc.setLocalDescription(description);
  if (peer.pc.iceGatheringState !== 'complete') {
    await new Promise((done) => peer.pc.addEventListener('icegatheringstatechange', () => peer.pc.iceGatheringState === 'complete' && done()));
  }
  return peer.pc.localDescription.sdp;
}

window.peers = {
  async offer(id, { audio = true, camera = null, screen = null, gain = 0.5 }) {
    const peer = open(id);
    if (audio) {
      peer.sound = sound(gain);
      peer.sources.push(peer.sound);
      peer.pc.addTransceiver(peer.sound.track, { direction: 'sendonly' });
    }
    if (camera) {
      film(peer, camera, camera.layers ? layers : undefined);
    } else if (screen) {
      peer.pc.addTransceiver('video', { direction: 'inactive' }); // the first video is the camera, also when there is none
    }
    if (screen) {
      film(peer, screen, undefined);
    }
    return described(peer, await peer.pc.createOffer());
  },
  async offerAgain(id) {
    const peer = opened.get(id);
    return described(peer, await peer.pc.createOffer({ iceRestart: true }));
  },
  accept: (id, sdp) => opened.get(id).pc.setRemoteDescription({ type: 'answer', sdp }),
  async answer(id, sdp) {
    const peer = opened.get(id) ?? open(id);
    await peer.pc.setRemoteDescription({ type: 'offer', sdp });
    return described(peer, await peer.pc.createAnswer());
  },
  candidate: (id, candidate) => opened.get(id)?.pc.addIceCandidate(candidate).catch(() => 'late: the description is another one by now'),
  found: (id) => opened.get(id).found,
  volume(id, gain) { opened.get(id).sound.volume.gain.value = gain; },
  state: (id) => opened.get(id).pc.iceConnectionState,
  close(id) {
    const peer = opened.get(id);
    opened.delete(id);
    peer?.pc.close();
    peer?.sources.forEach((source) => source.close());
  },
  async received(id) {
    const lines = [];
    for (const stat of (await opened.get(id).pc.getStats()).values()) {
      if (stat.type === 'inbound-rtp') {
        lines.push({ mid: stat.mid, kind: stat.kind, packets: stat.packetsReceived, width: stat.frameWidth ?? 0, frames: stat.framesDecoded ?? 0, level: stat.totalAudioEnergy ?? 0 });
      }
    }
    return lines;
  },
  async sent(id) {
    const lines = [];
    for (const stat of (await opened.get(id).pc.getStats()).values()) {
      if (stat.type === 'outbound-rtp') {
        lines.push({ mid: stat.mid, rid: stat.rid ?? null, kind: stat.kind, packets: stat.packetsSent, width: stat.frameWidth ?? 0 });
      }
    }
    return lines;
  },
};

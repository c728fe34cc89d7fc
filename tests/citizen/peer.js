// An informer's end of the call, in a browser: it offers, impolitely, and opens the text channel.
// What it has to say waits in `peer.out`; a picture of one colour and a tone are what it sends.
// SPDX-License-Identifier: GPL-3.0-or-later
window.peer = {
  out: [],
  text: '',
  channel: null,
  offering: false,

  async prepare(colour) {
    // Once a camera is granted, the browser tells its real addresses.
    await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const brush = canvas.getContext('2d');
    let turn = 0;

    setInterval(() => {
      brush.fillStyle = colour;
      brush.fillRect(0, 0, 320, 240);
      brush.fillStyle = '#000';
      brush.fillRect((turn += 1) % 8, 0, 4, 4);
    }, 40);
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    const speaker = sound.createMediaStreamDestination();

    loudness.gain.value = 0.5;
    tone.connect(loudness).connect(speaker);
    tone.start();
    Object.assign(this, { sound, loudness });
    this.tracks = [...canvas.captureStream(25).getTracks(), ...speaker.stream.getTracks()];
    this.video = Object.assign(document.createElement('video'), { autoplay: true, muted: true });
    document.body.append(this.video);
  },

  connect() {
    this.pc?.close();
    this.out.length = 0;
    this.pc = new RTCPeerConnection();
    this.pc.onicecandidate = ({ candidate }) => candidate && this.out.push({ candidate: {
      candidate: candidate.candidate,
      sdpMLineIndex: candidate.sdpMLineIndex,
      sdpMid: candidate.sdpMid,
    } });
    this.pc.onnegotiationneeded = () => this.offer();
    this.pc.ontrack = ({ track, streams: [stream] }) => {
      if (track.kind === 'video')
        this.video.srcObject = stream;
      else
        this.listen(stream);
    };
    for (const track of this.tracks)
      this.pc.addTrack(track, new MediaStream(this.tracks));
    this.open();
  },

  open() {
    this.channel = this.pc.createDataChannel('t140', { protocol: 't140', ordered: true });
    this.channel.onmessage = ({ data }) => { this.text += data; };
  },

  listen(stream) {
    const analyser = this.sound.createAnalyser();
    const muted = Object.assign(new Audio(), { muted: true, srcObject: stream });

    muted.play();
    this.sound.createMediaStreamSource(stream).connect(analyser);
    this.analyser = analyser;
  },

  loud() {
    const samples = new Float32Array(this.analyser.fftSize);

    this.analyser.getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  },

  async offer() {
    this.offering = true;
    await this.pc.setLocalDescription();
    this.out.push({ description: this.pc.localDescription.toJSON() });
    this.offering = false;
  },

  async handle({ description, candidate }) {
    if (candidate) {
      await this.pc.addIceCandidate(candidate).catch(() => {});
      return;
    }
    const collides = description.type === 'offer'
      && (this.offering || this.pc.signalingState !== 'stable');

    if (collides)
      return;
    await this.pc.setRemoteDescription(description);
    if (description.type === 'offer') {
      await this.pc.setLocalDescription();
      this.out.push({ description: this.pc.localDescription.toJSON() });
    }
  },

  // The colour in the middle of a video: [r, g, b].
  middle(video) {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const brush = canvas.getContext('2d');

    if (!video.videoWidth)
      return null;
    brush.drawImage(video, video.videoWidth * 0.2, video.videoHeight * 0.5, 1, 1, 0, 0, 1, 1);
    return Array.from(brush.getImageData(0, 0, 1, 1).data.slice(0, 3));
  },
};

// Calls a person to the page: two soft rising notes, a buzz, and the title of the tab. Nobody else is alerted.

const NOTES_HZ = [660, 880];
const NOTE_S = 0.2;
const AGAIN_MS = 20_000;
const BUZZ_MS = [200, 100, 200];

let audio: AudioContext | null = null;

/** Browsers sound nothing before a first press: call this from a click ("sound on", or the page's first press). */
export function allowSound(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
  } catch {
    audio = null;
  }
}

/** Whether a sound would be heard. */
export const soundAllowed = (): boolean => audio?.state === "running";

/** One note, or the rising two. */
export function play(notes_hz: readonly number[] = NOTES_HZ): void {
  if (!audio || audio.state !== "running") return;
  notes_hz.forEach((frequency, i) => {
    const start = audio!.currentTime + i * NOTE_S;
    const tone = audio!.createOscillator();
    const loud = audio!.createGain();
    tone.frequency.value = frequency;
    loud.gain.setValueAtTime(0, start);
    loud.gain.linearRampToValueAtTime(0.2, start + 0.02);
    loud.gain.linearRampToValueAtTime(0, start + NOTE_S);
    tone.connect(loud).connect(audio!.destination);
    tone.start(start);
    tone.stop(start + NOTE_S);
  });
}

/** The low note of a point of order. */
export const playLow = (): void => play([330]);

let repeat: ReturnType<typeof setTimeout> | null = null;
let plainTitle: string | null = null;

/** Alerts: sound and buzz now and once more after 20 s; the title says `title` until `endAlert`. */
export function alertPerson(title: string): void {
  endAlert();
  plainTitle = document.title;
  document.title = title;
  signal();
  repeat = setTimeout(signal, AGAIN_MS);
}

/** The person has come: the title is as before, nothing is repeated. */
export function endAlert(): void {
  if (repeat !== null) clearTimeout(repeat);
  repeat = null;
  if (plainTitle !== null) document.title = plainTitle;
  plainTitle = null;
}

function signal(): void {
  play();
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ_MS); // before a first touch it would only be refused
}

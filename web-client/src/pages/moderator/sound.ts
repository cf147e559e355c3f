// The one sound of this page, for a point of order; it can be switched off on this device.

import { signal } from "@preact/signals";

const STORE = "sound of points of order";

/** Whether a point of order sounds. */
export const soundOn = signal(read());

/** Switches it, and remembers it on this device. */
export function switchSound(on: boolean): void {
  soundOn.value = on;
  try {
    localStorage.setItem(STORE, on ? "on" : "off");
  } catch {
    // Not remembered, then.
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

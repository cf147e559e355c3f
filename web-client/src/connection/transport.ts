// The two ways to a meeting: a WebSocket, and, where networks break those, server-sent events with POST.

import { type ClientFrame, NO_RIGHTS, type ServerFrame } from "./frames.ts";

/** What happens on a way. */
export interface Ears {
  opened(): void;
  heard(frame: ServerFrame): void;
  /** Gone. `code` as in WebSocket closing; 4100 to 4199 say: do not come back. */
  closed(code: number, reason: string): void;
}

/** One open way to the server. */
export interface Way {
  /** Sends; false if it could not. */
  send(frame: ClientFrame): boolean;
  close(): void;
}

/** Opens a way. `kind` is which. */
export type Opener = (kind: "socket" | "events", ears: Ears) => Way;

const SUBPROTOCOL = "evenfloor.v1";

/** The ways of a page at `path` (with a trailing slash). */
export function openerFor(path: string): Opener {
  return (kind, ears) => (kind === "socket" ? openSocket(path, ears) : openEvents(path, ears));
}

function openSocket(path: string, ears: Ears): Way {
  const url = new URL(`${path}socket`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url, SUBPROTOCOL);
  socket.onopen = () => ears.opened();
  socket.onmessage = (message) => hear(message.data, ears);
  socket.onclose = (end) => ears.closed(end.code, end.reason);
  return {
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    close() {
      socket.onclose = socket.onmessage = socket.onopen = null;
      socket.close(1000);
    },
  };
}

/** Events come down one long response; each message of the page goes up as a POST of its own. */
function openEvents(path: string, ears: Ears): Way {
  let source: EventSource | null = null;
  let over = false;
  let sender = "";
  const end = (code: number, reason: string) => {
    if (over) return;
    over = true;
    source?.close();
    ears.closed(code, reason);
  };
  const post = async (frame: ClientFrame) => {
    try {
      const answer = await fetch(`${path}commands?sender=${sender}`, {
        method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify(frame),
      });
      if (over) return;
      if (answer.ok && answer.status !== 204) ears.heard((await answer.json()) as ServerFrame);
      else if (answer.status === 401 || answer.status === 403 || answer.status === 410) end(NO_RIGHTS, "");
    } catch {
      end(1006, "");
    }
  };
  ears.opened();
  return {
    send(frame) {
      if (over) return false;
      if (frame.t !== "hello") {
        void post(frame);
        return true;
      }
      sender = frame.sender;
      const at = frame.at ? `&epoch=${frame.at.epoch}&version=${frame.at.version}` : "";
      const build = frame.build ? `&build=${encodeURIComponent(frame.build)}` : "";
      source = new EventSource(`${path}events?sender=${sender}${build}${at}`);
      source.onmessage = (message) => hear(message.data as string, ears);
      source.onerror = () => end(1006, "");
      return true;
    },
    close() {
      over = true;
      source?.close();
    },
  };
}

function hear(data: unknown, ears: Ears): void {
  let frame: ServerFrame;
  try {
    frame = JSON.parse(String(data)) as ServerFrame;
  } catch {
    return; // not a message of this protocol
  }
  ears.heard(frame);
}

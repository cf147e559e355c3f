// A bad link between a browser and a server: a TCP proxy whose connections can be cut, whose answers can be lost.

import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { Transform } from "node:stream";

/** A link that can be made bad. */
export interface Proxy {
  /** The address that a browser uses in the place of the server's. */
  origin: string;
  /** Where it leads; to be said once the server is there. */
  leadTo(origin: string): void;
  /** Cuts every connection, and lets nobody through until `mend`. */
  cut(): void;
  /** Goes on passing what the browser sends, and swallows what the server answers, until `mend` or `cut`. */
  loseAnswers(): void;
  /** All is well again. What was swallowed is gone, and so are the connections that missed it. */
  mend(): void;
  /** How many bytes have come from browsers so far. */
  sent(): number;
  stop(): Promise<void>;
}

/** Starts a proxy on a free port. */
export async function startProxy(): Promise<Proxy> {
  const open = new Set<Socket>();
  let port = 0;
  let state: "well" | "cut" | "deaf" = "well";
  let sent = 0;
  const endAll = () => open.forEach((socket) => socket.destroy());

  const server = createServer((browser) => {
    if (state === "cut" || !port) return void browser.destroy();
    const far = connect(port, "127.0.0.1");
    for (const [socket, other] of [[browser, far], [far, browser]] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
    browser.pipe(new Transform({ transform(chunk: Buffer, _, done) { sent += chunk.length; done(null, chunk); } })).pipe(far);
    far.pipe(new Transform({ transform(chunk: Buffer, _, done) { done(null, state === "deaf" ? null : chunk); } })).pipe(browser);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (origin) => void (port = Number(new URL(origin).port)),
    cut() {
      state = "cut";
      endAll();
    },
    loseAnswers: () => void (state = "deaf"),
    mend() {
      if (state === "deaf") endAll();
      state = "well";
    },
    sent: () => sent,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      endAll();
    }),
  };
}

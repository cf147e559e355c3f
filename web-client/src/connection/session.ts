// Opening a session: the secret of a link stands after the `#` of its address and is exchanged once for a cookie.

/** Why a page cannot be opened. */
export type Trouble = "link" | "no_secret" | "role" | "removed";

/** What came of it: in; not in, and why; or no answer from the server (try again later). */
export type Session = { is: "open" } | { is: "refused"; trouble: Trouble; text?: string } | { is: "unreachable" };

/** The secret in an address's fragment: `#secret` or `#k=secret`. */
export function secretOf(hash: string): string | null {
  const text = hash.replace(/^#/, "").replace(/^k=/, "");
  return /^[A-Za-z0-9_-]{16,64}$/.test(text) ? text : null;
}

/**
 * Exchanges the secret for a session and takes it out of the address, so that it is neither photographed off the screen
 * nor sent on with a copied address. `path` is the page's own, with a trailing slash. Without a secret the session that
 * this browser already has is used.
 */
export async function openSession(path: string, secret: string | null, fetcher: typeof fetch = fetch): Promise<Session> {
  try {
    const answer = secret
      ? await fetcher(`${path}session`, {
          method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ secret }), credentials: "same-origin",
        })
      : await fetcher(`${path}session`, { credentials: "same-origin" });
    if (answer.ok) {
      if (secret) history.replaceState(history.state, "", location.pathname + location.search);
      return { is: "open" };
    }
    if (answer.status >= 500 || answer.status === 429) return { is: "unreachable" };
    if (!secret && answer.status === 401) return { is: "refused", trouble: "no_secret" };
    const trouble: Trouble = answer.status === 410 ? "removed" : answer.status === 403 ? "role" : "link";
    return { is: "refused", trouble };
  } catch {
    return { is: "unreachable" };
  }
}

// For browser tests of polls: people with personal links who cast their ballots as phones without sockets do, by HTTP.

import { Agent, request } from "node:http";
import type { Command, Profile, Reply } from "../../src/generated/protocol.ts";
import { issueLinks, type Link, type Meeting, type Server } from "./server.ts";

/** People in one command: its answer names the first hundred things that were made. */
const AT_ONCE = 100;
/** Ballots on their way at the same time. */
const TOGETHER = 32;

/** Puts people on the roster and gives each a personal link; `first` is the number of the first of them. */
export async function crowd(server: Server, meeting: Meeting, people: Partial<Profile>[]): Promise<Link[]> {
  const links: Link[] = [];
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const part = people.slice(at, at + AT_ONCE).map((profile) => ({ profile: profile as Profile }));
    const made = await meeting.act("organiser", { do: "set_people", people: part });
    const persons = made.map((one) => Number(one.split("/")[1]));
    links.push(...await issueLinks(server.origin, meeting, persons.map((person) => ({ role: "participant", person }))));
  }
  return links;
}

const agent = new Agent({ keepAlive: true, maxSockets: TOGETHER });

/** Does something as the person of a link; throws what was refused. */
export async function act(server: Server, meeting: Meeting, link: Link, n: number, command: Command): Promise<Reply> {
  const answer = await post(server, meeting, link, JSON.stringify({ t: "command", n, command }));
  const reply = JSON.parse(answer) as Reply;
  if (reply.refused) throw new Error(`${command.do}: ${reply.refused.code}: ${reply.refused.text}`);
  return reply;
}

/** A kept connection that closes under a command is no failure: it is sent again, under its number, as phones do. */
function post(server: Server, meeting: Meeting, link: Link, body: string): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const call = request(`${server.origin}/v1/meetings/${meeting.name}/commands?sender=phone-of-link-number-${String(link.link).padStart(6, "0")}`, {
      method: "POST", agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), authorization: `Bearer ${link.secret}` },
    }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece)).on("end", () => (response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`))));
    });
    call.on("error", (error: NodeJS.ErrnoException) => {
      if (call.reusedSocket && error.code === "ECONNRESET") resolve(post(server, meeting, link, body));
      else reject(error);
    }).end(body);
  });
}

/** Runs a job for each item, a few together. */
export async function each<T>(items: readonly T[], job: (item: T, i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(TOGETHER, items.length) }, async () => {
    for (let i = next++; i < items.length; i = next++) await job(items[i] as T, i);
  }));
}

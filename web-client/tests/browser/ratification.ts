// For browser tests: a public meeting of fourteen seats in five regions, and questions of every kind that it has answered.

import { act, crowd, each } from "./crowd.ts";
import type { Command } from "../../src/generated/protocol.ts";
import type { Link, Meeting, Server } from "./server.ts";

const GROUPS = ["government", "private-sector", "civil-society", "technical-academic"];
export const REGIONS = ["africa", "asia-pacific", "europe", "latin-america", "north-america"];
const WORDS = { en: ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"], ar: ["أعارض بشدة", "أعارض", "محايد", "أوافق", "أوافق بشدة"] };

/** A meeting whose seats can answer. */
export interface Hall {
  meeting: Meeting;
  links: Link[];
  /** Prepares a question, opens it, lets every seat answer, closes it and shows the result; its number. */
  ask(question: Command & { do: "set_poll" }, answer: (seat: number) => Record<string, unknown> | null): Promise<number>;
}

/** Fourteen seats, in groups that take turns unless told; ballots that come after the close do not count. */
export async function hallOf(server: Server, seats = 14, groupOf = (seat: number): string => GROUPS[seat % GROUPS.length] as string): Promise<Hall> {
  const meeting = await server.createMeeting({ title: "Assembly on the declaration", languages: ["en", "ar"] });
  await meeting.act("organiser", { do: "set_meeting", public: true, name_shown: "full", grace_ms: 0 });
  const links = await crowd(server, meeting, Array.from({ length: seats }, (_, i) => ({
    name: `Delegate ${String(i + 1).padStart(2, "0")}`, organisation: `Member ${i + 1}`, group: groupOf(i), region: REGIONS[i % REGIONS.length] as string, place: i % 3 ? "online" : "room",
  })));
  await meeting.act("moderator", { do: "start_meeting" });
  const n = new Map<number, number>();
  const ask: Hall["ask"] = async (question, answer) => {
    const [made] = await meeting.act("organiser", question);
    const poll = Number(made?.split("/")[1]);
    await meeting.act("moderator", { do: "open_polls", polls: [poll] });
    await each(links, async (link, i) => {
      const given = answer(i);
      if (!given) return;
      const next = (n.get(link.link) ?? 0) + 1;
      n.set(link.link, next);
      await act(server, meeting, link, next, { do: "cast", poll, ...given } as Command);
    });
    await meeting.act("moderator", { do: "close_polls", polls: [poll], in_ms: 0 });
    await meeting.act("moderator", { do: "reveal_polls", polls: [poll], shown: true });
    return poll;
  };
  return { meeting, links, ask };
}

export const RATIFICATION = {
  do: "set_poll", kind: "vote", question: "The declaration is ratified as read out.", short: "Ratification",
  wordings: [{ language: "ar", question: "يُصادَق على الإعلان كما تُلي.", labels: [] }],
  terms: { electorate: "seats", base: "voting", abstaining: "apart", quorum: 8, majority: "simple", weighting: "person", weigh_by: "region", least_n: 1, secret: false, declare: false, confirm: false },
} as const;

export const FAIR = {
  do: "set_poll", kind: "likert", question: "The draft principles give every stakeholder group a fair hearing.", short: "A fair hearing",
  scale: { first: 1, points: 5, polarity: "bipolar", labels: WORDS.en, no_opinion: true },
  wordings: [{ language: "ar", question: "تمنح مسودة المبادئ كل فئة من أصحاب المصلحة فرصة عادلة للاستماع إليها.", labels: WORDS.ar }],
} as const;

export const NEXT = {
  do: "set_poll", kind: "choices", question: "Where should the next meeting be held?", short: "Next meeting", most: 2,
  options: ["Recife, in the first week of May", "Nairobi, with a second room in Kampala", "Online only"],
} as const;

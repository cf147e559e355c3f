// A meeting of the size of a busy afternoon, with made-up people: for tests and screenshots of the desks.

import type { Place } from "../../src/generated/protocol.ts";
import type { Meeting, Server } from "./server.ts";

type Who = [name: string, organisation: string, group: string, place: string, language?: string];

const HUBS: [string, string, string, string][] = [
  ["Nairobi", "KE", "africa", "Africa/Nairobi"], ["Tallinn", "EE", "europe", "Europe/Tallinn"],
  ["Recife", "BR", "latin-america", "America/Recife"], ["Pune", "IN", "asia-pacific", "Asia/Kolkata"],
];

const PEOPLE: Who[] = [
  ["Wanjiru Achieng", "Coalition of Rural Community Network Operators of East and Central Africa", "civil-society", "Nairobi", "en"],
  ["Fatoumata Dembélé", "Ministry of Posts", "government", "room", "fr"],
  ["Priya Ramanathan Subramaniam", "Association of Small Providers", "private-sector", "room", "en"],
  ["María Fernanda Gutiérrez-Villanueva", "Network of Community Libraries", "civil-society", "room", "es"],
  ["林晓岚 Lin Xiaolan", "Open Routing Laboratory", "technical-academic", "online", "zh"],
  ["Henrik Aaltonen", "Agency for Networks", "government", "Tallinn", "en"],
  ["Oluwaseun Adeyinka", "Lagoon Exchange", "private-sector", "Nairobi", "en"],
  ["يوسف التميمي", "Digital Rights Circle", "civil-society", "Recife", "ar"],
  ["Björn Thorvaldsen", "Northern Computing Institute", "technical-academic", "room", "en"],
  ["Rui Casimiro", "Mission of the Islands", "government", "room", "pt"],
  ["Marta Kowalczyk-Wiśniewska", "Towers and Cables", "private-sector", "room", "en"],
  ["Aroha Ngata-Pomare", "Te Ara Digital Trust", "civil-society", "room", "en"],
  ["Anjali Deshpande-Kulkarni", "Western Institute of Science", "technical-academic", "Pune", "en"],
  ["Nadia Benkirane", "Council of the Coast", "government", "online", "fr"],
  ["Daniel Okonkwo", "Harbour Payments", "private-sector", "online", "en"],
  ["Joyce Nakimuli", "Lake Women's Network", "civil-society", "Nairobi", "en"],
  ["Miguel Ángel Zorrilla", "University of the Valley", "technical-academic", "room", "es"],
  ["Sota Minamoto", "Bureau of Standards", "government", "room", "ja"],
  ["Jens Overgaard", "Fjord Hosting", "private-sector", "room", "en"],
  ["Thabo Mokgadi", "Rural Access Alliance", "civil-society", "room", "en"],
  ["Halima Warsame", "Measurement Observatory", "technical-academic", "Nairobi", "so"],
  ["Giulia Marchetti", "Consumers in the Network", "civil-society", "room", "it"],
  ["Ana Beatriz Sacramento", "Northeast Data Centres", "private-sector", "Recife", "pt"],
  ["Pavel Horáček", "Open Archive Society", "civil-society", "room", "cs"],
  ["Siti Rahayu", "Village Radio Forum", "civil-society", "online", "id"],
  ["Camila Quispe Mamani", "Andean Radio Federation", "civil-society", "room", "es"],
];

export const QUESTIONS = [
  ["identify issues, discuss", "How far do governments include groups outside government in identifying issues and discussing them?"],
  ["make decisions", "How far do governments include groups outside government in making decisions?"],
  ["registries: discuss", "How far do registries include groups of users in discussing?"],
] as const;

/** Sets the meeting up, starts it, and raises everybody's hand. Two turns are over; a third runs where `running`. */
export async function busyForum(server: Server, options: { title?: string; hands?: boolean } = {}): Promise<Meeting> {
  const meeting = await server.createMeeting({ title: options.title ?? "Open Governance Forum", languages: ["en", "es", "ar"] });
  const organise = meeting.act.bind(meeting, "organiser");
  await organise({ do: "set_meeting", batch_ms: 0, ready_ms: 0 }); // first come, first served, on the slowest machine: no opening batch, nobody passed over
  const items: number[] = [];
  for (const title of ["Opening", "Principles for a shared process", "Next steps"]) {
    const [made] = await organise({ do: "set_item", title, turn_ms: 120_000, item_ms: 5_400_000 });
    items.push(Number(made?.slice(5)));
  }
  const places = new Map<string, Place>([["room", "room"], ["online", "online"]]);
  for (const [name, country, region, time_zone] of HUBS) {
    const [made] = await organise({ do: "set_hub", name, city: name, country, region, time_zone, ceiling: 60 });
    places.set(name, made as Place);
  }
  await organise({
    do: "set_people",
    people: PEOPLE.map(([name, organisation, group, place, language]) => ({ profile: { name, organisation, group, place: places.get(place) as Place, ...(language ? { languages: [language] } : {}) } })),
  });
  const [set] = await organise({ do: "set_poll_set", title: "Inclusion, by region" });
  for (const [short, question] of QUESTIONS) {
    await organise({ do: "set_poll", set: Number(set?.slice(4)), short, question, methods: { agreed_by: "region" }, scale: { first: 1, points: 5, polarity: "unipolar", labels: ["not at all", "completely"] } });
  }
  await organise({ do: "set_poll", short: "temperature check", question: "The draft is ready to be put to the plenary.", methods: { ballots: true, counted: true }, scale: { first: 1, points: 5, polarity: "bipolar", labels: ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"], no_opinion: true } });
  if (options.hands === false) return meeting;
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "start_item", item: items[1] as number });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined); // open from the start
  for (const [i, who] of PEOPLE.entries()) {
    await meeting.act("moderator", { do: "raise", person: i + 1, ...(who[4] ? { language: who[4] } : {}) });
  }
  return meeting;
}

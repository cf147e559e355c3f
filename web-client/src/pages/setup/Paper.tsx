// Paper: cards with codes by which people join, and a cue sheet for each role. What is on screen is what is printed.

import { useEffect, useState } from "preact/hooks";
import { date } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Qr } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { addressOf, code, handed, type HandedLink } from "./handed.ts";

const t = texts("setup");

type Sort = "cards" | "cues";

export function Paper() {
  const { rows } = useSeat();
  const [sort, setSort] = useState<Sort | null>(null);
  const [wanted, setWanted] = useState(false);
  // Links that were revoked meanwhile are not printed.
  const known = [...handed.value.values()].filter((one) => rows.row(`link/${one.link}`).value?.revoked === false);
  const cards = known.filter((one) => one.role === "participant");
  const cues = known.filter((one) => one.role !== "participant" && one.role !== "viewer");
  const links = sort === "cards" ? cards : sort === "cues" ? cues : [];
  const codes = useCodes(links);
  const drawn = links.every((one) => codes.has(one.link));
  useEffect(() => {
    if (!wanted || !sort || !drawn) return;
    setWanted(false);
    print();
  }, [wanted, sort, drawn]);
  const show = (which: Sort) => setSort(sort === which ? null : which);
  return (
    <section class="paper" aria-labelledby="paper-title">
      <h3 id="paper-title">{t("paper")}</h3>
      <p class="quiet">{t("paper_hint")}</p>
      <p class="row-acts">
        <Button aria-expanded={sort === "cards"} off={!cards.length} onClick={() => show("cards")}>{t("show_cards", { n: cards.length })}</Button>
        <Button aria-expanded={sort === "cues"} off={!cues.length} onClick={() => show("cues")}>{t("show_cues", { n: cues.length })}</Button>
        {sort && <Button rank="answer" onClick={() => setWanted(true)}>{t("print")}</Button>}
      </p>
      {sort && links.length > 0 && (
        <div class={`sheets ${sort}`}>
          {links.map((one) => (sort === "cards"
            ? <Card key={one.link} link={one} svg={codes.get(one.link)} />
            : <Cue key={one.link} link={one} svg={codes.get(one.link)} />))}
        </div>
      )}
    </section>
  );
}

/** The codes of these links, drawn by the server, each once. */
function useCodes(links: readonly HandedLink[]): ReadonlyMap<number, string> {
  const [codes, setCodes] = useState<ReadonlyMap<number, string>>(new Map());
  const wanted = links.map((one) => one.link).join(" ");
  useEffect(() => {
    let over = false;
    void (async () => {
      for (const link of links) {
        if (over || codes.has(link.link)) continue;
        const svg = await code(link).catch(() => "");
        if (over || !svg) continue;
        setCodes((before) => new Map(before).set(link.link, svg));
      }
    })();
    return () => void (over = true);
  }, [wanted]);
  return codes;
}

const Code = ({ svg, label }: { svg: string | undefined; label: string }) => (svg ? <Qr svg={svg} label={label} /> : <span class="qr" aria-hidden="true" />);

/** The address without what every browser adds by itself. */
const bare = (url: string) => url.replace(/^https?:\/\//, "");

function Card({ link, svg }: { link: HandedLink; svg: string | undefined }) {
  const { rows } = useSeat();
  return (
    <article class="card">
      <p class="card-title"><bdi>{rows.row("meeting").value?.title}</bdi></p>
      <h4>{link.place && <PlaceOf place={link.place} />}</h4>
      <Code svg={svg} label={t("code_to_join")} />
      <p>{t("card_says")}</p>
      <p class="small" dir="ltr">{bare(link.url)}</p>
    </article>
  );
}

function Cue({ link, svg }: { link: HandedLink; svg: string | undefined }) {
  const { rows } = useSeat();
  const microphone = useMicrophone(link.microphone);
  const cues = t(`cue_${link.role}`).split("\n");
  return (
    <article class="cue">
      <header>
        <div>
          <p class="card-title"><bdi>{rows.row("meeting").value?.title}</bdi>, {date(Date.now())}</p>
          <h4>{t(`role_${link.role}`)}{link.place && <>: <PlaceOf place={link.place} /></>}{microphone && `: ${microphone.name}`}{link.label && <>, <bdi>{link.label}</bdi></>}</h4>
        </div>
        {link.role !== "mixer" && <Code svg={svg} label={t("code_to_open")} />}
      </header>
      <ol>{cues.map((one) => <li key={one}>{one}</li>)}</ol>
      <p>{t("cue_offline")}</p>
      <p class="small" dir="ltr">{bare(addressOf(link))}</p>
    </article>
  );
}

// Says on every page that the rule of the queue was changed, for as long as it is news: what changed, and that the queue
// was reordered by it. The page remembers the rule that it saw last, so that a phone that was away is told on its return.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MeetingRow } from "../generated/protocol.ts";
import { span, timeOfDay } from "../text/format.ts";
import { texts } from "../text/index.ts";
import { announce } from "./announce.tsx";
import { Button } from "./marks.tsx";
import { useSeat } from "./seat.tsx";

const t = texts("common");

/** What the queue goes by. */
export type Rule = Pick<MeetingRow, "preset" | "newcomers_first" | "newcomer_cap" | "replies" | "batch_ms" | "ready_ms">;

interface News {
  before: Rule;
  now: Rule;
  at_ms: number;
}

/** The news goes by itself after so long. */
const NEWS_MS = 180_000;

const news = signal<News | null>(null);

/** What is different, each in one sentence. */
export function ruleChanges(before: Rule, now: Rule): string[] {
  const said: string[] = [];
  if (before.preset !== now.preset) said.push(t("rule_now", { rule: t(`rule_${now.preset}`) }));
  const first = (rule: Rule) => (rule.newcomers_first ? rule.newcomer_cap : 0);
  if (first(before) !== first(now)) said.push(first(now) ? t("rule_newcomers", { n: first(now) }) : t("rule_no_newcomers"));
  if (before.replies !== now.replies) said.push(t("rule_replies", { n: now.replies }));
  if (before.batch_ms !== now.batch_ms) said.push(now.batch_ms ? t("rule_batch", { span: span(now.batch_ms) }) : t("rule_no_batch"));
  if (before.ready_ms !== now.ready_ms) said.push(now.ready_ms ? t("rule_ready", { span: span(now.ready_ms) }) : t("rule_no_ready"));
  return said;
}

const pick = ({ preset, newcomers_first, newcomer_cap, replies, batch_ms, ready_ms }: Rule): Rule =>
  ({ preset, newcomers_first, newcomer_cap, replies, batch_ms, ready_ms });

const store = () => `rule ${location.pathname}`;

function remembered(): Rule | null {
  try {
    return JSON.parse(sessionStorage.getItem(store()) ?? "null") as Rule | null;
  } catch {
    return null;
  }
}

function remember(rule: Rule): void {
  try {
    sessionStorage.setItem(store(), JSON.stringify(rule));
  } catch {
    // Then a page that is loaded anew does not know that it was another.
  }
}

/** The line itself, in the flow under the head; nothing while the rule is as it was. `big`: for displays, without a button. */
export function RuleNews({ big }: { big?: boolean }) {
  const seat = useSeat();
  const meeting = seat.rows.row("meeting").value;
  const running = meeting?.phase === "running";
  const now = meeting ? JSON.stringify(pick(meeting)) : "";
  useEffect(() => {
    if (!meeting) return;
    const rule = pick(meeting);
    const before = remembered();
    remember(rule);
    if (!running || !before) return;
    const changes = ruleChanges(before, rule);
    if (!changes.length) return;
    news.value = { before, now: rule, at_ms: seat.now.peek() };
    announce([...changes, t("rule_reordered")].join(" "));
  }, [now, running]);
  const shown = news.value;
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => (news.value = null), NEWS_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  if (!shown || !running) return null;
  return (
    <section class={`rule-news${big ? " big" : ""}`} aria-label={t("rule_news")}>
      <p><b>{t("rule_changed", { time: timeOfDay(shown.at_ms) })}</b> {ruleChanges(shown.before, shown.now).join(" ")} {t("rule_reordered")}</p>
      {!big && <Button class="slim" onClick={() => (news.value = null)}>{t("understood")}</Button>}
    </section>
  );
}

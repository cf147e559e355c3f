// Three signals to speaker and moderator, and which of them stands now.

import type { Signal } from "../../generated/protocol.ts";
import { span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("interpreter");

const SIGNALS: readonly { signal: Signal; key: string }[] = [
  { signal: "too_fast", key: "f" },
  { signal: "no_sound", key: "s" },
  { signal: "clear", key: "w" },
];

export function Signals() {
  const seat = useSeat();
  const { send, refused } = useCommand();
  const stands = seat.rows.row("floor").value?.signal ?? "clear";
  const sending = seat.kept.value.flatMap((one) => (one.do === "signal" ? [one.signal] : [])).at(-1);
  const give = (signal: Signal) => {
    if (signal !== stands || sending) void send({ do: "signal", signal }, () => announce(t(`said_${signal}`)));
  };
  useKeys(SIGNALS.map(({ signal, key }) => ({ key, does: t(signal), run: () => give(signal) })));
  return (
    <section aria-label={t("signals")} class="signals">
      <p class="standing">{sending ? <Tag ink="dotted">{t("sending_signal", { signal: t(sending) })}</Tag> : <Stands signal={stands} />}</p>
      <div class="signal-buttons">
        {SIGNALS.map(({ signal, key }) => (
          <Button key={signal} wide keyName={key} rank={signal === stands ? "answer" : "other"} aria-pressed={signal === stands} onClick={() => give(signal)}>
            {signal === stands && <span aria-hidden="true">✓</span>}
            {t(signal)}
          </Button>
        ))}
      </div>
      <Refused refused={refused} />
    </section>
  );
}

/** What speaker and moderator are told now, and since when. */
function Stands({ signal }: { signal: Signal }) {
  const seat = useSeat();
  const since_ms = seat.rows.row("floor").value?.signal_ms;
  if (signal === "clear") return <span class="quiet">{t("stands_clear")}</span>;
  const ago = since_ms === undefined ? "" : span(Math.max(0, seat.now.value - since_ms));
  return <Tag ink="signal">{t("stands", { signal: t(signal), span: ago })}</Tag>;
}

// The terms of a question: who answers and how, what counts, when the meeting sees it.

import type { Dimension, Unit } from "../../generated/protocol.ts";
import { seenWhileRunning } from "../../state/terms.ts";
import { texts } from "../../text/index.ts";
import { type Change, CheckSetting, ChoiceSetting, TextSetting } from "./fields.tsx";
import type { QuestionProperties } from "./question.ts";

const t = texts("setup");

/** How many ballots there can be, where that is known. */
type Expected = QuestionProperties & { all: number | undefined };

export function PeopleFields({ row, change }: Expected) {
  const { terms, methods, kind } = row;
  const byPerson = !!methods.ballots || !!methods.passed;
  const open = !terms.secret && kind !== "choices";
  return (
    <fieldset class="part">
      <legend>{t("part_people")}</legend>
      <CheckSetting label={t("method_ballots")} value={!!methods.ballots} change={(ballots) => change.method({ ballots })} />
      {kind !== "objection" && byPerson && (
        <ChoiceSetting label={t("secrecy")} hint={t(terms.secret ? "secret_hint" : "by_name_hint")} value={terms.secret ? "secret" : "name"} options={[["name", t("by_name")], ["secret", t("secret")]]} change={(value) => change.term({ secret: value === "secret" })} />
      )}
      {byPerson && (
        <ChoiceSetting
          label={t("electorate")} hint={t(`electorate_${terms.electorate}_hint`)} value={terms.electorate}
          options={(["seats", "organisations", "present"] as const).map((one) => [one, t(`electorate_${one}`)] as const)} change={(electorate) => change.term({ electorate })}
        />
      )}
      {terms.secret && kind !== "objection" && (
        <ChoiceSetting
          label={t("breakdown")} hint={t("breakdown_hint")} value={terms.breakdown ?? ""}
          options={[["", t("breakdown_none")], ...(["region", "group", "place"] as const).map((one) => [one, t(`breakdown_${one}`)] as const)]}
          change={(value) => change.term(value ? { breakdown: value as Dimension } : withoutBreakdown)}
        />
      )}
      {terms.secret && terms.electorate !== "organisations" && <CheckSetting label={t("method_passed")} hint={t("method_passed_hint")} value={!!methods.passed} change={(passed) => change.method({ passed })} />}
      {open && terms.electorate !== "organisations" && <CheckSetting label={t("method_counted")} hint={t("method_counted_hint")} value={!!methods.counted} change={(counted) => change.method({ counted })} />}
      {open && (
        <ChoiceSetting
          label={t("method_agreed")} value={methods.agreed_by ?? ""} options={[["", t("agreed_none")], ["region", t("method_agreed_region")], ["group", t("method_agreed_group")]]}
          change={(unit) => change.method({ agreed_by: unit ? (unit as Unit) : undefined })}
        />
      )}
      {open && (methods.counted || methods.agreed_by) && <CheckSetting label={t("confirm_may")} hint={t("confirm_hint")} value={terms.confirm} change={(confirm) => change.term({ confirm })} />}
      {byPerson && !methods.counted && !methods.passed && kind !== "temperature" && <CheckSetting label={t("declare_may")} hint={t("declare_hint")} value={terms.declare} change={(declare) => change.term({ declare })} />}
    </fieldset>
  );
}

/** `breakdown` present and without a value: the terms are sent whole, so that it is gone then. */
const withoutBreakdown = { breakdown: undefined } as unknown as { breakdown: Dimension };

export function CountingFields({ row, change, all }: Expected) {
  const { terms, methods, kind } = row;
  if (kind === "temperature") return null;
  const people = !!methods.ballots || !!methods.passed || !!methods.counted;
  const quorum = (text: string): Change => {
    if (!text) return change.term(withoutQuorum);
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < 1) return { wrong: t("quorum_wrong") };
    if (all && n > all) return { wrong: t("quorum_above", { n: all }) };
    return change.term({ quorum: n });
  };
  const least = (text: string): Change => {
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < 1 || n > 1000) return { wrong: t("least_wrong") };
    return change.term({ least_n: n });
  };
  if (!people) return null;
  return (
    <fieldset class="part">
      <legend>{t("part_counts")}</legend>
      {kind === "vote" && (
        <>
          <ChoiceSetting
            label={t("majority")} value={terms.majority ?? "simple"}
            options={(["simple", "absolute", "two_thirds", "consensus"] as const).filter((one) => one !== "absolute" || methods.ballots).map((one) => [one, t(`majority_${one}`)] as const)}
            change={(majority) => change.term({ majority })}
          />
          {(terms.majority === "simple" || terms.majority === "two_thirds") && (
            <>
              <ChoiceSetting
                label={t("base")} value={terms.base}
                options={(["voting", "present", "seats"] as const).filter((one) => one !== "seats" || methods.ballots).map((one) => [one, t(`base_${one}`)] as const)}
                change={(base) => change.term({ base })}
              />
              <ChoiceSetting label={t("abstaining")} value={terms.abstaining} options={[["apart", t("abstaining_apart")], ["in_base", t("abstaining_in_base")]]} change={(abstaining) => change.term({ abstaining })} />
            </>
          )}
        </>
      )}
      <TextSetting label={t("quorum")} hint={all ? t("quorum_hint_of", { n: all }) : t("quorum_hint")} class="short" inputMode="numeric" maxLength={5} value={terms.quorum?.toString() ?? ""} change={quorum} />
      {kind !== "objection" && (
        <>
          <ChoiceSetting
            label={t("weighting")} hint={t("weighting_hint")} value={terms.weighting === "unit" ? terms.weigh_by : "person"}
            options={[["person", t("weighting_person")], ["region", t("weighting_region")], ["group", t("weighting_group")]]}
            change={(value) => change.term(value === "person" ? { weighting: "person" } : { weighting: "unit", weigh_by: value as Unit })}
          />
          {terms.weighting === "unit" && <TextSetting label={t("least_n")} hint={t("least_hint")} class="short" inputMode="numeric" maxLength={4} value={String(terms.least_n ?? 1)} change={least} />}
        </>
      )}
    </fieldset>
  );
}

const withoutQuorum = { quorum: undefined } as unknown as { quorum: number };

export function SeenFields({ row, change }: QuestionProperties) {
  if (row.kind === "temperature") return null;
  const offered = (["on_reveal", "on_close", "on_quorum", "live"] as const).filter((one) => one !== "on_quorum" || row.terms.quorum !== undefined || row.showing === one);
  return (
    <fieldset class="part">
      <legend>{t("part_seen")}</legend>
      <ChoiceSetting
        label={t("showing")} hint={secretHint(row)} value={row.showing}
        options={offered.map((one) => [one, t(`showing_${one}`)] as const)} change={(showing) => change.choose({ showing })}
      />
    </fieldset>
  );
}

/** What secrecy does to the time at which a result is seen. */
function secretHint(row: QuestionProperties["row"]): string | undefined {
  if (!row.terms.secret || row.showing === "on_close") return undefined;
  if (row.showing !== "live") return t("early_secret_hint");
  return t(seenWhileRunning(row) ? "live_secret_hint" : "live_breakdown_hint");
}

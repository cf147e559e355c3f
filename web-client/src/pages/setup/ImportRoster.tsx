// A participant list out of a spreadsheet: tried first, with row and column of each error; taken over when nothing is wrong.

import { useState } from "preact/hooks";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button } from "../../ui/marks.tsx";
import { COLUMNS, type Report, sendRoster } from "./roster.ts";
import { saved_ms, useToMend } from "./saving.ts";

const t = texts("setup");

interface Tried {
  name: string;
  table: Blob;
  report: Report;
  taken: boolean;
}

export function ImportRoster() {
  const [tried, setTried] = useState<Tried | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const wrong = tried !== null && tried.report.errors_total > 0;
  useToMend(wrong);
  const work = async (what: () => Promise<Tried>) => {
    setBusy(true);
    setFailed(null);
    try {
      setTried(await what());
    } catch (error) {
      setFailed(error instanceof TypeError ? t("roster_unreachable") : t("not_done", { reason: (error as Error).message }));
    }
    setBusy(false);
  };
  const pick = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setTried(null);
    // Read now: a file that is saved anew meanwhile could not be read any more.
    void work(async () => {
      const table = new Blob([await file.arrayBuffer()]);
      return { name: file.name, table, report: await sendRoster(table, true), taken: false };
    }).then(() => (input.value = ""));
  };
  const take = () => tried && void work(async () => {
    const report = await sendRoster(tried.table, false);
    if (report.errors_total === 0) saved_ms.value = Date.now();
    return { ...tried, report, taken: report.errors_total === 0 };
  });
  return (
    <section class={`import${wrong ? " wrong" : ""}`} aria-labelledby="import-title">
      <h3 id="import-title">{t("import_title")}</h3>
      <p class="quiet">{t("import_hint")} <a download="roster.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${COLUMNS}\r\n`)}`}>{t("import_template")}</a></p>
      <div class="field">
        <label for="roster-file">{t("import_file")}</label>
        <input id="roster-file" type="file" accept=".csv,.tsv,.txt,text/csv" onChange={(event) => pick(event.currentTarget)} />
      </div>
      <div role="status">
        {busy && <p class="quiet">{t("import_reading")}</p>}
        {failed && <p class="remedy">{failed}</p>}
        {tried && !busy && <Outcome tried={tried} onTake={take} />}
      </div>
    </section>
  );
}

function Outcome({ tried, onTake }: { tried: Tried; onTake(): void }) {
  const { report } = tried;
  const counts = t("import_counts", { rows: report.rows, new: report.new, changed: report.changed, unchanged: report.unchanged });
  if (report.errors_total > 0) {
    return (
      <>
        <p><b>{t("import_errors", { n: report.errors_total })}</b> {t("import_nothing_taken", { name: tried.name })}</p>
        <div class="table-box" tabIndex={0} role="region" aria-label={t("import_errors", { n: report.errors_total })}>
          <table class="errors">
            <thead><tr><th scope="col">{t("import_row")}</th><th scope="col">{t("import_column")}</th><th scope="col">{t("import_problem")}</th></tr></thead>
            <tbody>{report.errors.map((one, i) => <tr key={i}><td>{number(one.row)}</td><td>{one.column || t("import_whole_row")}</td><td dir="auto">{one.problem}</td></tr>)}</tbody>
          </table>
        </div>
        {report.errors_total > report.errors.length && <p class="quiet">{t("import_more", { n: report.errors_total - report.errors.length })}</p>}
      </>
    );
  }
  if (tried.taken) return <p><b>{t("import_taken", { name: tried.name })}</b> {counts}</p>;
  return (
    <>
      <p><b>{t("import_good", { name: tried.name })}</b> {counts}</p>
      <p class="row-acts">
        {report.new + report.changed > 0 ? <Button rank="answer" onClick={onTake}>{t("import_take", { n: report.new + report.changed })}</Button> : t("import_nothing_new")}
      </p>
    </>
  );
}

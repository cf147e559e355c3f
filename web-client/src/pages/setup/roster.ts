// A table of people, sent to be tried or taken over.

/** One thing that is wrong: the row as a spreadsheet counts it, the head of the column, and the remedy. */
export interface CellError {
  row: number;
  column: string;
  problem: string;
}

/** What a table comes to. */
export interface Report {
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  errors_total: number;
  errors: CellError[];
}

/** Sends a table; with `dry_run` nothing is changed. Throws a sentence that says why it was not read. */
export async function sendRoster(table: Blob | string, dry_run: boolean): Promise<Report> {
  const answer = await fetch(`roster?dry_run=${dry_run}`, {
    method: "POST", credentials: "same-origin", headers: { "content-type": "text/csv" }, body: table,
  });
  const body = (await answer.json().catch(() => ({}))) as Partial<Report> & { detail?: string };
  if (body.errors === undefined) throw new Error(body.detail ?? String(answer.status));
  return body as Report;
}

/** The columns that are understood, as the head of a table. */
export const COLUMNS = "name,say,title,organisation,group,region,place,languages,name shown,call name";

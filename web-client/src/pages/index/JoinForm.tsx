// The way into a public meeting by its short name, and into any by its link.

import { useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";

const t = texts("index");

export function JoinForm() {
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const join = async (event: Event) => {
    event.preventDefault();
    const wanted = name.trim();
    setWrong(undefined);
    const link = /\/m\/[^/]+\/(?:l\/\d+\/?)?(?:[?#]\S*)?$/.exec(wanted);
    if (link) return location.assign(link[0]);
    const short = wanted.toLowerCase();
    if (!/^[a-z0-9][a-z0-9-]*$/.test(short)) return setWrong(t("join_wrong"));
    try {
      const answer = await fetch(`/m/${short}/session`, { credentials: "same-origin" });
      if (answer.ok) return location.assign(`/m/${short}/`);
      const problem = (await answer.json().catch(() => null)) as { code?: string } | null;
      setWrong(t(problem?.code === "not_public" ? "trouble_not_public" : "join_unknown"));
    } catch {
      setWrong(t("server_unreachable"));
    }
  };
  return (
    <form onSubmit={join} noValidate>
      <Field label={t("join_name")} error={wrong}>
        <input name="name" dir="ltr" autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onInput={(e) => setName(e.currentTarget.value)} />
      </Field>
      <Button submit>{t("join_go")}</Button>
    </form>
  );
}

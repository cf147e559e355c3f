// The landing page: what this is, creating a meeting, and finding the way into one.

import { useState } from "preact/hooks";
import { LANGUAGES, type Language, language, texts } from "../../text/index.ts";
import { Button } from "../../ui/marks.tsx";
import { changeLanguage } from "../../ui/start.tsx";
import type { Created } from "./create.ts";
import { CreateForm } from "./CreateForm.tsx";
import { CreatedPanel } from "./CreatedPanel.tsx";
import { JoinForm } from "./JoinForm.tsx";
import "./index.css";

const t = texts("index");

export function IndexPage() {
  void language.value; // another language renders everything anew
  const [created, setCreated] = useState<Created | null>(null);
  return (
    <div class="landing">
      <header>
        <h1>{t("page_title")}</h1>
        <nav aria-label={t("language")} class="languages">
          {(Object.keys(LANGUAGES) as Language[]).map((code) => (
            <Button key={code} lang={code} aria-pressed={language.value === code} onClick={() => void changeLanguage(code, "index")}>{LANGUAGES[code]}</Button>
          ))}
        </nav>
      </header>
      <main>
        <p class="what">{t("what_1")} {t("what_2")} {t("what_3")}</p>
        <div class="ways">
          <section aria-labelledby="create-title">
            <h2 id="create-title">{t(created ? "created_title" : "create_title")}</h2>
            {created ? <CreatedPanel created={created} /> : <CreateForm onCreated={setCreated} />}
          </section>
          <section aria-labelledby="join-title" class="join">
            <h2 id="join-title">{t("join_title")}</h2>
            <p class="quiet">{t("join_links")}</p>
            <JoinForm />
          </section>
        </div>
      </main>
    </div>
  );
}

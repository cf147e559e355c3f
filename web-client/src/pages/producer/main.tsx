// Starts the page of the producer. Control rooms are dark, so the page is, unless its address says otherwise.
import { startPage } from "../../ui/start.tsx";
import { setTheme, themeIn } from "../../ui/theme.ts";
import { ProducerPage } from "./ProducerPage.tsx";

void startPage({ page: "producer", Page: ProducerPage });
setTheme(themeIn(new URLSearchParams(location.search)) ?? "dark");

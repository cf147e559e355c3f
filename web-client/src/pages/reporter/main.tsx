// Starts the page of the reporter.
import { startPage } from "../../ui/start.tsx";
import { ReporterPage } from "./ReporterPage.tsx";

void startPage({ page: "reporter", Page: ReporterPage });

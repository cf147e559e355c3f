// Starts the page of the reporter. What was written is kept on the device until the server has it.
import { startPage } from "../../ui/start.tsx";
import { ReporterPage } from "./ReporterPage.tsx";

void startPage({ page: "reporter", Page: ReporterPage, keep: true });

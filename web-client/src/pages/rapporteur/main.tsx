// Starts the page of a rapporteur. What was entered is kept on the device until the server has it.
import { startPage } from "../../ui/start.tsx";
import { RapporteurPage } from "./RapporteurPage.tsx";

void startPage({ page: "rapporteur", Page: RapporteurPage, keep: true });

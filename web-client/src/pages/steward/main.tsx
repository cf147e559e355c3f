// Starts the page of the steward.
import { startPage } from "../../ui/start.tsx";
import { StewardPage } from "./StewardPage.tsx";

void startPage({ page: "steward", Page: StewardPage, keep: true });

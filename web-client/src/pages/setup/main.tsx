// Starts the page of the set-up.
import { startPage } from "../../ui/start.tsx";
import { SetupPage } from "./SetupPage.tsx";

void startPage({ page: "setup", Page: SetupPage });

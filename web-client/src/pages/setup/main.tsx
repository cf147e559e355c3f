// Starts the page of the setup.
import { startPage } from "../../ui/start.tsx";
import { SetupPage } from "./SetupPage.tsx";

void startPage({ page: "setup", Page: SetupPage });

// Starts the landing page.
import { startPlain } from "../../ui/start.tsx";
import { IndexPage } from "./IndexPage.tsx";

void startPlain({ page: "index", Page: IndexPage });

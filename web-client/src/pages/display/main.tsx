// Starts the page of a big screen.
import { startPage } from "../../ui/start.tsx";
import { DisplayPage } from "./DisplayPage.tsx";

void startPage({ page: "display", Page: DisplayPage });

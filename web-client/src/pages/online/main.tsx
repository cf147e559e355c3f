// Starts the page of the online.
import { startPage } from "../../ui/start.tsx";
import { OnlinePage } from "./OnlinePage.tsx";

void startPage({ page: "online", Page: OnlinePage, keep: true });

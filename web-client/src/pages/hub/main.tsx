// Starts the page of the hub.
import { startPage } from "../../ui/start.tsx";
import { HubPage } from "./HubPage.tsx";

void startPage({ page: "hub", Page: HubPage, keep: true, restores: "hub" });

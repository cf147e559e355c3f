// Starts the page of the moderator.
import { startPage } from "../../ui/start.tsx";
import { ModeratorPage } from "./ModeratorPage.tsx";

void startPage({ page: "moderator", Page: ModeratorPage, restores: "hall" });

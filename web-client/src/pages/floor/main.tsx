// Starts the page of the floor.
import { startPage } from "../../ui/start.tsx";
import { FloorPage } from "./FloorPage.tsx";

void startPage({ page: "floor", Page: FloorPage, heartbeat_ms: 15_000 });

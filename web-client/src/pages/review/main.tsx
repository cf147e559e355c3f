// Starts the page of results.
import { startPage } from "../../ui/start.tsx";
import { ReviewPage } from "./ReviewPage.tsx";

void startPage({ page: "review", Page: ReviewPage, heartbeat_ms: 15_000 });

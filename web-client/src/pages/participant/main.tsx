// Starts the participant's page.
import { startPage } from "../../ui/start.tsx";
import { ParticipantPage } from "./ParticipantPage.tsx";

void startPage({ page: "participant", Page: ParticipantPage, keep: true, heartbeat_ms: 15_000 });

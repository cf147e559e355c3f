// Starts the page of the producer.
import { startPage } from "../../ui/start.tsx";
import { ProducerPage } from "./ProducerPage.tsx";

void startPage({ page: "producer", Page: ProducerPage });

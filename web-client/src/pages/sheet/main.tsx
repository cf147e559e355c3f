// All marks on one page, to be looked at side by side; for development, not shipped. `?theme=dark&lang=ar`.

import { startPlain } from "../../ui/start.tsx";
import { SheetPage } from "./SheetPage.tsx";

void startPlain({ page: "display", Page: SheetPage });

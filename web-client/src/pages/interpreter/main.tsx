// Starts the page of the interpreter.
import { startPage } from "../../ui/start.tsx";
import { InterpreterPage } from "./InterpreterPage.tsx";

void startPage({ page: "interpreter", Page: InterpreterPage });

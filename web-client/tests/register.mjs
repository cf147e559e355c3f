// Lets Node run the TypeScript sources in unit tests: registers the loader beside this file.
import { register } from "node:module";

register("./loader.mjs", import.meta.url);

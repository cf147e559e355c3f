// What of the page belongs to polls. It is loaded once the page stands: a hand can be raised before.

export { Objectors } from "./AfterClose.tsx";
export { Ballots } from "./Ballots.tsx";
export { Interests } from "./Declare.tsx";

export { requests } from "./requests.ts";
export { resources } from "./resources.ts";
export { content } from "./content.ts";
export { terminology } from "./terminology.ts";
export { kinds } from "./kinds.ts";

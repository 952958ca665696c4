/** The package: start a server in-process, or use the engine alone through `ossicle/engine`. */
export { startServer, type StartOptions } from "./server/start.ts";
export type { RunningServer } from "./http/server.ts";

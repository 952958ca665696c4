/** A terminology server in tests: started in this process, made to fail, recorded and replayed. */
export { startOssicle, type TestOptions, type TestOssicle } from "./testing/start-ossicle.ts";
export { startReplay, type ReplayOptions, type TestReplay } from "./testing/replay.ts";
export { scenarios, type Scenario } from "./testing/scenarios.ts";
export type { Fault } from "./testing/faults.ts";
export type { GivenResource } from "./testing/resources.ts";
export type { Match, Seen } from "./testing/seen.ts";

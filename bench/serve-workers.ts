/**
 * Ossicle with several processes: `node bench/serve-workers.ts STORE WORKERS` listens on a free port and prints it, once
 * all of them listen. No answers are kept. One worker is `npm start` as it is.
 */
import { readConfig } from "../src/server/config.ts";
import { launch, untilStopped } from "../src/server/launch.ts";

const [address = "", workers = "1"] = process.argv.slice(2);
const settings = {
  ...process.env,
  OSSICLE_STORE: address,
  OSSICLE_WORKERS: workers,
  OSSICLE_RESPONSE_CACHE: "0",
  HOST: "127.0.0.1",
  PORT: "0",
};
const server = (await launch(readConfig(settings), settings))!;
// Whoever measures it is gone.
process.once("disconnect", () => process.exit());
console.log(JSON.stringify({ port: Number(new URL(server.url).port) }));
await untilStopped(server);
process.exit();

/** `npm start`: reads the settings, starts the server, stops it on a signal. */
import { readConfig } from "./config.ts";
import { startServer } from "./start.ts";

const EXAMPLE =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";

try {
  const server = await startServer(readConfig());
  console.log(`Ossicle is up at ${server.url}. Try:\n  curl '${server.url}${EXAMPLE}'`);
  if (server.readOnly !== undefined) console.warn(`Nothing can be written: ${server.readOnly}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(`Ossicle did not start: ${(error as Error).message}`);
  process.exitCode = 1;
}

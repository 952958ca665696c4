/** `npm start`: reads the settings, starts what they ask for, stops it on a signal. */
import { readConfig } from "./server/config.ts";
import { launch, untilStopped } from "./server/launch.ts";

const EXAMPLE =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";

/** `--workers N`, as people try it out; all else is set in the environment. */
function flags(args: readonly string[]): Record<string, string> {
  if (args.length === 0) return {};
  const given = args.join(" ");
  const workers = /^--workers[ =](\S+)$/.exec(given)?.[1];
  if (workers === undefined) {
    throw new Error(`'${given}' is not understood: give --workers N, and all else by the environment`);
  }
  return { OSSICLE_WORKERS: workers };
}

let up = false;
try {
  const given = flags(process.argv.slice(2));
  const server = await launch(readConfig({ ...process.env, ...given }), given);
  if (server) {
    up = true;
    // Before anybody is told that it is up, and may stop it.
    const stopped = untilStopped(server);
    console.log(`Ossicle is up at ${server.url}. Try:\n  curl '${server.url}${EXAMPLE}'`);
    if (server.readOnly !== undefined) console.warn(`Nothing can be written: ${server.readOnly}`);
    await stopped;
    process.exit(0);
  }
} catch (error) {
  console.error(`Ossicle ${up ? "ended" : "did not start"}: ${(error as Error).message}`);
  process.exitCode = 1;
}

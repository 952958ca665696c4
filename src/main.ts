/** `npm start`: reads the settings, starts what they ask for, stops it on a signal. */
import { readConfig } from "./server/config.ts";
import { launch, untilStopped } from "./server/launch.ts";
import { upMessage } from "./server/up-message.ts";
import { reasonOf } from "./terminology/util/reason.ts";

const USAGE = `npm start -- [--port N] [--workers N] [--json]

  --port N      port to listen on; 0 takes a free one (default: PORT, else 3000)
  --workers N   processes that serve (default: OSSICLE_WORKERS, else 1)
  --json        say that it is up in JSON, as it does where no terminal reads it

All else is set in the environment: see docs/settings.md.`;

const OPTIONS = {
  port: { type: "string" },
  workers: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

async function flags() {
  // Mostly there are none, and what reads them takes as long to load as the rest of what is here.
  if (process.argv.length <= 2) return {};
  const { parseArgs } = await import("node:util");
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw new Error(`${reasonOf(error).split(". To specify")[0]}\n${USAGE}`, { cause: error });
  }
}

let up = false;
try {
  const { port, workers, json, help } = await flags();
  if (help) {
    console.log(USAGE);
    process.exit(0);
  }
  const given = {
    ...(port === undefined ? {} : { PORT: port }),
    ...(workers === undefined ? {} : { OSSICLE_WORKERS: workers }),
  };
  const server = await launch(readConfig({ ...process.env, ...given }), given);
  if (server) {
    up = true;
    // Before anybody reads that it is up, and may stop it.
    const stopped = untilStopped(server);
    console.log(upMessage(server.url, json ?? !process.stdout.isTTY));
    if (server.readOnly !== undefined) console.warn(`Nothing can be written: ${server.readOnly}`);
    await stopped;
    process.exit(0);
  }
} catch (error) {
  console.error(`Ossicle ${up ? "ended" : "did not start"}: ${reasonOf(error)}`);
  process.exitCode = 1;
}

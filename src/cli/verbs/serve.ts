/** `ossicle serve`: the server, until it is told to stop. */
import { Option } from "commander";
import { readConfig } from "../../server/config.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Verb } from "../verb.ts";

interface Options {
  store?: string;
  port?: string;
  host?: string;
  workers?: string;
  logLevel?: string;
}

export const serveVerb: Verb = (program, io, run) => {
  program
    .command("serve")
    .summary("start the server")
    .description(
      "Starts the FHIR terminology server, /r4 and /r5, and keeps it up until it is stopped (Ctrl+C).",
    )
    .option("--store <address>", "memory:, sqlite:FILE or postgres://... (default: OSSICLE_STORE)")
    .option("-p, --port <number>", "port; 0 takes a free one (default: PORT, else 3000)")
    .option("--host <name>", "address to listen on (default: HOST, else 127.0.0.1)")
    .option("--workers <number>", "processes that serve (default: OSSICLE_WORKERS, else 1)")
    .addOption(new Option("--log-level <level>", "how much is logged (default: LOG_LEVEL, else info)"))
    .addHelpText(
      "after",
      "\nExamples:\n  ossicle serve\n  ossicle serve --store sqlite:data/ossicle.db --port 8080",
    )
    .action((options: Options) => run(() => serve(options, io)));
};

async function serve({ store, port, host, workers, logLevel }: Options, io: Io): Promise<ExitCode> {
  const given = {
    OSSICLE_STORE: store,
    PORT: port,
    HOST: host,
    OSSICLE_WORKERS: workers,
    LOG_LEVEL: logLevel,
  };
  const flags = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const env = { ...io.env, ...flags };
  const config = readConfig(env);
  // Express and all that is only loaded to serve.
  const { launch, untilStopped } = await import("../../server/launch.ts");
  const server = await launch(config, env);
  // A worker's life is src/server/worker.ts's.
  if (!server) return 0;
  // Before anybody is told that it is up, and may stop it.
  const stopped = untilStopped(server);
  io.out(`Ossicle is up at ${server.url}. Try:\n  curl '${server.url}/r5/metadata'\n`);
  if (server.readOnly !== undefined) io.err(`Nothing can be written: ${server.readOnly}\n`);
  await stopped;
  return 0;
}

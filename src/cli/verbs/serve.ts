/** `ossicle serve`: the server, until it is stopped. */
import { delimiter } from "node:path";
import { Option } from "commander";
import { readConfig } from "../../server/config.ts";
import { upMessage } from "../../server/up-message.ts";
import type { ExitCode, Io, Verb } from "../io.ts";

interface Options {
  store?: string;
  port?: string;
  host?: string;
  workers?: string;
  logLevel?: string;
  import?: string[];
  json?: boolean;
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
    .option("--import <path...>", "files, folders or packages to import before it is ready (OSSICLE_SEED)")
    .option("--json", "say that it is up in JSON, as it does where no terminal reads it")
    .addOption(new Option("--log-level <level>", "how much is logged (default: LOG_LEVEL, else info)"))
    .addHelpText(
      "after",
      "\nExamples:\n  ossicle serve\n  ossicle serve --store sqlite:data/ossicle.db --port 8080",
    )
    .action((options: Options) => run(() => serve(options, io)));
};

async function serve(options: Options, io: Io): Promise<ExitCode> {
  const { store, port, host, workers, logLevel, import: seed, json = !process.stdout.isTTY } = options;
  const given = {
    OSSICLE_SEED: seed?.join(delimiter),
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
  // Before anybody reads that it is up, and may stop it.
  const stopped = untilStopped(server);
  io.out(`${upMessage(server.url, json)}\n`);
  if (server.readOnly !== undefined) io.err(`Nothing can be written: ${server.readOnly}\n`);
  await stopped;
  return 0;
}

/** The log: lines of JSON on standard output, by pino, which is loaded when there is something to say. */
import type { Logger } from "pino";

/** What the handling of requests needs of a log; pino's own loggers have it. */
export interface Log {
  error(fields: object, message: string): void;
}

/** What the door needs besides. */
export interface RequestLog extends Log {
  isLevelEnabled(level: string): boolean;
  info(fields: object, message: string): void;
}

/** From the least to say to the most. */
export const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export function createLog(level: LogLevel): RequestLog {
  const isLevelEnabled = (wanted: string): boolean =>
    LOG_LEVELS.indexOf(wanted as LogLevel) <= LOG_LEVELS.indexOf(level);
  let logger: Promise<Logger> | undefined;
  const say = (kind: "error" | "info") => (fields: object, message: string) => {
    if (!isLevelEnabled(kind)) return;
    logger ??= import("pino").then(({ pino }) => pino({ level }));
    void logger.then((pino) => pino[kind](fields, message));
  };
  return { isLevelEnabled, error: say("error"), info: say("info") };
}

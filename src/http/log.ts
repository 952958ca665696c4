/** The log: lines of JSON on standard output, by pino, which is loaded when there is something to say. */
import type { Logger } from "pino";
import { logLines } from "./log-lines.ts";

/** What the handling of requests needs of a log; pino's own loggers have it. */
export interface Log {
  error(fields: object, message: string): void;
  info?(fields: object, message: string): void;
}

/** What the door needs besides. */
export interface RequestLog extends Log {
  isLevelEnabled(level: string): boolean;
  info(fields: object, message: string): void;
}

/** From the least to say to the most. */
export const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
const levels: readonly string[] = LOG_LEVELS;
export const isLogLevel = (text: string): text is LogLevel => levels.includes(text);

/** `load` makes sure that the log can be written to before anything counts on it; what comes earlier waits for it. */
export function createLog(level: LogLevel): RequestLog & { load(): Promise<void> } {
  const isLevelEnabled = (wanted: string): boolean => levels.indexOf(wanted) <= levels.indexOf(level);
  let loading: Promise<Logger> | undefined;
  let logger: Logger | undefined;
  const loaded = async (): Promise<Logger> => {
    loading ??= open(level);
    try {
      return (logger = await loading);
    } catch (failure) {
      // Another time there may be room for it.
      loading = undefined;
      throw failure;
    }
  };
  const say = (kind: "error" | "info") => (fields: object, message: string) => {
    if (!isLevelEnabled(kind)) return;
    if (logger) return logger[kind](fields, message);
    loaded().then(
      (pino) => pino[kind](fields, message),
      // No line is worth the process.
      () => console.error(JSON.stringify({ level: kind, msg: message, ...fields })),
    );
  };
  return {
    isLevelEnabled,
    error: say("error"),
    info: say("info"),
    load: async () => void (level === "silent" || (await loaded())),
  };
}

async function open(level: LogLevel): Promise<Logger> {
  const { pino } = await import("pino");
  return pino({ level }, logLines());
}

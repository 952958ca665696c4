/** What a log must take; pino's does. */
export interface Log {
  error(fields: object, message: string): void;
}

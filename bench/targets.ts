/** What we hold ourselves to, as ratios to bare `node:http` in the same run. */
import type { StoreName } from "./stores.ts";

export interface Target {
  /** Least rate. */
  ratio: number;
  /** p99 stays below so many times bare `node:http`'s. */
  p99Ratio?: number;
}

/** About one code. */
export const POINT =
  /^(\$lookup|CodeSystem\/\$validate-code|ValueSet\/\$validate-code|\$subsumes|\$translate)/;

/** Undefined: none was set, as for PostgreSQL, which is a process of its own on the same cores. */
export function targetOf(scenario: string, store: StoreName, cached: boolean): Target | undefined {
  if (store === "postgres") return undefined;
  if (POINT.test(scenario)) return { ratio: cached ? 0.7 : store === "memory" ? 0.4 : 0.35, p99Ratio: 4 };
  if (cached) return undefined;
  if (scenario.startsWith("$expand count=20")) return { ratio: 0.25 };
  if (scenario.startsWith("$expand filter=")) return { ratio: 0.12, p99Ratio: 8 };
  return undefined;
}

/** First answer after the start, to `node -e 0`; resident memory at rest in MB. */
export const START_TARGETS = {
  condition: { ratio: 6, memory: 100 },
  terminology: { ratio: 8, memory: 200 },
} as const;

/** MB while a million concepts are served from SQLite. */
export const MILLION_MEMORY = 350;

/** How much more a question about one code may take at the largest size than at the smallest. */
export const GROWTH = 1.5;

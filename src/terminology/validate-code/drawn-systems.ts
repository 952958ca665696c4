/** What a value set draws from each code system, by the versions that its includes draw on. */
import { compareVersions } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { asListed } from "../compose/stated-concept.ts";
import { conditionSize } from "../concepts/algebra.ts";
import type { CodeSystem, Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { inTurns, type LongWork } from "../util/in-turns.ts";
import { onceFor } from "../util/once-for.ts";
import { sortedInSteps } from "../util/sorted-in-steps.ts";

/** The includes that speak about one version of a system. */
export interface IncludedVersion {
  provider: CodeSystemProvider;
  includes: CompiledInclude[];
  /** Parts of their definitions, all of which may have to be looked at for one code. */
  size: number;
}

/** What a value set draws from one system. */
export class DrawnSystem {
  readonly includes: readonly CompiledInclude[];
  private gathered: readonly IncludedVersion[] | undefined;

  constructor(includes: readonly CompiledInclude[]) {
    this.includes = includes;
  }

  get versions(): Awaitable<readonly IncludedVersion[]> {
    return this.gathered ?? after(includedVersions(this.includes), (made) => (this.gathered = made));
  }
}

/** The includes of a system. Undefined: the value set draws nothing from there. */
export const drawnFrom = (valueSet: CompiledValueSet, system: string): DrawnSystem | undefined =>
  drawnBySystem(valueSet).get(system);

const drawnBySystem = onceFor(({ includes }: CompiledValueSet) => {
  const bySystem = Map.groupBy(includes, (i) => i.system);
  return new Map([...bySystem].map(([system, own]) => [system, new DrawnSystem(own)]));
});

/** Gathers includes by the version that they draw on, newest first; includes of unknown versions are left out. */
export const includedVersions = (includes: readonly CompiledInclude[]): Awaitable<IncludedVersion[]> =>
  inTurns(gathered(includes));

/** Includes that are looked at between two steps. */
const STEP = 1_000;

function* gathered(includes: readonly CompiledInclude[]): LongWork<IncludedVersion[]> {
  const versions = new Map<string | undefined, IncludedVersion>();
  for (const [i, include] of includes.entries()) {
    if (i % STEP === STEP - 1) yield;
    const provider = include.provider ?? storedProvider(include);
    if (!provider) continue;
    const { version } = provider.codeSystem;
    let known = versions.get(version);
    if (!known) versions.set(version, (known = { provider, includes: [], size: 0 }));
    known.includes.push(include);
    known.size += conditionSize(include.members);
  }
  return yield* sortedInSteps([...versions.values()], (a, b) =>
    compareVersions(b.provider.codeSystem.version, a.provider.codeSystem.version),
  );
}

/** A value set may be nothing but an expansion; then that is all we know of its code systems. */
function storedProvider(include: CompiledInclude): CodeSystemProvider | undefined {
  if (!include.stored) return undefined;
  const { system, version, concepts } = include;
  const codeSystem = { url: system, version, content: "not-present" } as CodeSystem;
  const locate = (code: string): Concept | undefined => {
    const listed = concepts.get(code);
    return listed && asListed(listed);
  };
  return {
    codeSystem,
    locate: (codes) => Promise.resolve(codes.map(locate)),
    childrenOf: (codes) => codes.map(() => []),
    select: ({ codes = [...concepts.keys()] }) => {
      const items = codes.map(locate).filter((c) => c !== undefined);
      return Promise.resolve({ total: items.length, items });
    },
  };
}

/** Its code system, or that version of it, is not known: who its members are is unknown. */
export const isUnresolved = (include: CompiledInclude): boolean =>
  include.provider === undefined && !include.stored;

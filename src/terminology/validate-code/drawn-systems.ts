/** What a value set draws from each code system, by the versions that its includes draw on. */
import { compareVersions } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { asListed } from "../compose/stated-concept.ts";
import { conditionSize } from "../concepts/algebra.ts";
import type { CodeSystem, Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { onceFor } from "../util/once-for.ts";

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

  get versions(): readonly IncludedVersion[] {
    return (this.gathered ??= includedVersions(this.includes));
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
export function includedVersions(includes: readonly CompiledInclude[]): IncludedVersion[] {
  const versions = new Map<string | undefined, IncludedVersion>();
  for (const include of includes) {
    const provider = include.provider ?? storedProvider(include);
    if (!provider) continue;
    const { version } = provider.codeSystem;
    let known = versions.get(version);
    if (!known) versions.set(version, (known = { provider, includes: [], size: 0 }));
    known.includes.push(include);
    known.size += conditionSize(include.members);
  }
  return [...versions.values()].sort((a, b) =>
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

/** What the includes of a definition have given so far, so that a later one gives the rest alone. */
import { byCode } from "../compose/combine.ts";
import type { CompiledInclude } from "../compose/compiled.ts";
import { codeKey } from "../concepts/code-key.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { Union } from "../concepts/union.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/** What a version of a system has given: as it is defined, and where versions match, by code for all other versions. */
interface Given {
  own: Gathered;
  codes: Gathered;
}

/** By system and version; where versions match, by code for all other versions. */
export class EarlierIncludes {
  private readonly versionsMatch: boolean;
  private readonly work: WorkBudget;
  private readonly systems = new Map<string, Map<string | undefined, Given>>();

  constructor(versionsMatch: boolean, work: WorkBudget) {
    this.versionsMatch = versionsMatch;
    this.work = work;
  }

  /** Conditions, one of which holds of each concept of the include that an earlier one gives. */
  of(include: CompiledInclude): ConceptCondition[] {
    const versions = this.systems.get(include.system);
    if (!versions) return [];
    const own = versions.get(include.version)?.own.about(include, this.work) ?? [];
    if (!this.versionsMatch) return own;
    const others = Array.from(versions).filter(([other]) => other !== include.version);
    return [...own, ...others.flatMap(([, { codes }]) => codes.about(include, this.work))];
  }

  add(include: CompiledInclude): Awaitable<void> {
    const { system, version, provider, condition } = include;
    let versions = this.systems.get(system);
    if (!versions) this.systems.set(system, (versions = new Map<string | undefined, Given>()));
    let given = versions.get(version);
    if (!given) {
      const key = codeKey(provider?.codeSystem);
      versions.set(version, (given = { own: new Gathered(key), codes: new Gathered(key) }));
    }
    // Without the excludes, which are the same for all of this version.
    given.own.add(condition, include);
    const { codes } = given;
    if (this.versionsMatch)
      return after(codesOf(include, this.work), (condition) => codes.add(condition, include));
  }
}

/** A list that may be limited otherwise is compared with so many earlier ones that share a code with it, else with all. */
const FEW = 16;

/** A union that grows. Of lists it knows the codes, so that the next list is compared with what speaks of its own codes. */
class Gathered {
  private readonly key: (code: string) => string;
  private readonly all = new Union();
  /** Codes that are given in any case. */
  private readonly listed = new Set<string>();
  /** What else lists codes, such as an import: by code, and all of them. */
  private readonly limitedBy = new Map<string, ConceptCondition[]>();
  private readonly limited = new Union();
  private readonly unlisted = new Union();

  constructor(key: (code: string) => string) {
    this.key = key;
  }

  add(condition: ConceptCondition, { enumerated, concepts }: CompiledInclude): void {
    this.all.add(condition);
    if (condition.kind === "codes") for (const code of condition.codes) this.listed.add(this.key(code));
    else if (enumerated) this.addLimited(condition, concepts.keys());
    else this.unlisted.add(condition);
  }

  private addLimited(condition: ConceptCondition, codes: Iterable<string>): void {
    this.limited.add(condition);
    for (const code of codes) {
      const key = this.key(code);
      const known = this.limitedBy.get(key);
      if (!known) this.limitedBy.set(key, [condition]);
      else if (known.length <= FEW) known.push(condition);
    }
  }

  /** As far as it matters to what this include gives. */
  about({ enumerated, concepts }: CompiledInclude, work: WorkBudget): ConceptCondition[] {
    if (!enumerated) return [...this.all.parts];
    work.concepts(concepts.size);
    const codes: string[] = [];
    const limited = new Set<ConceptCondition>();
    for (const code of concepts.keys()) {
      const key = this.key(code);
      if (this.listed.has(key)) codes.push(code);
      else if (limited.size <= FEW) for (const one of this.limitedBy.get(key) ?? []) limited.add(one);
    }
    return [
      ...(codes.length > 0 ? [{ kind: "codes", codes } as const] : []),
      ...(limited.size > FEW ? this.limited.parts : limited),
      ...this.unlisted.parts,
    ];
  }
}

async function codesOf(
  { provider, members, concepts }: CompiledInclude,
  work: WorkBudget,
): Promise<ConceptCondition> {
  if (!provider) return { kind: "codes", codes: [...concepts.keys()] };
  return byCode({ provider, condition: members }, work);
}

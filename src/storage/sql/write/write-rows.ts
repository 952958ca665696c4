/** The rows of a content: concepts in code system order with all that finds them, mappings, search values. */
import { parseCanonical } from "../../../terminology/canonical.ts";
import { designationsOf } from "../../../terminology/concepts/designations.ts";
import { nameKey, namesOf, searchTexts, words } from "../../../terminology/concepts/text-match.ts";
import type { Concept, ConceptMap, ResourceType } from "../../../terminology/model.ts";
import { NO_MAP } from "../../../terminology/resources/select-mappings.ts";
import { searchParameters, searchValues } from "../../../terminology/search/parameters.ts";
import type { SearchValue } from "../../../terminology/search/values.ts";
import { inTurns } from "../../../terminology/util/in-turns.ts";
import { printed } from "../../concepts/concept-test.ts";
import { arrange, type Hierarchy, type Parents } from "../../concepts/hierarchy.ts";
import { hasTarget } from "../../has-target.ts";
import { INACTIVE_WORD } from "../engines/database.ts";
import { nameHash, valueKey, wordKey } from "../keys.ts";
import { writeRest } from "../read/concept-row.ts";
import { UNMAPPED } from "../read/find-concept-maps.ts";
import { firstPosition } from "../read/positions.ts";
import type { Param } from "../sql.ts";
import type { SortedRow, Sorter } from "./sorter.ts";
import type { Staged, StagedHierarchy } from "./staged.ts";
import { BATCH, type RowSteps, rowSteps, type Step } from "./steps.ts";

const PROPERTY = ["content", "property", "value", "position"];
const NAME = ["content", "hash", "position"];
const CONCEPT =
  "position content code_key code display definition inactive abstract leaf subtree_end rest".split(" ");

/** Its rows besides the one of the resource; `count`: concepts (codes that came twice count once) or mappings. */
interface ContentRows {
  count: number;
  steps(content: number): RowSteps;
}

/** Of a resource that has no rows: undefined. */
export async function rowsOf(
  staged: Staged,
  key: (code: string) => string,
): Promise<ContentRows | undefined> {
  if (staged.type === "ConceptMap")
    return { count: staged.rows, steps: (content) => mappingSteps(staged, content) };
  if (staged.type !== "CodeSystem") return undefined;
  const hierarchy = await inTurns(staged.hierarchy());
  return {
    count: hierarchy.numbers.length,
    steps: (content) => conceptSteps(staged, hierarchy, content, key),
  };
}

async function* conceptSteps(
  staged: Staged,
  { numbers, parents }: StagedHierarchy,
  content: number,
  key: (code: string) => string,
): AsyncGenerator<Step> {
  const hierarchy = await inTurns(arrange(parents));
  const first = firstPosition(content);
  const cameAt = inverse(hierarchy.position);
  const isParent = new Uint8Array(numbers.length);
  for (const parent of parents.of) isParent[hierarchy.position[parent]!] = 1;
  const read = staged.conceptReader();
  const found = new FoundBy(staged, content);
  for (let from = 0; from < numbers.length; from += BATCH) {
    const rows = new ConceptBatch(content, key);
    for (let at = from; at < Math.min(from + BATCH, numbers.length); at++) {
      const concept = read(numbers[cameAt[at]!]!);
      rows.add(concept, first + at, isParent[at] !== 1, first + hierarchy.last[at]!);
      rows.addParents(first + at, parentsAt(cameAt[at]!, parents, hierarchy, first));
      found.add(concept, first + at);
    }
    yield* rows.steps();
    yield* found.batch();
  }
  yield* furtherSteps(hierarchy, first);
  yield* found.rest();
}

/** The indexes by which concepts are found: of what they say, and of what they are called. */
class FoundBy {
  private readonly content: number;
  private readonly properties: Sorter;
  private readonly names: Sorter;

  constructor(staged: Staged, content: number) {
    this.content = content;
    this.properties = staged.sorter("property");
    this.names = staged.sorter("name");
  }

  add(concept: Concept, position: number): void {
    for (const [property, values] of propertiesOf(concept))
      for (const value of values) this.properties.push(property, value, position);
    const hashes = new Set(namesOf(concept).map((name) => nameHash(nameKey(name))));
    for (const hash of hashes) this.names.push(hash, position);
  }

  batch(): Generator<Step> {
    return this.steps(this.properties.batch(), this.names.batch());
  }

  rest(): Generator<Step> {
    return this.steps(this.properties.rest(), this.names.rest());
  }

  private *steps(properties: Iterable<SortedRow>, names: Iterable<SortedRow>): Generator<Step> {
    yield* rowSteps("concept_property", PROPERTY, this.withContent(properties));
    yield* rowSteps("concept_name", NAME, this.withContent(names));
  }

  private *withContent(rows: Iterable<SortedRow>): Generator<Param[]> {
    for (const row of rows) yield [this.content, ...row];
  }
}

/** Properties, each with its values once; and designations under the name '' that no property can have. */
function propertiesOf(concept: Concept): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (property: string, value: string): void => {
    const values = found.get(property);
    if (values) values.add(value);
    else found.set(property, new Set([value]));
  };
  for (const { code, value } of concept.properties) add(valueKey(code), valueKey(printed(value)));
  for (const { value } of designationsOf(concept)) add("", valueKey(value));
  return found;
}

function inverse(position: Int32Array): Int32Array {
  const cameAt = new Int32Array(position.length);
  for (let i = 0; i < position.length; i++) cameAt[position[i]!] = i;
  return cameAt;
}

function parentsAt(index: number, { start, of }: Parents, { position }: Hierarchy, first: number): number[] {
  const found: number[] = [];
  for (let k = start[index]!; k < start[index + 1]!; k++) found.push(first + position[of[k]!]!);
  return found;
}

/** One batch of concepts, as rows of each table. */
class ConceptBatch {
  private readonly content: number;
  private readonly concepts: Param[][] = [];
  private readonly parents: Param[][] = [];
  private readonly texts: [number, string][] = [];
  private readonly key: (code: string) => string;

  constructor(content: number, key: (code: string) => string) {
    this.content = content;
    this.key = key;
  }

  add(concept: Concept, position: number, leaf: boolean, subtreeEnd: number): void {
    const { code, display = null, definition = null, inactive, abstract } = concept;
    const flags = [Number(inactive), Number(abstract), Number(leaf)];
    this.concepts.push([
      position,
      this.content,
      this.key(code),
      code,
      display,
      definition,
      ...flags,
      subtreeEnd,
      writeRest(concept),
    ]);
    const own = new Set(searchTexts(concept).flatMap(words).map(wordKey));
    if (inactive) own.add(INACTIVE_WORD);
    this.texts.push([position, [...own].join(" ")]);
  }

  addParents(position: number, parents: readonly number[]): void {
    for (const parent of parents) this.parents.push([position, parent]);
  }

  *steps(): Generator<Step> {
    yield* rowSteps("concept", CONCEPT, this.concepts);
    yield* rowSteps("concept_parent", ["child", "parent"], this.parents);
    yield { rows: this.texts.length, write: (tx) => tx.insertTexts(this.texts) };
  }
}

function furtherSteps({ further, last }: Hierarchy, first: number): Generator<Step> {
  function* rows(): Generator<Param[]> {
    for (let position = 0; position < last.length; position++) {
      const ranges = further.get(position);
      for (let i = 0; i < ranges.length; i += 2)
        yield [first + position, first + ranges[i]!, first + ranges[i + 1]!];
    }
  }
  return rowSteps("concept_further", ["position", "low", "high"], rows());
}

const MAPPING = "position source_system source_code target_system target_code relation json".split(" ");
const MAPPING_COUNT = ["content", "relation", "first", "total"];

function* mappingSteps(staged: Staged, content: number): Generator<Step> {
  const counts = new Map<string, { first: number; total: number }>();
  function* rows(): Generator<Param[]> {
    let position = firstPosition(content);
    for (const mapping of staged.mappings()) {
      const { source, target, relationship = "related-to" } = mapping;
      const ofSource = [valueKey(source.system ?? ""), valueKey(source.code ?? "")];
      const ofTarget =
        target && hasTarget(mapping)
          ? [valueKey(target.system ?? ""), valueKey(target.code ?? "")]
          : [null, null];
      const relation = valueKey(ofTarget[1] === null ? NO_MAP : relationship);
      const counted = counts.get(relation);
      if (counted) counted.total++;
      else counts.set(relation, { first: position, total: 1 });
      yield [position++, ...ofSource, ...ofTarget, relation, JSON.stringify(mapping)];
    }
  }
  yield* rowSteps("mapping", MAPPING, rows());
  const all = Array.from(counts, ([relation, { first, total }]) => [content, relation, first, total]);
  yield* rowSteps("mapping_count", MAPPING_COUNT, all);
}

const SEARCH_VALUE = "content name system value folded low high".split(" ");

/** `resource` with its id and time, for these are searched by too. */
export function searchValueSteps(
  type: ResourceType,
  content: number,
  resource: object,
  languages: ReadonlySet<string>,
): Generator<Step> {
  function* rows(): Generator<Param[]> {
    for (const [name, { system, value, folded, low, high }] of found())
      yield [content, name, system ?? null, value ?? null, folded ?? null, low ?? null, high ?? null];
  }
  function* found(): Generator<[name: string, value: SearchValue]> {
    for (const parameter of searchParameters(type)) {
      if (type === "CodeSystem" && parameter.name === "language") continue;
      for (const value of searchValues(parameter, resource)) yield [parameter.name, value];
    }
    if (type === "ConceptMap") for (const value of unmappedSystems(resource)) yield [UNMAPPED, { value }];
    if (type === "CodeSystem") for (const value of languages) yield ["language", { value }];
  }
  return rowSteps("search_value", SEARCH_VALUE, rows());
}

function unmappedSystems(conceptMap: object): Set<string> {
  const groups = (conceptMap as ConceptMap).group ?? [];
  const systems = groups
    .filter((group) => group.unmapped)
    .map((group) => parseCanonical(group.source ?? "").url);
  return new Set(systems);
}

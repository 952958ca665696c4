/** Writes the rows of a content: concepts in code system order with all that finds them, mappings, search values. */
import { designationsOf } from "../../../terminology/concepts/designations.ts";
import { nameKey, namesOf, searchTexts, words } from "../../../terminology/concepts/text-match.ts";
import { parseCanonical } from "../../../terminology/canonical.ts";
import type { Concept, ConceptMap, ResourceType } from "../../../terminology/model.ts";
import { searchParameters, searchValues } from "../../../terminology/search/parameters.ts";
import type { SearchValue } from "../../../terminology/search/values.ts";
import { printed } from "../../concepts/concept-test.ts";
import { arrange, type Hierarchy, type Parents } from "../../concepts/hierarchy.ts";
import { hasTarget } from "../../has-target.ts";
import { writeRest } from "../read/concept-row.ts";
import { breathe, INACTIVE_WORD, type Transaction } from "../engines/database.ts";
import { UNMAPPED } from "../read/find-concept-maps.ts";
import { nameHash, valueKey, wordKey } from "../keys.ts";
import { firstPosition } from "../read/positions.ts";
import type { Sorter, Staging, Staged } from "./staging.ts";
import type { Param } from "../sql.ts";

/** Rows that are written at a time. */
const BATCH = 1000;

const CONCEPT =
  "position content code_key code display definition inactive abstract leaf subtree_end rest".split(" ");

/** Returns how many concepts there are: codes that came twice count once. */
export async function writeConcepts(
  tx: Transaction,
  staging: Staging,
  staged: Staged,
  content: number,
  key: (code: string) => string,
): Promise<number> {
  const { numbers, parents } = staging.hierarchy(staged);
  const hierarchy = arrange(parents);
  const first = firstPosition(content);
  const cameAt = inverse(hierarchy.position);
  const isParent = new Uint8Array(numbers.length);
  for (const parent of parents.of) isParent[hierarchy.position[parent]!] = 1;
  const read = staging.readConcept(staged);
  const properties = staging.sorter("property");
  const names = staging.sorter("name");
  for (let from = 0; from < numbers.length; from += BATCH) {
    const rows = new ConceptRows(content);
    for (let at = from; at < Math.min(from + BATCH, numbers.length); at++) {
      const concept = read(numbers[cameAt[at]!]!);
      rows.add(concept, key(concept.code), first + at, isParent[at] !== 1, first + hierarchy.last[at]!);
      rows.addParents(first + at, parentsAt(cameAt[at]!, parents, hierarchy, first));
      for (const [property, value] of propertiesOf(concept)) properties.push(property, value, first + at);
      for (const name of namesOf(concept)) names.push(nameHash(nameKey(name)), first + at);
    }
    await rows.write(tx);
    await breathe();
  }
  await writeFurther(tx, hierarchy, first);
  await writeAll(
    tx,
    "concept_property",
    ["content", "property", "value", "position"],
    withContent(properties, content),
  );
  await writeAll(tx, "concept_name", ["content", "hash", "position"], withContent(names, content));
  return numbers.length;
}

function* withContent(sorter: Sorter, content: number): Generator<Param[]> {
  for (const row of sorter.sorted()) yield [content, ...row];
}

/** In batches, with a breath between them. */
async function writeAll(
  tx: Transaction,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Param[]>,
): Promise<void> {
  let batch: (readonly Param[])[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    await tx.insert(table, columns, batch);
    await breathe();
    batch = [];
  }
  await tx.insert(table, columns, batch);
}

/** Properties, and designations under the name '' that no property can have. */
function* propertiesOf(concept: Concept): Generator<[property: string, value: string]> {
  for (const { code, value } of concept.properties) yield [valueKey(code), valueKey(printed(value))];
  for (const { value } of designationsOf(concept)) yield ["", valueKey(value)];
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
class ConceptRows {
  private readonly content: number;
  private readonly concepts: Param[][] = [];
  private readonly parents: Param[][] = [];
  private readonly texts: [number, string][] = [];

  constructor(content: number) {
    this.content = content;
  }

  add(concept: Concept, key: string, position: number, leaf: boolean, subtreeEnd: number): void {
    const { code, display = null, definition = null, inactive, abstract } = concept;
    const flags = [Number(inactive), Number(abstract), Number(leaf)];
    this.concepts.push([
      position,
      this.content,
      key,
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

  async write(tx: Transaction): Promise<void> {
    await tx.insert("concept", CONCEPT, this.concepts);
    await tx.insert("concept_parent", ["child", "parent"], this.parents);
    await tx.insertTexts(this.texts);
  }
}

function writeFurther(tx: Transaction, { further, last }: Hierarchy, first: number): Promise<void> {
  function* rows(): Generator<Param[]> {
    for (let position = 0; position < last.length; position++) {
      const ranges = further.get(position);
      for (let i = 0; i < ranges.length; i += 2)
        yield [first + position, first + ranges[i]!, first + ranges[i + 1]!];
    }
  }
  return writeAll(tx, "concept_further", ["position", "low", "high"], rows());
}

const MAPPING = "position source_system source_code target_system target_code json".split(" ");

export async function writeMappings(
  tx: Transaction,
  staging: Staging,
  staged: Staged,
  content: number,
): Promise<number> {
  function* rows(): Generator<Param[]> {
    let position = firstPosition(content);
    for (const mapping of staging.mappings(staged)) {
      const { source, target } = mapping;
      const near = [valueKey(source.system ?? ""), valueKey(source.code ?? "")];
      const far =
        target && hasTarget(mapping)
          ? [valueKey(target.system ?? ""), valueKey(target.code ?? "")]
          : [null, null];
      yield [position++, ...near, ...far, JSON.stringify(mapping)];
    }
  }
  await writeAll(tx, "mapping", MAPPING, rows());
  return staged.rows;
}

const SEARCH_VALUE = "content name system value folded low high".split(" ");

/** `resource` with its id and time, for these are searched by too. */
export async function writeSearchValues(
  tx: Transaction,
  type: ResourceType,
  content: number,
  resource: object,
  languages: ReadonlySet<string>,
): Promise<void> {
  const rows: Param[][] = [];
  const put = (name: string, { system, value, folded, low, high }: SearchValue): void => {
    rows.push([content, name, system ?? null, value ?? null, folded ?? null, low ?? null, high ?? null]);
  };
  for (const parameter of searchParameters(type)) {
    if (type === "CodeSystem" && parameter.name === "language") continue;
    for (const value of searchValues(parameter, resource)) put(parameter.name, value);
  }
  if (type === "ConceptMap") for (const value of unmappedSystems(resource)) put(UNMAPPED, { value });
  if (type === "CodeSystem") for (const value of languages) put("language", { value });
  await writeAll(tx, "search_value", SEARCH_VALUE, rows);
}

function unmappedSystems(conceptMap: object): Set<string> {
  const groups = (conceptMap as ConceptMap).group ?? [];
  const systems = groups
    .filter((group) => group.unmapped)
    .map((group) => parseCanonical(group.source ?? "").url);
  return new Set(systems);
}

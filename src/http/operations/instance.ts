/** The resource that an operation is called on, `ValueSet/ID/$expand`: as an operation needs it. */
import type * as r5 from "fhir/r5";
import type { OperationData } from "../../fhir/operations/definition.ts";
import { parseCanonical, UNVERSIONED } from "../../terminology/canonical.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { codeSystemWithoutUrl, otherThanInstance } from "../../terminology/issues/rest.ts";
import type { Snapshot, Terminology } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { PerGeneration } from "../../terminology/util/per-generation.ts";
import { definitionAtId } from "../interactions/definition-at-id.ts";
import type { RequestContext } from "./operation.ts";
import { checkVersion } from "./said-twice.ts";

type Instance = NonNullable<RequestContext["instance"]>;
type InstanceType = NonNullable<OperationData["resource"]>;

/** Bytes, roughly: of a resource without codes, of each code that a value set lists, and of all that are kept. */
const BYTES = { resource: 4_000, code: 200 };
const CAPACITY = 24_000_000;
const instances = new PerGeneration(() => ({
  kept: new Lru<string, Instance>("instances", CAPACITY),
  /** On their way: what one reads is for all who ask meanwhile, and so is what is worked out of it. */
  reading: new Map<string, Promise<Instance | undefined>>(),
}));

/**
 * Without concepts and mappings, for which operations ask the store, and without narrative. Kept as long as the content
 * is the same, so that what was worked out of it (a value set's compiled form) is found again, as by its url.
 * @param definitions FHIR's own, which are not stored
 * @throws TerminologyError not-found
 */
export function instanceOf(
  store: Snapshot,
  type: InstanceType,
  id: string,
  definitions: Terminology | undefined,
): Awaitable<Instance> {
  return (
    instances.of(store).kept.get(`${type}/${id}`) ??
    after(
      sharedReading(store, type, id),
      (found) => found ?? after(definitionAtId(store, type, id, definitions), ({ definition }) => definition),
    )
  );
}

/**
 * What a parameter names beside the address, with or without `|version`.
 * @param expression the parameter
 * @throws TerminologyError invalid: it is not what the operation is called on; business-rule: that is a code system that
 *   has no url, by which its concepts are found
 */
export function checkInstance(
  instance: Instance | undefined,
  named: string | undefined,
  expression: string,
): void {
  const { url } = instance ?? {};
  if (instance?.resourceType === "CodeSystem" && url === undefined)
    throw new TerminologyError(codeSystemWithoutUrl(instance.id));
  if (url === undefined || named === undefined || named === url) return;
  const meant = parseCanonical(named);
  if (meant.url !== url) throw new TerminologyError(otherThanInstance(named, url, expression));
  checkInstanceVersion(instance, meant.version, expression);
}

/**
 * A version that a parameter names beside the address.
 * @throws TerminologyError value: the resource has another version, or none
 */
export const checkInstanceVersion = (
  instance: Instance | undefined,
  named: string | undefined,
  parameter: string,
): void =>
  checkVersion(parameter, named, { what: "the resource in the address", version: versionOf(instance) });

/** The version to ask for, so that no other answers in its place. */
export const versionOf = (instance: Instance | undefined): string | undefined =>
  instance && (instance.version ?? UNVERSIONED);

function sharedReading(store: Snapshot, type: InstanceType, id: string): Promise<Instance | undefined> {
  const { kept, reading } = instances.of(store);
  const name = `${type}/${id}`;
  const begun = reading.get(name);
  if (begun) return begun;
  const found = readInstance(store, type, id)
    .then((instance) => {
      if (instance) kept.set(name, instance, bytesOf(instance));
      return instance;
    })
    .finally(() => reading.delete(name));
  reading.set(name, found);
  return found;
}

async function readInstance(store: Snapshot, type: InstanceType, id: string): Promise<Instance | undefined> {
  const stored = await store.read(type, id, { summary: true });
  if (!stored?.resource) return undefined;
  const { text: _, ...instance } = stored.resource as Instance & { text?: object };
  return instance;
}

function bytesOf(instance: Instance): number {
  if (instance.resourceType !== "ValueSet") return BYTES.resource;
  const { compose, expansion } = instance;
  const parts = [...(compose?.include ?? []), ...(compose?.exclude ?? [])];
  const codes = parts.reduce((sum, { concept }) => sum + (concept?.length ?? 0), 0) + inside(expansion);
  return BYTES.resource * (1 + parts.length) + BYTES.code * codes;
}

const inside = ({ contains = [] }: Pick<r5.ValueSetExpansion, "contains"> = {}): number =>
  contains.reduce((sum, one) => sum + inside(one), contains.length);

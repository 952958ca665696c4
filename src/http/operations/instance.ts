/** The resource that an operation is called on, `ValueSet/ID/$expand`: as an operation needs it. */
import type * as r5 from "fhir/r5";
import type { OperationData } from "../../fhir/operations/definition.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import { codeSystemWithoutUrl, otherThanInstance } from "../../terminology/issues/rest.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { Snapshot, Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { PerGeneration } from "../../terminology/util/per-generation.ts";
import { notAtId } from "../interactions/not-at-id.ts";
import type { RequestContext } from "./operation.ts";
import { checkVersion } from "./said-twice.ts";

/** What an operation is called on, in messages. */
export const IN_ADDRESS = "the resource in the address";

type Instance = NonNullable<RequestContext["instance"]>;
type InstanceType = NonNullable<OperationData["resource"]>;

/** Bytes, roughly: of a resource without codes, of each code that a value set lists, and of all that are kept. */
const BYTES = { resource: 4_000, code: 200 };
const CAPACITY = 24_000_000;
const kept = new PerGeneration(() => new Lru<string, Instance>("instances", CAPACITY));

/**
 * Without concepts and mappings, for which operations ask the store, and without narrative. Kept as long as the content
 * is the same, so that what was worked out of it (a value set's compiled form) is found again, as by its url.
 * @param definitions FHIR's own, which have no id here
 * @throws TerminologyError not-found
 */
export function instanceOf(
  store: Snapshot,
  type: InstanceType,
  id: string,
  definitions: Terminology | undefined,
): Awaitable<Instance> {
  return kept.of(store).get(`${type}/${id}`) ?? readInstance(store, type, id, definitions);
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
  const { url, version } = instance ?? {};
  if (instance?.resourceType === "CodeSystem" && url === undefined)
    throw new TerminologyError(codeSystemWithoutUrl(instance.id));
  if (url === undefined || named === undefined || named === url) return;
  const meant = parseCanonical(named);
  if (meant.url !== url) throw new TerminologyError(otherThanInstance(named, url, expression));
  checkVersion(expression, meant.version, { what: IN_ADDRESS, version });
}

async function readInstance(
  store: Snapshot,
  type: InstanceType,
  id: string,
  definitions: Terminology | undefined,
): Promise<Instance> {
  const stored = await store.read(type, id, { summary: true });
  if (!stored?.resource) return notAtId(type, id, definitions);
  const { text: _, ...instance } = stored.resource as Instance & { text?: object };
  kept.of(store).set(`${type}/${id}`, instance, bytesOf(instance));
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

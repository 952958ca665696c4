/** Resource/$validate: would the resource be taken as it is? https://hl7.org/fhir/R5/resource-operation-validate.html */
import { checkDepth } from "../../fhir/depth.ts";
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { canonicalSaid, printCanonical } from "../../terminology/canonical.ts";
import { information, type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter, requiredParameter } from "../../terminology/issues/parameters.ts";
import { profileNotJudged } from "../../terminology/issues/resource.ts";
import { idMismatch, unknownResource, writingIsOff } from "../../terminology/issues/rest.ts";
import { duplicateCanonical } from "../../terminology/issues/storage.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { SearchCriterion } from "../../terminology/store.ts";
import { isNode, objects } from "../../terminology/util/json-object.ts";
import { WorkBudget } from "../../terminology/util/work-budget.ts";
import { bodyOrNothing } from "../body-or-nothing.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import { Query } from "../query.ts";
import { ofType } from "./of-type.ts";

interface Asked {
  /** In the shape of the request's version; absent: the one that is stored. */
  resource?: object | undefined;
  mode?: string | undefined;
  profile?: string | undefined;
}

const MODES = ["create", "update", "delete", "profile"];

/** What one object of a resource costs to check, in units of work. */
const COST = 20;

/**
 * Its faults, as an OperationOutcome; with `mode`, those too that the change would meet. Always 200 where it was judged.
 * @param writes is writing on?
 */
export function validate(type: ResourceType, writes: boolean): Handler {
  return async (request) => {
    const asked = await readAsked(request, type);
    const resource = asked.resource ?? (await storedResource(request, type));
    (request.work ?? new WorkBudget()).concepts(COST * checkDepth(resource));
    // The schemas and FHIRPath are read at first use.
    const { validateResource } = await import("../../fhir/validation/validation.ts");
    const issues = [
      ...(await validateResource(resource, request.version.name)),
      ...(asked.profile === undefined ? [] : [profileNotJudged(asked.profile)]),
      ...(isChange(asked) && !writes ? [writingIsOff()] : await changeIssues(request, type, resource, asked)),
    ];
    const found = issues.length > 0 ? issues : [information("No faults were found")];
    return { status: 200, resource: operationOutcome(found) };
  };
}

/** From the query, and from the body: the resource itself, or Parameters with it. */
async function readAsked(request: FhirRequest, type: ResourceType): Promise<Asked> {
  const { method, query, params } = request;
  const asked: Asked = { mode: query.get("mode"), profile: query.get("profile") };
  if (method === "POST") Object.assign(asked, inBody(await bodyOrNothing(request), type));
  const { mode, resource } = asked;
  const onOne = params.id !== undefined;
  const fit = onOne ? MODES : MODES.filter((name) => name !== "delete");
  if (mode && !fit.includes(mode))
    throw new TerminologyError(invalidParameter("mode", mode, `expected: ${fit.join(", ")}`));
  if (!resource && !onOne)
    throw new TerminologyError(requiredParameter("resource", `the ${type} that is to be validated`));
  return asked;
}

function inBody(body: Query | object, type: ResourceType): Asked {
  if (body === Query.EMPTY) return {};
  if (!isNode(body) || body.resourceType !== "Parameters") return { resource: ofType(body, type) };
  const given = objects(body.parameter);
  const named = (name: string) => given.find((p) => p.name === name);
  const resource = named("resource")?.resource;
  const asked: Asked = {};
  if (resource) asked.resource = ofType(resource, type);
  const mode = named("mode")?.valueCode;
  if (mode !== undefined) asked.mode = String(mode);
  const profile = named("profile");
  if (profile) asked.profile = String(profile.valueCanonical ?? profile.valueUri ?? "");
  return asked;
}

async function storedResource({ params, store, version }: FhirRequest, type: ResourceType): Promise<object> {
  const stored = await store.read(type, params.id!);
  if (!stored?.resource) throw new TerminologyError(unknownResource(type, params.id!));
  return version.resourceOut(stored.resource);
}

const isChange = ({ mode }: Asked): boolean => Boolean(mode) && mode !== "profile";

/** What the change would be refused for, however valid the resource is. */
async function changeIssues(
  { params, store }: FhirRequest,
  type: ResourceType,
  resource: object,
  asked: Asked,
): Promise<Issue[]> {
  const { mode } = asked;
  if (!isChange(asked) || mode === "delete") return [];
  const id = isNode(resource) ? resource.id : undefined;
  const { url, version } = canonicalSaid(resource);
  const issues: Issue[] = [];
  const own = params.id ?? id;
  if (mode === "update" && (own === undefined || own !== id)) issues.push(idMismatch(String(own ?? ""), id));
  if (url === undefined) return issues;
  const criteria: SearchCriterion[] = [
    { name: "url", values: [url] },
    version === undefined
      ? { name: "version", modifier: "missing", values: ["true"] }
      : { name: "version", values: [version] },
  ];
  const { items } = await store.search(type, { criteria, count: 2 }, { summary: true });
  const other = items.find((item) => mode === "create" || item.id !== own);
  if (other) {
    issues.push(duplicateCanonical(type, printCanonical({ url, version }), other.id));
  }
  return issues;
}

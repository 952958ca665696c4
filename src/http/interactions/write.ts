/** create, update and delete of one resource, conditional too; https://hl7.org/fhir/R5/http.html#create and following */
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { storeIsReadOnly, written } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { Decide, ResourceReader, Store, StoredResource, Write } from "../../terminology/store.ts";
import type { Access, Caller } from "../auth/access.ts";
import { audit, type Author } from "../auth/audit.ts";
import type { Interaction } from "../auth/scopes.ts";
import { resourceBody } from "../bundle-pieces.ts";
import type { Answer, FhirRequest, Handler } from "../fhir-request.ts";
import { HttpError } from "../http-error.ts";
import type { Log } from "../log.ts";
import { stateOf } from "../state-of.ts";
import {
  type Change,
  type ChangeMethod,
  changeOf,
  checkConditions,
  faultsOf,
  resolveChange,
  type Resolved,
  takeResource,
} from "./change.ts";
import { ofType } from "./of-type.ts";
import { patchAsked } from "./patch.ts";
import { validators } from "./read.ts";

/** PUT of what is not there yet is an update too, as SMART has it. */
const INTERACTION: Record<ChangeMethod, Interaction> = { POST: "c", PUT: "u", DELETE: "d", PATCH: "u" };

interface WriterAccess {
  /** Absent: whoever gets here may write, for somebody else sees to that. */
  access?: Access | undefined;
  /** Not everybody may search. */
  guardsSearch?: boolean | undefined;
}

export class Writer {
  private readonly store: Store;
  private readonly access: Access | undefined;
  /** Absent: everybody may. */
  private readonly searchAccess: Access | undefined;
  private readonly log: Log;

  constructor(store: Store, { access, guardsSearch = false }: WriterAccess, log: Log) {
    this.store = store;
    this.access = access;
    this.searchAccess = guardsSearch ? access : undefined;
    this.log = log;
  }

  /** The handler of one kind of change. */
  handler(type: ResourceType, method: ChangeMethod): Handler {
    return async (request) => {
      const caller = await this.authorize(request, type, method);
      checkConditions(request, method);
      const change =
        method === "PATCH" ? await patchAsked(request, type) : await changeIn(request, type, method);
      refuse(await faultsOf(change));
      await takeResource(change);
      let resolved: Resolved | undefined;
      const decide = async (state: ResourceReader): Promise<Write[]> => {
        resolved = await resolveChange(change, state);
        return "write" in resolved ? [resolved.write] : [];
      };
      const [stored] = await this.commit(decide, { caller, request });
      return "write" in resolved!
        ? changed(request, resolved.write, stored!)
        : await this.existing(request, change, resolved!.found);
    };
  }

  /** @throws HttpError 401, 403: the caller may not do this, or nobody can. */
  async authorize(
    request: FhirRequest,
    type: ResourceType,
    method: ChangeMethod,
  ): Promise<Caller | undefined> {
    const caller = await this.access?.require(request.headers, { type, interaction: INTERACTION[method] });
    if (isConditional(request, method)) await this.authorizeSearch(request, type);
    if (this.store.readOnly !== undefined) throw new HttpError(403, storeIsReadOnly(this.store.readOnly));
    return caller;
  }

  /** By a condition, too, it is found out what there is. @throws HttpError 401, 403: the caller may not search. */
  async authorizeSearch({ headers }: FhirRequest, type: ResourceType): Promise<void> {
    await this.searchAccess?.require(headers, { type, interaction: "s" });
  }

  /**
   * Nothing was written: it is there already, or, for a delete, was not there. What is there comes with the answer as
   * what was written would, for clients take its id from there; as it is by now, for others, entries of the same
   * transaction too, may have changed it.
   */
  async existing(request: FhirRequest, change: Change, found: StoredResource | undefined): Promise<Answer> {
    if (change.method === "DELETE" || !found) return { status: 204 };
    const state = await stateOf(this.store);
    const now = await state.read(found.type, found.id);
    const there = now?.resource ? now : { ...found, resource: undefined };
    return answerAsWanted(request, there, { status: 200, said: "There already" });
  }

  /**
   * All or none; nothing where the request is over before it is its turn.
   * @throws HttpError 412 where If-Match does not hold; TerminologyError duplicate, not-found.
   */
  async commit(decide: Decide, author: WritingAuthor): Promise<StoredResource[]> {
    try {
      const stored = await this.store.commit(async (state) => {
        const writes = await decide(state);
        author.request.work?.beginToWrite();
        return writes;
      });
      audit(this.log, author, stored);
      return stored;
    } catch (error) {
      if (error instanceof TerminologyError && isStale(error.issues[0])) error.status = 412;
      throw error;
    }
  }
}

const isStale = ({ code, expression }: Issue): boolean =>
  code === "conflict" && expression?.includes("If-Match") === true;

/** Who writes, and by which request. */
type WritingAuthor = Author & { request: Pick<FhirRequest, "work"> };

const isConditional = ({ params, headers }: FhirRequest, method: ChangeMethod): boolean =>
  method === "POST" ? headers["if-none-exist"] !== undefined : params.id === undefined;

/** @throws TerminologyError (422) with what is wrong with a resource, if anything is */
export function refuse([first, ...others]: readonly Issue[]): void {
  if (!first) return;
  const error = new TerminologyError(first, ...others);
  error.status = 422;
  throw error;
}

async function changeIn(request: FhirRequest, type: ResourceType, method: Change["method"]): Promise<Change> {
  if (method === "DELETE") return changeOf(request, type, method, undefined);
  return changeOf(request, type, method, ofType(await request.body(), type));
}

const STATUS = { create: 201, update: 200, delete: 204 } as const;

/** What a write has done. */
export function changed(request: FhirRequest, write: Write, stored: StoredResource): Answer {
  const method = stored.method ?? write.method;
  const done = { status: STATUS[method], said: PAST[method] };
  if (method !== "delete") return answerAsWanted(request, stored, done);
  const headers = { ETag: validators(stored).ETag };
  if (wantedReturn(request) !== "operationoutcome") return { status: done.status, headers };
  return { status: 200, headers, resource: outcomeOf(stored, done.said) };
}

/** `Prefer: return=minimal | representation | OperationOutcome`; without it, the resource. */
function answerAsWanted(
  request: FhirRequest,
  stored: StoredResource,
  { status, said }: { status: number; said: string },
): Answer {
  const headers = { Location: locationOf(request, stored), ...validators(stored) };
  const answer = { status, headers, lastUpdated: stored.lastUpdated };
  const wanted = wantedReturn(request);
  if (wanted === "operationoutcome") return { ...answer, resource: outcomeOf(stored, said) };
  if (wanted === "minimal" || !stored.resource) return answer;
  return { ...answer, ...resourceBody(request, stored, undefined) };
}

const outcomeOf = ({ type, id, versionId }: StoredResource, said: string) =>
  operationOutcome([written(said, type, id, versionId)]);

const wantedReturn = ({ headers }: FhirRequest): string | undefined =>
  /\breturn\s*=\s*"?(\w+)/i.exec(String(headers.prefer ?? ""))?.[1]?.toLowerCase();

const PAST = { create: "Created", update: "Updated", delete: "Deleted" } as const;

const locationOf = ({ base }: FhirRequest, { type, id, versionId }: StoredResource): string =>
  `${base}/${type}/${id}/_history/${versionId}`;

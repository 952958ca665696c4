/** Is what was sent a resource of the type that is asked for? */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { wrongResourceType } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { isNode, typeSaid } from "../../terminology/util/json-object.ts";
import { Query } from "../query.ts";

/** The same. @throws TerminologyError value: it is none */
export function ofType(sent: unknown, type: ResourceType): object {
  const said = sent instanceof Query ? "a form" : typeSaid(sent);
  if (isNode(sent) && said === type) return sent;
  throw new TerminologyError(wrongResourceType(said, type));
}

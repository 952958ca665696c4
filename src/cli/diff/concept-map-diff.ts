/** Two versions of a concept map -> what changed, as data. */
import type { Mapping } from "../../terminology/model.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import { type Change, type Detail, print } from "./code-system-diff.ts";

type Mappings = AsyncIterable<Mapping> | Iterable<Mapping>;

/** What was added, then what was removed, then what was changed. */
export async function diffMappings(before: Mappings, after: Mappings): Promise<Change[]> {
  const old = new Map<string, Mapping[]>();
  for await (const mapping of before) addTo(old, keyOf(mapping), mapping);
  const added: Change[] = [];
  const changed: Change[] = [];
  for await (const mapping of after) {
    // Several statements about the same two codes: those that are the same go together first.
    const candidates = old.get(keyOf(mapping)) ?? [];
    const same = candidates.findIndex((was) => differences(was, mapping).length === 0);
    const [was] = candidates.splice(Math.max(0, same), 1);
    const details = was ? differences(was, mapping) : [];
    if (!was) added.push(change("added", mapping, []));
    else if (details.length > 0) changed.push(change("changed", mapping, details));
  }
  const removed = [...old.values()].flat().map((mapping) => change("removed", mapping, []));
  return [...added, ...removed, ...changed];
}

/** The same source and the same target: the same statement, whatever it says. */
const keyOf = ({ source, target }: Mapping): string =>
  JSON.stringify([source.system, source.code, target?.system, target?.code]);

function change(kind: Change["kind"], mapping: Mapping, details: Detail[]): Change {
  const { source, target, relationship, noMap } = mapping;
  const none = noMap || target?.code === undefined;
  const to = none ? "no target" : `${target.system ?? ""}|${target.code} (${relationship ?? ""})`;
  return {
    kind,
    code: `${source.system ?? ""}|${source.code ?? ""} -> ${to}`,
    display: source.display,
    details,
  };
}

function differences(was: Mapping, is: Mapping): Detail[] {
  const details: Detail[] = [];
  const compare = (what: string, from: string | undefined, to: string | undefined) => {
    if (from !== to) details.push({ what, from, to });
  };
  compare("relationship", was.relationship, is.relationship);
  compare("equivalence", was.equivalence, is.equivalence);
  compare("comment", was.comment, is.comment);
  compare("source display", was.source.display, is.source.display);
  compare("target display", was.target?.display, is.target?.display);
  compare("conditions", JSON.stringify(was.dependsOn), JSON.stringify(is.dependsOn));
  compare("products", JSON.stringify(was.product), JSON.stringify(is.product));
  for (const code of new Set([...was.properties, ...is.properties].map((p) => p.code))) {
    const of = ({ properties }: Mapping) =>
      properties
        .filter((p) => p.code === code)
        .map(print)
        .join(", ");
    compare(`property ${code}`, of(was), of(is));
  }
  return details;
}

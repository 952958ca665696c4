/** The members of a value set by system, those that are taken away apart (ValueSet.compose). */
import type * as r5 from "fhir/r5";
import { withoutUndefined } from "../terminology/util/without-undefined.ts";

interface Member {
  system: string;
  code: string;
  display: string | undefined;
  exclude: boolean;
  /** All below the code belongs to it too. */
  descendants: boolean;
}

export class MemberList {
  private readonly parts = new Map<string, { exclude: boolean; part: r5.ValueSetComposeInclude }>();

  add({ system, code, display, exclude, descendants }: Member): void {
    const key = JSON.stringify([system, exclude]);
    const found = this.parts.get(key) ?? { exclude, part: { system, concept: [] } };
    this.parts.set(key, found);
    found.part.concept!.push(withoutUndefined({ code, display }));
    // The code itself stands in the list, with its name; all that is below it is a filter.
    if (!descendants) return;
    const below = { system, filter: [{ property: "concept", op: "is-a" as const, value: code }] };
    this.parts.set(JSON.stringify([system, exclude, code]), { exclude, part: below });
  }

  compose(): r5.ValueSetCompose {
    const parts = [...this.parts.values()];
    const include = parts.filter((p) => !p.exclude).map((p) => p.part);
    const exclude = parts.filter((p) => p.exclude).map((p) => p.part);
    return { include, ...(exclude.length > 0 ? { exclude } : {}) };
  }
}

/** A ConceptMap (R5) as rows. */
import type * as r5 from "fhir/r5";
import type { Coding } from "../terminology/model.ts";
import { inWords, type Statement } from "./translations.ts";

export interface MapRow extends Omit<Statement, "target" | "source"> {
  source: Coding;
  /** Absent: the map says that there is none. */
  target?: Coding | undefined;
  /** All of it in small letters, to be searched. */
  text: string;
}

export function mapRows(resource: object | undefined): MapRow[] {
  return ((resource as r5.ConceptMap | undefined)?.group ?? []).flatMap((group) =>
    group.element.flatMap((element) => {
      const source = coding(group.source, element);
      const targets = element.target ?? [];
      if (targets.length === 0) return [row(source, undefined, undefined)];
      return targets.map((target) => row(source, coding(group.target, target), target));
    }),
  );
}

const coding = (
  system: string | undefined,
  { code, display }: Pick<r5.ConceptMapGroupElement, "code" | "display">,
): Coding => ({
  ...(system === undefined ? {} : { system: system.split("|")[0]! }),
  ...(code === undefined ? {} : { code }),
  ...(display === undefined ? {} : { display }),
});

function row(
  source: Coding,
  target: Coding | undefined,
  stated: r5.ConceptMapGroupElementTarget | undefined,
): MapRow {
  const properties = (stated?.property ?? []).map((p): [string, string] => [p.code, valueIn(p)]);
  return {
    source,
    target: target?.code === undefined ? undefined : target,
    relationship: stated?.relationship ?? "not-related-to",
    warnings: properties.filter(([name]) => name === "warning").map(([, text]) => text),
    comment: stated?.comment,
    conditions: (stated?.dependsOn ?? []).map((d) => `${d.attribute} = ${valueIn(d)}`),
    evidence: new Map(properties.filter(([name]) => name !== "warning")),
    text: [source.code, source.display, target?.code, target?.display].join(" ").toLowerCase(),
  };
}

function valueIn(element: object): string {
  const found = Object.entries(element).find(([key]) => key.startsWith("value"));
  return inWords(found?.[1]);
}

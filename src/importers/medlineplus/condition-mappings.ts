/** What a condition says of codes elsewhere, of genes and of names, as mappings with who says so. */
import type { Coding, Mapping, Property } from "../../terminology/model.ts";
import { UNSPECIFIED } from "../mappings/predicates.ts";
import { LITERALS } from "../sssom/read-mapping.ts";
import type { Condition, Link } from "./condition.ts";
import { type GeneCodes, geneCoding, isSame, linkCoding, nameScope } from "./condition-concept.ts";
import { type Curation, scopeOf } from "./curation.ts";
import { ifGiven, NAMES_SECTION, SOURCE } from "./fragments.ts";

const UNREVIEWED = "not reviewed";

/** To an entry of another catalogue: equivalent where only one of it is listed, else related-to. */
export function linkMapping(source: Coding, condition: Condition, link: Link): Mapping {
  return {
    source,
    target: linkCoding(link),
    relationship: isSame(link, condition) ? "equivalent" : "related-to",
    dependsOn: [],
    product: [],
    properties: provenance(condition, link.section),
  };
}

/** To a gene that the page names as a cause. */
export function geneMapping(source: Coding, condition: Condition, gene: string, genes: GeneCodes): Mapping {
  return {
    source,
    target: geneCoding(gene, genes),
    relationship: "related-to",
    comment: "A mutation in the gene causes the condition; a gene and a condition are never the same thing.",
    dependsOn: [],
    product: [],
    properties: provenance(condition, "Causes"),
  };
}

/** The condition's own name, then each that is listed, with what else a curator says that it stands for. */
export function nameMappings(target: Coding, condition: Condition, curation: Curation): Mapping[] {
  // Its own name needs no judgement; a curation file may name it all the same.
  curation.of(condition.name, condition.slug);
  const title = provenance(condition, "page title", nameScope("exact"), judged("semapv:LexicalMatching"));
  const rows: Mapping[] = [
    { ...nameMapping(condition.name, target, undefined, title), relationship: "equivalent" },
  ];
  condition.names.forEach((name, i) => {
    const { own, others } = curation.of(name, condition.slug);
    const said = provenance(condition, NAMES_SECTION, nameScope(scopeOf(own)), judgedAs(own));
    rows.push(nameMapping(name, target, own, [...said, { code: "order", type: "integer", value: i + 1 }]));
    for (const other of others) rows.push(nameMapping(name, other.target!, other, judgedAs(other)));
  });
  return rows;
}

function nameMapping(
  name: string,
  target: Coding,
  judgement: Mapping | undefined,
  properties: Property[],
): Mapping {
  return {
    source: { system: LITERALS, code: name, display: name },
    target,
    relationship: judgement?.relationship ?? "related-to",
    ...(judgement?.equivalence === undefined ? {} : { equivalence: judgement.equivalence }),
    ...(judgement?.comment === undefined ? {} : { comment: judgement.comment }),
    dependsOn: [],
    product: [],
    properties,
  };
}

function provenance({ page }: Condition, section: string, scope?: Coding, judgement = judged()): Property[] {
  return [
    ...ifGiven("name-scope", "Coding", scope),
    { code: "asserted-by", type: "string", value: `${SOURCE}, ${section}` },
    ...ifGiven("asserted-on-page", "string", page),
    ...judgement,
  ];
}

const judged = (justification = UNSPECIFIED, reviewer = UNREVIEWED): Property[] => [
  { code: "justification", type: "string", value: justification },
  { code: "reviewed-by", type: "string", value: reviewer },
];

/** By the justification and the reviewers of a curated row. */
function judgedAs(mapping: Mapping | undefined): Property[] {
  const values = (code: string): string[] =>
    (mapping?.properties ?? []).filter((p) => p.code === code).map((p) => String(p.value));
  const [justification] = values("mapping_justification");
  const reviewers = [...values("reviewer_label"), ...values("reviewed-by")];
  return judged(justification, reviewers.join(", ") || undefined);
}

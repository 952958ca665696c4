import { printCanonical } from "../canonical.ts";
import type { CodeSystem, ValueSet } from "../model.ts";
import type { UsedContent } from "./compiled.ts";

/** Collects what a definition draws on, each once. */
export class UsedContentList implements UsedContent {
  readonly codeSystems: CodeSystem[] = [];
  readonly valueSets: ValueSet[] = [];
  readonly supplements: string[] = [];
  readonly fragments: CodeSystem[] = [];
  readonly versionParameters: { name: string; value: string }[] = [];
  readonly aliases: string[] = [];
  readonly unfitValues: string[] = [];
  readonly unusedSupplements: string[] = [];
  readonly filterStarts: UsedContent["filterStarts"] = [];
  readonly comparedCodes: UsedContent["comparedCodes"] = [];
  private readonly seen = new Set<string>();

  private first(kind: string, value: string): boolean {
    const key = `${kind} ${value}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  codeSystem(codeSystem: CodeSystem): void {
    if (!this.first("system", printCanonical(codeSystem))) return;
    this.codeSystems.push(codeSystem);
    if (codeSystem.content === "fragment") this.fragments.push(codeSystem);
  }

  valueSet(valueSet: ValueSet): void {
    if (this.first("value set", printCanonical(valueSet))) this.valueSets.push(valueSet);
  }

  supplement(canonical: string): void {
    if (this.first("supplement", canonical)) this.supplements.push(canonical);
  }

  versionParameter(name: string, value: string): void {
    if (this.first(name, value)) this.versionParameters.push({ name, value });
  }

  alias(readAs: string): void {
    if (this.first("alias", readAs)) this.aliases.push(readAs);
  }

  unfitValue(note: string): void {
    if (this.first("value", note)) this.unfitValues.push(note);
  }

  unusedSupplement(note: string): void {
    if (this.first("unused", note)) this.unusedSupplements.push(note);
  }

  filterStart(start: UsedContent["filterStarts"][number]): void {
    this.filterStarts.push(start);
  }
}

/** Ids, names and versions of resources, made from what a source calls itself. */
import { capitalised } from "../terminology/util/capitalised.ts";

/** Canonical addresses of what is made here begin with it. */
export const BASE = "https://w3id.org/ossicle";

/** OMOP's concept ids are codes of their own, never of the vocabulary that a concept comes from. */
export const OMOP_CONCEPTS = "https://fhir-terminology.ohdsi.org";

/** FHIR id: at most 64 of A-Z a-z 0-9 - and dot. */
export function idFrom(text: string): string {
  const id = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 64);
  return id === "" ? "import" : id;
}

/** The last part of a url or path, without its endings. */
export function stemOf(path: string): string {
  const last = path.split(/[/\\#]/).findLast((part) => part !== "") ?? path;
  return last.replace(
    /(\.sssom)?\.(tsv|csv|txt|xlsx|json|xml|obo|owl|md|markdown|ya?ml|tab|ndjson)(\.gz)?$/i,
    "",
  );
}

/** FHIR name: a capital letter, then letters and digits. */
export function nameFrom(text: string): string {
  const parts = text
    .normalize("NFKD")
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== "");
  const name = parts.map(capitalised).join("");
  const named = /^[A-Z]/.test(name) ? name : `X${name}`;
  return named.length < 2 ? `${named}Import` : named.slice(0, 250);
}

/** A version that fits behind `url|`: of a versioned address, its date or number. */
export function versionFrom(text: string | undefined): string | undefined {
  if (text === undefined || !/[/|#\s]/.test(text)) return text;
  const date = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  const number = /(?:^|[/v_-])(\d+(?:\.\d+)+)(?=[/_-]|$)/.exec(text)?.[1];
  return date ?? number ?? idFrom(stemOf(text));
}

/** May it be the address of a code system? `http(s)://…` or `urn:…`. */
export const isAbsoluteUri = (text: string): boolean => /^(https?:\/\/[^\s|]+|urn:[^\s|]+)$/i.test(text);

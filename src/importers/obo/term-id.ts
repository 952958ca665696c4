/** From the address of a term to its id. */

/** `http://purl.obolibrary.org/obo/DOID_0111535` -> `DOID:0111535`; other IRIs stay. */
export function curieOf(iri: string): string {
  const match = /[/#]([A-Za-z][A-Za-z0-9]*)_([A-Za-z0-9]+)$/.exec(iri);
  return match ? `${match[1]}:${match[2]}` : iri;
}

/** What a term names: by its id, its address, or, for one of the term's own kind, the tail of that (`HP_0030408`). */
export function idNamed(by: { id: string }, text: string): string {
  const [, prefix = "", local = ""] = /^([A-Za-z][A-Za-z0-9]*)_([A-Za-z0-9]+)$/.exec(text) ?? [];
  return prefix !== "" && by.id.startsWith(`${prefix}:`) ? `${prefix}:${local}` : curieOf(text);
}

/**
 * The namespaces in scope while a document is read. sax can do this itself, but then takes time that grows with the
 * square of a tag's attributes, and lets a repeated attribute pass.
 */

export interface Attribute {
  name: string;
  value: string;
}

export interface QualifiedName {
  /** As written, with its prefix. */
  name: string;
  prefix: string;
  local: string;
  /** Empty: none. undefined: the prefix is not declared. */
  uri: string | undefined;
}

type Scope = ReadonlyMap<string, string>;

const START: Scope = new Map([
  ["", ""],
  ["xml", "http://www.w3.org/XML/1998/namespace"],
  ["xmlns", "http://www.w3.org/2000/xmlns/"],
]);

export class Namespaces {
  private readonly scopes: Scope[] = [START];

  /** Enters a tag; its own declarations count for itself. */
  open(attributes: readonly Attribute[]): void {
    let scope = this.scopes.at(-1)!;
    for (const { name, value } of attributes) {
      if (name === "xmlns") scope = new Map(scope).set("", value);
      else if (name.startsWith("xmlns:")) scope = new Map(scope).set(name.slice("xmlns:".length), value);
    }
    this.scopes.push(scope);
  }

  close(): void {
    this.scopes.pop();
  }

  /** An element's name; the default namespace counts. */
  element(name: string): QualifiedName {
    const { prefix, local } = split(name);
    return { name, prefix, local, uri: this.scopes.at(-1)!.get(prefix) };
  }

  /** An attribute's name; without prefix it is in no namespace. */
  attribute(name: string): QualifiedName {
    const { prefix, local } = split(name);
    return { name, prefix, local, uri: prefix === "" ? "" : this.scopes.at(-1)!.get(prefix) };
  }
}

function split(name: string): { prefix: string; local: string } {
  const colon = name.indexOf(":");
  return colon < 0
    ? { prefix: "", local: name }
    : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

/** Messages of $preferred-id. */
import { error, type Issue, quote } from "./issue.ts";

export const unknownIdentifier = (id: string): Issue =>
  error(
    "unknown-identifier",
    "not-found",
    `No system here has the identifier ${quote(id)}; send a uri, an OID, a UUID or a mnemonic, or import the NamingSystem that has it`,
    { txType: "not-found", expression: ["id"] },
  );

/** @param known the kinds of identifiers that the system has */
export const noIdentifierOfType = (id: string, type: string, date: string, known: readonly string[]): Issue =>
  error(
    "no-identifier-of-type",
    "not-found",
    `The system that ${quote(id)} names has no identifier of type ${quote(type)} on ${date}; types that it has: ${known.join(", ")}`,
    { txType: "not-found", expression: ["type"] },
  );

export const identifierOfSeveral = (id: string, systems: readonly string[]): Issue =>
  error(
    "identifier-of-several",
    "business-rule",
    `More than one system has the identifier ${quote(id)}: ${systems.map(quote).join(", ")}; send one that only the system that is meant has`,
    { expression: ["id"] },
  );

/** `WWW-Authenticate`: how to ask so that it is answered (RFC 6750, 3). */

interface Challenge {
  error?: "invalid_token" | "insufficient_scope";
  /** Of our own words, without quotes. */
  description?: string;
  scope?: string;
}

/** The header, ready to be sent with a 401 or 403. */
export function challenge({ error, description, scope }: Challenge = {}): Record<string, string> {
  const parts = [
    ["realm", "ossicle"],
    ["error", error],
    ["error_description", description],
    ["scope", scope],
  ].filter(([, value]) => value !== undefined);
  return { "WWW-Authenticate": `Bearer ${parts.map(([name, value]) => `${name}="${value}"`).join(", ")}` };
}

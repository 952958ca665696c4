/** Who may do what: the one place that decides. By static keys, which allow everything, and by tokens of an issuer. */
import type { IncomingHttpHeaders } from "node:http";
import { insufficientScope, missingToken, unknownToken } from "../../terminology/issues/access.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import type { Judge } from "../fhir-request.ts";
import { HttpError } from "../http-error.ts";
import type { Log } from "../log.ts";
import type { HttpSettings } from "../settings.ts";
import { challenge } from "./challenge.ts";
import { Issuer } from "./issuer.ts";
import { type Key, type KeyFile, type KeyVerifier, keyVerifier } from "./keys.ts";
import { allows, type Interaction, type Need, type Scope, scopeFor } from "./scopes.ts";
import { isJwt, type TokenSettings, TokenVerifier } from "./tokens.ts";

export interface Caller {
  /** Of the key, or of the client that the token was issued to. */
  name: string;
  /** Absent: everything. */
  scopes?: readonly Scope[];
}

/** Who may do this with the type; undefined: everybody. */
export type Guard = (type: ResourceType | undefined, interaction: Interaction) => Judge | undefined;

interface AccessSettings {
  keys: readonly Key[] | KeyFile;
  /** Absent: keys alone count. */
  tokens?: TokenSettings | undefined;
}

export class Access {
  private readonly ownerOfKey: KeyVerifier;
  private readonly tokens: TokenVerifier | undefined;

  constructor({ keys, tokens }: AccessSettings, log: Log) {
    this.ownerOfKey = keyVerifier(keys, log);
    this.tokens = tokens && new TokenVerifier(tokens);
  }

  /**
   * The caller, who may do this: from `Authorization: Bearer TOKEN`.
   * @throws HttpError 401 or 403 with WWW-Authenticate; TerminologyError transient (503): it can't be found out now.
   */
  require(headers: IncomingHttpHeaders, need: Need): Awaitable<Caller> {
    return after(this.caller(headers), (caller) => {
      if (!caller.scopes || allows(caller.scopes, need)) return caller;
      const scope = scopeFor(need);
      throw new HttpError(
        403,
        insufficientScope(caller.name, scope),
        challenge({ error: "insufficient_scope", scope }),
      );
    });
  }

  private caller(headers: IncomingHttpHeaders): Awaitable<Caller> {
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.authorization ?? "")?.[1];
    if (token === undefined) throw new HttpError(401, missingToken(), challenge());
    const name = this.ownerOfKey(token);
    if (name !== undefined) return { name };
    if (this.tokens && isJwt(token)) return this.tokens.owner(token);
    throw new HttpError(401, unknownToken(), challenge({ error: "invalid_token" }));
  }
}

/** Who may write, and where reading is not open, who may read; undefined: whoever gets here. */
export function accessOf(
  { keys, issuer, audience = [], jwks }: Pick<HttpSettings, "keys" | "issuer" | "audience" | "jwks">,
  log: Log,
): Access | undefined {
  if (!keys) return undefined;
  const tokens = issuer === undefined ? undefined : { issuer: new Issuer(issuer), audience, jwks };
  return new Access({ keys, tokens }, log);
}

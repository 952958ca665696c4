/** Tokens of an issuer: JWTs, verified with its public keys, which are fetched, kept, and fetched again when they change. */
import { setTimeout as sleep } from "node:timers/promises";
import type { createRemoteJWKSet, JWTPayload, JWTVerifyOptions } from "jose";
import { issuerUnreachable, refusedToken } from "../../terminology/issues/access.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { HttpError } from "../http-error.ts";
import { challenge } from "./challenge.ts";
import { fetchBounded } from "./fetch-bounded.ts";
import type { Issuer } from "./issuer.ts";
import { readScopes, type Scope } from "./scopes.ts";

/** Signatures with the issuer's private key alone: none, and no secret that this server would have to share. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** Seconds by which the issuer's clock may differ. */
const SKEW = 60;
/** A key that is not known makes the keys be fetched again, but not more often: until then its token waits. */
const FETCH_EVERY_MS = 2_000;
const LONGEST_NAME = 200;

interface TokenOwner {
  name: string;
  scopes: readonly Scope[];
}

export interface TokenSettings {
  issuer: Issuer;
  /** One of these has to be in `aud`. */
  audience: readonly string[];
  /** Where its public keys are; absent: where its metadata say. */
  jwks?: string | undefined;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Three parts in base64url: anything else is no JWT. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

export class TokenVerifier {
  private readonly settings: TokenSettings;
  private keys: { at: string; asked: number; get: KeySet } | undefined;

  constructor(settings: TokenSettings) {
    this.settings = settings;
  }

  /** @throws HttpError 401: why the token does not count; TerminologyError transient (503): that can't be found out now. */
  async owner(token: string): Promise<TokenOwner> {
    const payload = await this.payload(token);
    const { sub, client_id: client, azp, scope, scp } = payload;
    const name = [client, azp, sub].find((claim) => typeof claim === "string" && claim !== "");
    return {
      name: String(name ?? "unnamed").slice(0, LONGEST_NAME),
      scopes: readScopes({ scope, scp }),
    };
  }

  private async payload(token: string): Promise<JWTPayload> {
    // Loaded when the first token comes.
    const { errors } = await import("jose");
    const { issuer, audience } = this.settings;
    const options = {
      issuer: issuer.name,
      audience: [...audience],
      algorithms: ALGORITHMS,
      clockTolerance: SKEW,
      requiredClaims: ["exp"],
    };
    try {
      const keys = await this.keySet();
      return await verified(token, keys, options).catch(async (failure: unknown) => {
        // The issuer may have changed its keys since they were fetched a moment ago.
        if (!(failure instanceof errors.JWKSNoMatchingKey) || !keys.coolingDown) throw failure;
        await sleep(FETCH_EVERY_MS);
        return verified(token, keys, options);
      });
    } catch (failure) {
      throw this.inWords(failure);
    }
  }

  private async keySet(): Promise<KeySet> {
    const { createRemoteJWKSet, customFetch } = await import("jose");
    const at = this.settings.jwks ?? (await this.settings.issuer.metadata()).jwks_uri;
    if (at === undefined)
      throw new TerminologyError(issuerUnreachable(this.settings.issuer.name, "it names no jwks_uri"));
    const now = Date.now();
    // jose tells by the clock how old its keys are: after that was set back, they would stay young for as long.
    if (this.keys?.at !== at || now < this.keys.asked)
      this.keys = {
        at,
        asked: now,
        get: createRemoteJWKSet(new URL(at), {
          cooldownDuration: FETCH_EVERY_MS,
          [customFetch]: fetchBounded,
        }),
      };
    this.keys.asked = now;
    return this.keys.get;
  }

  private inWords(failure: unknown): Error {
    if (failure instanceof TerminologyError) return failure;
    const { code, claim, message } = failure as Error & { code?: string; claim?: string };
    const reason = REASONS.get(claim === undefined ? code : `${code} ${claim}`) ?? REASONS.get(code);
    if (reason === undefined)
      return new TerminologyError(issuerUnreachable(this.settings.issuer.name, message));
    return new HttpError(
      401,
      refusedToken(reason),
      challenge({ error: "invalid_token", description: reason }),
    );
  }
}

/** By jose's codes, and the claim where one is wrong. What is not here is no fault of the token's. */
const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ["ERR_JWT_EXPIRED", "it has expired"],
  ["ERR_JWT_CLAIM_VALIDATION_FAILED", "one of its claims is missing or wrong"],
  ["ERR_JWT_CLAIM_VALIDATION_FAILED iss", "it is of another issuer"],
  ["ERR_JWT_CLAIM_VALIDATION_FAILED aud", "it is for another audience"],
  ["ERR_JWT_CLAIM_VALIDATION_FAILED nbf", "it is not valid yet"],
  ["ERR_JWT_CLAIM_VALIDATION_FAILED exp", "it does not say when it expires"],
  ["ERR_JWT_INVALID", "it is malformed"],
  ["ERR_JWS_INVALID", "it is malformed"],
  ["ERR_JOSE_ALG_NOT_ALLOWED", "its signature is of a kind that is not accepted"],
  ["ERR_JOSE_NOT_SUPPORTED", "its signature is of a kind that is not accepted"],
  ["ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "its signature is wrong"],
  ["ERR_JWKS_NO_MATCHING_KEY", "its key is not one of the issuer's"],
  ["ERR_JWKS_MULTIPLE_MATCHING_KEYS", "its signature is wrong"],
]);

async function verified(token: string, keys: KeySet, options: JWTVerifyOptions): Promise<JWTPayload> {
  const { jwtVerify, errors } = await import("jose");
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (failure) {
    if (!(failure instanceof errors.JWKSMultipleMatchingKeys)) throw failure;
    const found = await firstThatFits(failure, (key) => jwtVerify(token, key, options));
    if (!found) throw failure;
    return found.payload;
  }
}

/** Without a key's name (`kid`) all that may be meant are tried. */
async function firstThatFits<K, T>(
  keys: AsyncIterable<K>,
  verify: (key: K) => Promise<T>,
): Promise<T | undefined> {
  for await (const key of keys) {
    try {
      return await verify(key);
    } catch {
      // Another one may fit.
    }
  }
  return undefined;
}

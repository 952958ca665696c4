/** Who issues tokens: what it publishes of itself (RFC 8414, OpenID Connect Discovery 1.0). */
import { issuerUnreachable } from "../../terminology/issues/access.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { isObject } from "../../terminology/util/json-object.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import { fetchBounded } from "./fetch-bounded.ts";

interface IssuerMetadata {
  issuer: string;
  jwks_uri?: string;
  token_endpoint?: string;
  token_endpoint_auth_methods_supported?: string[];
  token_endpoint_auth_signing_alg_values_supported?: string[];
}

const WITHIN_MS = 5_000;
const KEPT_MS = 600_000;
/** An issuer that does not answer is not asked by each request anew. */
const FAILURE_KEPT_MS = 5_000;

export class Issuer {
  readonly name: string;
  private kept: { until: number; metadata: Promise<IssuerMetadata> } | undefined;

  /** `name`: as it stands in `iss`. */
  constructor(name: string) {
    this.name = name;
  }

  /** @throws TerminologyError transient (503): it does not say. */
  metadata(): Promise<IssuerMetadata> {
    if (this.kept && performance.now() < this.kept.until) return this.kept.metadata;
    const metadata = this.find();
    const kept = (this.kept = { until: performance.now() + KEPT_MS, metadata });
    metadata.catch(() => (kept.until = performance.now() + FAILURE_KEPT_MS));
    return metadata;
  }

  private async find(): Promise<IssuerMetadata> {
    let reason = "";
    for (const address of addresses(this.name)) {
      try {
        const metadata = await ask(address);
        if (metadata.issuer === this.name) return metadata;
        reason = `${address} is of another issuer`;
      } catch (failure) {
        reason = `${address}: ${reasonOf(failure)}`;
      }
    }
    throw new TerminologyError(issuerUnreachable(this.name, reason));
  }
}

/** OpenID Connect puts the name behind the issuer's path, RFC 8414 before it. */
function addresses(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

async function ask(address: string): Promise<IssuerMetadata> {
  const response = await fetchBounded(address, {
    headers: { Accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const metadata: unknown = await response.json();
  if (!isObject(metadata)) throw new Error("it is no JSON object");
  return metadata as unknown as IssuerMetadata;
}

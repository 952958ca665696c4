/**
 * GET [base]/.well-known/smart-configuration: where a backend service gets its tokens;
 * https://hl7.org/fhir/smart-app-launch/conformance.html#using-well-known
 */
import { issuerUnreachable } from "../../terminology/issues/access.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { percentDecoded } from "../../terminology/util/percent-decoded.ts";
import { splitAddress } from "../address.ts";
import type { HttpHandler } from "../handler.ts";
import { notRead } from "../http-error.ts";
import type { Issuer } from "./issuer.ts";

const NAME = "/.well-known/smart-configuration";

/** Stands before the handlers of FHIR's addresses. */
export function smartConfiguration(
  issuer: Issuer,
  bases: readonly string[],
  writable: readonly ResourceType[],
): HttpHandler {
  const addresses = new Set(bases.map((base) => base + NAME));
  return (req, res, next) => {
    if (!addresses.has(addressIn(req.url!))) return next();
    if (req.method !== "GET" && req.method !== "HEAD") return next(notRead(req.method!));
    configuration(issuer, writable).then((found) => {
      // JSON, whatever Accept says.
      res.setHeader("Content-Type", "application/json");
      res.end(req.method === "HEAD" ? undefined : JSON.stringify(found));
    }, next);
  };
}

/** As routes are looked up: decoded, and a slash at the end is none. */
function addressIn(url: string): string {
  const path = splitAddress(url).path.replace(/\/$/, "");
  return path.includes("%") ? percentDecoded(path) : path;
}

async function configuration(issuer: Issuer, writable: readonly ResourceType[]): Promise<object> {
  const metadata = await issuer.metadata();
  if (metadata.token_endpoint === undefined)
    throw new TerminologyError(issuerUnreachable(issuer.name, "it names no token_endpoint"));
  const { token_endpoint_auth_signing_alg_values_supported: signing, jwks_uri } = metadata;
  return {
    token_endpoint: metadata.token_endpoint,
    jwks_uri,
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: metadata.token_endpoint_auth_methods_supported ?? [
      "private_key_jwt",
    ],
    token_endpoint_auth_signing_alg_values_supported: signing,
    scopes_supported: ["system/*.rs", ...writable.map((type) => `system/${type}.cruds`)],
    code_challenge_methods_supported: ["S256"],
    capabilities: ["client-confidential-asymmetric", "permission-v1", "permission-v2"],
  };
}

/** An issuer of tokens as others run one: publishes its metadata and its keys, signs what it is told to. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from "jose";

export const AUDIENCE = "https://tx.example.org/r4";

function* spaces(): Generator<string> {
  for (;;) yield " ".repeat(64_000);
}

export class LocalIssuer {
  /** How often its keys were fetched. */
  fetched = 0;
  /** It does not answer. */
  isDown = false;
  /** What it answers to addresses with this in them never ends. */
  endless: string | undefined;
  private readonly server: Server;
  private readonly keys: { kid: string; alg: string; privateKey: CryptoKey; publicKey: CryptoKey }[] = [];

  private constructor() {
    this.server = createServer((req, res) => {
      if (this.endless !== undefined && req.url!.includes(this.endless))
        return void pipeline(Readable.from(spaces()), res).catch(() => {});
      void this.answer(req.url!).then((body) => {
        res.statusCode = body ? 200 : 404;
        if (this.isDown) res.destroy();
        else res.setHeader("Content-Type", "application/json").end(JSON.stringify(body ?? {}));
      });
    });
  }

  static async start(): Promise<LocalIssuer> {
    const issuer = new LocalIssuer();
    await new Promise<void>((resolve) => issuer.server.listen(0, "127.0.0.1", resolve));
    await issuer.addKey("RS384");
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/realms/test`;
  }

  /** From now on its tokens are signed with another key; the former one stays published unless `only`. */
  async addKey(alg: string, only = false): Promise<void> {
    const pair = await generateKeyPair(alg, { extractable: true });
    if (only) this.keys.length = 0;
    this.keys.unshift({ kid: `${alg}-${Math.random()}`, alg, ...pair });
  }

  /** `claims` and `header` in the place of the usual ones; undefined leaves one out. */
  async token(
    scope: string,
    claims: Record<string, unknown> = {},
    header: { kid?: string | undefined } = {},
  ): Promise<string> {
    const { alg, kid, privateKey } = this.keys[0]!;
    const now = Math.floor(Date.now() / 1_000);
    const payload = {
      iss: this.url,
      aud: AUDIENCE,
      exp: now + 300,
      sub: "importer",
      client_id: "nightly-import",
      scope,
      ...claims,
    };
    return new SignJWT(payload)
      .setProtectedHeader({ alg, kid, ...header } as JWTHeaderParameters)
      .sign(privateKey);
  }

  /** The public key as text: what a forger would take for a shared secret. */
  async publicKey(): Promise<string> {
    return JSON.stringify(await exportJWK(this.keys[0]!.publicKey));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(path: string): Promise<object | undefined> {
    if (path === "/realms/test/.well-known/openid-configuration") {
      return {
        issuer: this.url,
        jwks_uri: `${this.url}/keys`,
        token_endpoint: `${this.url}/token`,
        token_endpoint_auth_methods_supported: ["private_key_jwt"],
        token_endpoint_auth_signing_alg_values_supported: ["RS384", "ES384"],
      };
    }
    if (path !== "/realms/test/keys") return undefined;
    this.fetched++;
    const keys = this.keys.map(async ({ kid, alg, publicKey }) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg,
      use: "sig",
    }));
    return { keys: await Promise.all(keys) };
  }
}

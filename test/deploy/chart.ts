/** The Helm chart, and the ways in which it is rendered for its test. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

export const CHART = new URL("../../deploy/helm/ossicle/", import.meta.url);
export const RENDERED = new URL("rendered/", import.meta.url);

const COLOURS = {
  resourceType: "CodeSystem",
  url: "https://example.org/colours",
  status: "active",
  content: "complete",
  concept: [{ code: "red", display: "Red" }],
};

/** Values by name: nothing said; and all of it. */
export const RENDERINGS: Readonly<Record<string, object>> = {
  sqlite: {},
  postgres: {
    store: "postgres",
    replicas: 2,
    postgres: { secretName: "tx-database" },
    keys: { secretName: "tx-keys" },
    settings: { OSSICLE_PUBLIC_URL: "https://tx.example.org", OSSICLE_WRITES: "on", LOG_LEVEL: "warn" },
    seed: { "colours.json": JSON.stringify(COLOURS) },
    ingress: {
      enabled: true,
      className: "nginx",
      tlsSecretName: "tx-tls",
      annotations: { "example.org/a": "b" },
    },
    imagePullSecrets: [{ name: "registry" }],
    podAnnotations: { "example.org/team": "terminology" },
    nodeSelector: { "kubernetes.io/arch": "amd64" },
    tolerations: [{ key: "clinic", operator: "Exists" }],
    affinity: { nodeAffinity: {} },
    drain: 10,
  },
};

/** Another one as soon as any file of the chart changes. */
export function chartPrint(): string {
  const hash = createHash("sha256").update(JSON.stringify(RENDERINGS));
  const files = readdirSync(CHART, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => `${parentPath.replace(/\/$/, "")}/${name}`).sort();
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

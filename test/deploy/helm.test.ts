/** The Helm chart: rendered by helm where that is installed, else as it was rendered last. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readConfig, SETTINGS } from "../../src/server/config.ts";
import { startServer } from "../../src/server/start.ts";
import { testServer } from "../http/support.ts";
import { CHART, chartPrint, RENDERED, RENDERINGS } from "./chart.ts";

const isInstalled = spawnSync("helm", ["version"]).status === 0;
const file = (name: string) => readFileSync(new URL(name, CHART), "utf8");
const rendered = (name: string) => readFileSync(new URL(`${name}.yaml`, RENDERED), "utf8");
const helm = (args: readonly string[], values: object) =>
  spawnSync("helm", [...args, "--values", "-"], { input: JSON.stringify(values), encoding: "utf8" });
const template = (values: object) =>
  helm(["template", "tx", fileURLToPath(CHART), "--namespace", "clinic", "--kube-version", "1.30.0"], values);

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Manifest = any;
const manifests = (name: string): Manifest[] =>
  parseAllDocuments(rendered(name)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
const ofKind = (name: string, kind: string): Manifest => manifests(name).find((one) => one.kind === kind);

describe("the chart", () => {
  test("is of the version that it installs", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(parse(file("Chart.yaml"))).toMatchObject({ name: "ossicle", version, appVersion: version });
  });

  const valid = new Ajv({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(file("values.schema.json")) as object,
  );

  test("has values that its own schema takes", () => {
    expect(valid(parse(file("values.yaml"))), JSON.stringify(valid.errors)).toBe(true);
    for (const values of Object.values(RENDERINGS))
      expect(valid(values), JSON.stringify(valid.errors)).toBe(true);
  });

  test.each([
    { replica: 2 },
    { replicas: 0 },
    { store: "mysql" },
    { settings: { OSSICLE_STORE: "memory:" } },
    { settings: { LOG_LEVEL: 3 } },
    { seed: { "../x.json": "{}" } },
    { drain: -1 },
  ])("does not take %j", (values) => expect(valid(values)).toBe(false));

  test("was rendered since it was changed: scripts/render-chart.ts does it anew", () => {
    for (const name of Object.keys(RENDERINGS))
      expect(rendered(name)).toContain(`# Of the chart ${chartPrint()}\n`);
  });
});

describe.runIf(isInstalled)("helm", () => {
  test.each(Object.entries(RENDERINGS))("finds nothing to say of it: %s", (_name, values) => {
    const { status, stdout, stderr } = helm(["lint", "--strict", fileURLToPath(CHART)], values);
    expect(status, stdout + stderr).toBe(0);
  });

  test.each(Object.entries(RENDERINGS))("renders it as it was rendered last: %s", (name, values) => {
    const { stdout, stderr } = template(values);
    expect(stdout, stderr).toBe(rendered(name).replace(/^#.*\n/, ""));
  });

  test.each([
    [{ replicas: 2 }, "for more replicas give store: postgres"],
    [{ store: "postgres" }, "needs postgres.secretName"],
    [{ settings: { NO_SETTING: "x" } }, "NO_SETTING"],
  ])("refuses %j and says why", (values, why) => {
    const { status, stderr } = template(values);
    expect([status, stderr]).toEqual([1, expect.stringContaining(why)]);
  });
});

describe.each(Object.keys(RENDERINGS))("rendered with %s", (name) => {
  const server = testServer();
  const { spec: deployment } = ofKind(name, "Deployment");
  const { spec: pod, metadata } = deployment.template;
  const [container] = pod.containers;

  test("pods have no rights that they don't need", () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("pods are given settings that there are, with values that they take", () => {
    for (const { name: env, value } of container.env as { name: string; value?: string }[]) {
      const setting = Object.values(SETTINGS).find((one) => one.env === env);
      expect(setting, env).toBeDefined();
      // Files of keys are there in a pod only.
      if (value !== undefined && env !== "OSSICLE_KEYS")
        expect(setting!.read(value), env).toHaveProperty("value");
    }
  });

  test("what is asked of a pod is answered, at the port of the image", async () => {
    const dockerfile = readFileSync(new URL("../../Dockerfile", import.meta.url), "utf8");
    const [{ containerPort }] = container.ports;
    expect(dockerfile).toContain(`PORT=${containerPort}`);
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
      const { path, port } = container[probe].httpGet;
      expect(port).toBe(container.ports[0].name);
      expect((await server.request(path)).status).toBe(200);
    }
    const { "prometheus.io/path": path, "prometheus.io/port": port } = metadata.annotations;
    expect((await server.request(path)).status).toBe(200);
    expect(port).toBe(String(containerPort));
  });

  test("a pod has longer to stop than it takes", () => {
    const drain = Number(container.env.find((e: { name: string }) => e.name === "OSSICLE_DRAIN").value);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(drain + 15);
  });

  test("each volume is there and mounted", () => {
    const names = (list: { name: string }[]) => list.map((one) => one.name).sort();
    expect(names(container.volumeMounts)).toEqual(names(pod.volumes));
    for (const { configMap, persistentVolumeClaim } of pod.volumes) {
      if (configMap) expect(ofKind(name, "ConfigMap").metadata.name).toBe(configMap.name);
      if (persistentVolumeClaim)
        expect(ofKind(name, "PersistentVolumeClaim").metadata.name).toBe(persistentVolumeClaim.claimName);
    }
  });

  test("the service finds the pods", () => {
    const { selector, ports } = ofKind(name, "Service").spec;
    expect(metadata.labels).toMatchObject(selector);
    expect(deployment.selector.matchLabels).toEqual(selector);
    expect(ports[0].targetPort).toBe(container.ports[0].name);
  });
});

test("SQLite has one pod at a time, and keeps its volume; PostgreSQL is a secret, and loses no pod to an update", () => {
  expect(ofKind("sqlite", "Deployment").spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  const claim = ofKind("sqlite", "PersistentVolumeClaim");
  expect(claim.metadata.annotations["helm.sh/resource-policy"]).toBe("keep");
  const { spec } = ofKind("postgres", "Deployment");
  expect(spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
  const [store] = spec.template.spec.containers[0].env;
  expect(store).toEqual({
    name: "OSSICLE_STORE",
    valueFrom: { secretKeyRef: { name: "tx-database", key: "address" } },
  });
  expect(ofKind("postgres", "PersistentVolumeClaim")).toBeUndefined();
});

test("the ingress leads to the service, and keeps health and metrics inside", () => {
  const { tls, rules } = ofKind("postgres", "Ingress").spec;
  const service = ofKind("postgres", "Service");
  for (const { path, backend } of rules[0].http.paths) {
    expect(backend.service).toEqual({
      name: service.metadata.name,
      port: { name: service.spec.ports[0].name },
    });
    for (const inside of ["/metrics", "/health/live"]) expect(inside.startsWith(path)).toBe(false);
  }
  expect(tls).toEqual([{ hosts: [rules[0].host], secretName: "tx-tls" }]);
  expect(ofKind("sqlite", "Ingress")).toBeUndefined();
});

test("what the config map holds can be imported, and a pod's settings start a server", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ossicle-chart-"));
  for (const [name, text] of Object.entries(ofKind("postgres", "ConfigMap").data as Record<string, string>))
    writeFileSync(join(folder, name), text);
  const [container] = ofKind("postgres", "Deployment").spec.template.spec.containers;
  const env = Object.fromEntries(
    (container.env as { name: string; value?: string }[]).map((one) => [one.name, one.value]),
  );
  const keys = `tests:${"0".repeat(64)}`;
  const config = readConfig({
    ...env,
    OSSICLE_STORE: "memory:",
    OSSICLE_KEYS: keys,
    OSSICLE_SEED: folder,
    PORT: "0",
  });
  const { url, stop } = await startServer({ ...config, drain: 0, logLevel: "silent" });
  const answer = await fetch(`${url}/r4/CodeSystem/$lookup?system=https://example.org/colours&code=red`);
  expect(answer.status).toBe(200);
  await stop();
  rmSync(folder, { recursive: true });
});

/** The files for running it elsewhere name what exists: settings, folders, nodes. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SETTINGS } from "../../src/server/config.ts";

const root = new URL("../../", import.meta.url);
const text = (name: string) => readFileSync(new URL(name, root), "utf8");
const settings = new Set([...Object.values(SETTINGS).map(({ env }) => env), "NODE_ENV"]);

describe("Dockerfile", () => {
  const lines = text("Dockerfile").replaceAll("\\\n", " ").split("\n");
  const of = (instruction: string) =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));

  it("sets known settings to values they take", () => {
    const pairs = of("ENV").flatMap((words) => words.map((word) => word.split(/=(.*)/) as [string, string]));
    expect(pairs.length).toBeGreaterThan(2);
    for (const [name, value] of pairs) {
      expect(settings, name).toContain(name);
      const setting = Object.values(SETTINGS).find(({ env }) => env === name);
      if (setting) expect(setting.read(value), name).toHaveProperty("value");
    }
  });

  it("copies what exists and what .dockerignore lets through", () => {
    const allowed = text(".dockerignore")
      .split("\n")
      .flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
    const copied = of("COPY").filter(([first]) => !first!.startsWith("--from="));
    for (const source of copied.flatMap((words) => words.slice(0, -1))) {
      expect(existsSync(new URL(source, root)), source).toBe(true);
      expect(allowed).toContain(source);
    }
  });

  it("does not run as root, and says how to see that it is well", () => {
    expect(of("USER")).toEqual([["node"]]);
    expect(of("HEALTHCHECK").join()).toContain("/health/ready");
  });
});

describe("docker-compose.yml", () => {
  const { services } = parse(text("docker-compose.yml"), { merge: true }) as {
    services: Record<string, { environment?: Record<string, unknown>; image: string; ports?: string[] }>;
  };
  const nodes = Object.keys(services).filter((name) => services[name]!.image === "ossicle");

  it("gives two nodes the same known settings", () => {
    expect(nodes).toHaveLength(2);
    for (const node of nodes) {
      expect(services[node]).toEqual(services[nodes[0]!]);
      for (const name of Object.keys(services[node]!.environment ?? {})) expect(settings).toContain(name);
    }
  });

  it("has a proxy that knows the nodes and asks for their health", () => {
    const caddyfile = text("deploy/Caddyfile");
    expect(caddyfile).toContain(`reverse_proxy ${nodes.map((node) => `${node}:3000`).join(" ")} {`);
    expect(caddyfile).toContain("health_uri /health/ready");
    expect(services.proxy!.ports).toEqual(["127.0.0.1:3000:3000"]);
  });
});

/** The dashboard and the alert rules ask for what /metrics tells. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { REFUSALS } from "../../src/http/metrics/refusal.ts";
import { type Reading, readMetrics } from "../http/metrics/read-metrics.ts";
import { testServer } from "../http/support.ts";
import { temporaryFolder } from "../storage/temporary.ts";

const file = (name: string) => new URL(`../../deploy/${name}`, import.meta.url);
const RULES = file("prometheus-alerts.yml");

interface Rules {
  groups: { rules: { alert: string; expr: string; labels: { severity: string } }[] }[];
}
const rules = (parse(readFileSync(RULES, "utf8")) as Rules).groups.flatMap((group) => group.rules);

interface Dashboard {
  templating: { list: { name: string; query?: unknown }[] };
  panels: { id: number; title: string; targets: { expr: string }[]; gridPos: { x: number; w: number } }[];
}
const dashboard = JSON.parse(readFileSync(file("grafana-dashboard.json"), "utf8")) as Dashboard;
const panels = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => [title, expr] as const),
);
// Which data source is asked is no question of metrics.
const variables = dashboard.templating.list
  .map(({ name, query }) => [name, JSON.stringify(query)] as const)
  .filter(([name]) => name !== "datasource");

const folder = temporaryFolder();
afterAll(() => folder.remove());
const server = testServer({ store: `sqlite:${folder.path}/a.db` });
let metrics: Reading;
beforeAll(async () => {
  await server.request("/r4/metadata");
  await server.request("/metrics");
  metrics = readMetrics((await server.request("/metrics")).text);
});

test.each([...rules.map(({ alert, expr }) => [alert, expr] as const), ...panels, ...variables])(
  "%s names metrics that there are",
  (_, expression) => {
    const named = expression.match(/\b(ossicle|process|nodejs)_\w+/g) ?? [];
    if (expression.includes("label_values")) expect(named.length).toBe(1);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(metrics.series).toContain(name);
    for (const [, reasons] of expression.matchAll(/reason=~"([^"]+)"/g))
      for (const reason of reasons!.split("|")) expect(REFUSALS).toContain(reason);
  },
);

test("there are four alerts, each with a severity", () => {
  expect(rules.map(({ alert }) => alert)).toHaveLength(4);
  for (const { labels } of rules) expect(labels.severity).toMatch(/^(critical|warning)$/);
});

test("panels have numbers of their own, stand within the grid, and use variables that there are", () => {
  const { panels: all } = dashboard;
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { gridPos } of all) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  const names = new Set([...variables.map(([name]) => name), "__rate_interval"]);
  for (const [title, expr] of panels)
    for (const [, name] of expr.matchAll(/\$(\w+)/g)) expect(names, title).toContain(name);
});

const promtool = spawnSync("promtool", ["--version"]).status === 0;

test.skipIf(!promtool)("Prometheus takes the rules", () => {
  const { status, stderr } = spawnSync("promtool", ["check", "rules", fileURLToPath(RULES)], {
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
});

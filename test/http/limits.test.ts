/** What one caller asks for, or does not do, does not stop the others. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { HttpError } from "../../src/http/http-error.ts";
import { Load } from "../../src/http/load.ts";
import { createLog } from "../../src/http/log.ts";
import { Metrics } from "../../src/http/metrics/metrics.ts";
import { listen, type Listening } from "../../src/http/server.ts";
import type { HttpSettings } from "../../src/http/settings.ts";
import { readConfig } from "../../src/server/config.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { DEFAULT_WORK_LIMIT } from "../../src/terminology/util/work-budget.ts";
import { testServer } from "./support.ts";

/** A server over a store whose reads wait to be let go. */
function waitingServer(settings: Partial<HttpSettings>) {
  const waiting: (() => void)[] = [];
  const store = new MemoryStore();
  const metrics = new Metrics(store, () => ({ operation: "other", version: "none" }));
  let running: Listening | undefined;
  beforeAll(async () => {
    store.snapshot().read = () => new Promise((resolve) => waiting.push(() => resolve(undefined)));
    const app = createApp(store, { ...readConfig({}), ...settings }, createLog("silent"), { metrics });
    running = await listen(app, "127.0.0.1", 0);
  });
  afterAll(async () => {
    for (const go of waiting) go();
    await running?.stop();
  });
  return {
    ask: (path: string, init?: RequestInit) => fetch(running!.url + path, init),
    url: () => new URL(running!.url),
    waiting,
    /** Holds the state that a request is to read. */
    holdState: () => {
      let letGo = (): void => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      store.snapshot = () => held.then(() => MemoryStore.prototype.snapshot.call(store)) as never;
      return letGo;
    },
    load: () => metrics.load!,
  };
}

const until = async (holds: () => boolean) => {
  for (let i = 0; i < 500 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
};

describe("a request that takes too long", () => {
  const { ask, waiting } = waitingServer({ requestTimeout: 0.2 });

  test("ends with 503 and says why; what it finds later changes nothing", async () => {
    const answer = await ask("/r4/CodeSystem/x");
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("OSSICLE_REQUEST_TIMEOUT");
    for (const go of waiting.splice(0)) go();
    // A busy machine takes too long for the first one.
    await expect.poll(async () => (await ask("/r4/metadata")).status, { timeout: 20_000 }).toBe(200);
  });
});

describe("a page that was given up while it was read", () => {
  const codeSystems = Array.from({ length: 3 }, (_, i) => ({
    resourceType: "CodeSystem" as const,
    id: `x${i}`,
    url: `http://example.org/x${i}`,
    status: "active" as const,
    content: "complete" as const,
    concept: [{ code: `c${i}` }],
  }));
  const store = new MemoryStore(codeSystems);
  let isHeld = true;
  let letGo: () => void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let running: Listening | undefined;
  beforeAll(async () => {
    const state = store.snapshot();
    const readAll = state.readAll.bind(state);
    const { history } = state;
    state.readAll = (...asked) => {
      const all = readAll(...asked);
      return isHeld ? held.then(() => all) : all;
    };
    state.history = async (...asked) => {
      const all = await history.call(state, ...asked);
      if (isHeld) await held;
      return all;
    };
    const app = createApp(store, { ...readConfig({}), requestTimeout: 0.3 }, createLog("silent"));
    running = await listen(app, "127.0.0.1", 0);
  });
  afterAll(() => running?.stop());
  const PAGES = ["/r4/CodeSystem?_count=10", "/r4/CodeSystem/_history?_count=10"];

  test("is not what the next caller gets", async () => {
    const late = await Promise.all(PAGES.map((path) => fetch(running!.url + path)));
    expect(late.map(({ status }) => status)).toEqual([503, 503]);
    isHeld = false;
    letGo();
    for (const path of PAGES) {
      let answer = await fetch(running!.url + path);
      // A busy machine may be too late for this one, too.
      while (answer.status === 503) answer = await fetch(running!.url + path);
      const page = (await answer.json()) as { entry?: object[] };
      expect(page.entry, path).toHaveLength(3);
    }
  });
});

describe("a body that is on its way when the answer has gone", () => {
  const { url, holdState, load } = waitingServer({ requestTimeout: 0.2 });

  /** Sends half of a body, the rest after the answer, of which it gives the status line. */
  const post = async (): Promise<string> => {
    const half = " ".repeat(500_000);
    const head = "POST /r4/CodeSystem/$lookup HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
    const socket = connect(Number(url().port), url().hostname, () => socket.write(head + half));
    const [answer] = (await once(socket, "data")) as [Buffer];
    socket.write(half);
    // Until all of it has come.
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    return answer.toString().split("\r\n")[0]!;
  };

  test("counts no more: neither it nor its request", async () => {
    expect(await post()).toContain("503");
    await until(() => load().bodyBytes === 0 && load().underWay === 0);
  });

  test("is not waited for where nothing of it had been read", async () => {
    const letGo = holdState();
    expect(await post()).toContain("503");
    letGo();
    await until(() => load().bodyBytes === 0 && load().underWay === 0);
  });
});

describe("more requests at once than the limit", () => {
  const { ask, waiting } = waitingServer({ queueLimit: 2 });

  test("are told to come again, health excepted, and are answered as soon as there is room", async () => {
    const first = [ask("/r4/CodeSystem/a"), ask("/r4/CodeSystem/b")];
    await until(() => waiting.length === 2);
    const refused = await ask("/r4/metadata");
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toMatchObject({ resourceType: "OperationOutcome" });
    expect((await ask("/health/live")).status).toBe(200);
    for (const go of waiting.splice(0)) go();
    expect((await Promise.all(first)).map((answer) => answer.status)).toEqual([404, 404]);
    expect((await ask("/r4/metadata")).status).toBe(200);
  });

  test("also count when their callers have gone", async () => {
    const gone = new AbortController();
    const asking = ask("/r4/CodeSystem/a", { signal: gone.signal });
    await until(() => waiting.length === 1);
    gone.abort();
    await expect(asking).rejects.toThrow();
    for (const go of waiting.splice(0)) go();
    expect((await ask("/r4/metadata")).status).toBe(200);
  });
});

test("a body counts until its request is answered, and one that comes alone is never too much", () => {
  const load = new Load({ bodies: 1_000 });
  const [first, second, third] = [load.holdBody(), load.holdBody(), load.holdBody()];
  first.upTo(400);
  first.upTo(5_000);
  expect(() => second.upTo(1)).toThrow(HttpError);
  expect(load.bodyBytes).toBe(5_000);
  first.release();
  first.release();
  // What still comes of it is dropped.
  first.upTo(6_000);
  expect(load.bodyBytes).toBe(0);
  second.upTo(700);
  expect(() => third.upTo(400)).toThrow(HttpError);
  third.upTo(300);
  expect(load.bodyBytes).toBe(1_000);
});

describe("bodies on their way", () => {
  const { ask, url } = waitingServer({ bodiesLimit: 1_000 });

  test("are refused when there are too many together, and only then", async () => {
    const head = "POST /r4/CodeSystem/$lookup HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n";
    const slow = connect(Number(url().port), url().hostname, () => slow.write(head + "x".repeat(800)));
    /** In two parts, for what comes at once is not on its way. */
    const post = async () => {
      const body = new ReadableStream({
        async start(controller) {
          controller.enqueue(new TextEncoder().encode("{"));
          await new Promise((resolve) => setTimeout(resolve, 50));
          controller.enqueue(new TextEncoder().encode(" ".repeat(300)));
          controller.close();
        },
      });
      const headers = { "Content-Type": "application/fhir+json" };
      return ask("/r4/CodeSystem/$lookup", { method: "POST", headers, body, duplex: "half" });
    };
    await expect.poll(async () => (await post()).status, { timeout: 20_000 }).toBe(503);
    slow.destroy();
    await expect.poll(async () => (await post()).status, { timeout: 20_000 }).toBe(400);
  });
});

describe("a batch", () => {
  const server = testServer({ workLimit: 5_000 });

  test("has one budget: the entries that are left when it is used up say so", async () => {
    const entry = Array.from({ length: 200 }, () => ({
      request: { method: "GET", url: "CodeSystem?_count=1&_summary=true" },
    }));
    const { status, json } = await server.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
    });
    expect(status).toBe(200);
    const statuses = (json.entry as { response: { status: string } }[]).map((e) => e.response.status);
    expect(statuses).toHaveLength(200);
    expect(statuses[0]).toMatch(/^200/);
    expect(statuses.at(-1)).toMatch(/^422/);
    expect(JSON.stringify(json.entry.at(-1))).toContain("OSSICLE_WORK_LIMIT");
  });
});

describe("a twentieth of the longest batch, with a twentieth of the budget", () => {
  const server = testServer({ workLimit: DEFAULT_WORK_LIMIT / 20 });
  const OMIM = "system=http://www.omim.org&code=166350";

  /** How many of the entries were answered. */
  async function answered(url: string, type: "json" | "xml"): Promise<number> {
    const entry = Array.from({ length: 500 }, () => ({ request: { method: "GET", url } }));
    const { text } = await server.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json", Accept: `application/fhir+${type}` },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
    });
    return text.split(/status(?:":| value=)"200 OK"/).length - 1;
  }

  test.each(["json", "xml"] as const)(
    "is answered wholly where each asks something small (%s)",
    async (type) => {
      const map = "https://w3id.org/ossicle/ConceptMap/external-to-condition";
      expect(await answered(`ConceptMap/$translate?url=${map}&${OMIM}`, type)).toBe(500);
      expect(await answered(`CodeSystem/$lookup?${OMIM}`, type)).toBe(500);
    },
  );

  test.each([
    "CodeSystem/$lookup?code=a&system=",
    "CodeSystem/$validate-code?code=a&url=",
    "ConceptMap/$translate?code=a&system=",
    "ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/resource-types&code=a&system=",
  ])("is answered wholly where each names another code system that is not here: %s", async (url) => {
    const entry = Array.from({ length: 500 }, (_, i) => ({
      request: { method: "GET", url: `${url}http://nowhere.example.org/${i}` },
    }));
    const { text } = await server.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
    });
    expect(text).toContain("nowhere.example.org/499");
    expect(text).not.toContain("too-costly");
  });

  test.each([
    "ConceptMap/guard-not-poh",
    "ConceptMap?_count=1000",
    "metadata",
    "ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/resource-types",
  ])("ends early where each asks for much: %s", async (url) => {
    const most = await answered(url, "json");
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(250);
  });
});

const matching = testServer({ workLimit: 5_000 });

describe("translations", () => {
  const server = testServer({ workLimit: 5_000 });
  const SOURCE = "http://example.org/source";
  const CODES = "http://example.org/codes";
  const many = <T>(count: number, make: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const element = (targets: object[]) => [{ code: "a", target: targets }];
  const translate = async (group: object[], ...others: object[]) => {
    const resource = { resourceType: "ConceptMap", url: "http://example.org/map", status: "active", group };
    const coding = { system: SOURCE, code: "a" };
    const parameter = [
      { name: "conceptMap", resource },
      { name: "sourceCoding", valueCoding: coding },
      ...others,
    ];
    const { status, json } = await server.request("/r5/ConceptMap/$translate", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
    return status === 422 ? json.issue[0].code : status;
  };

  test("by a map that says very much of the code end when the budget is used up", async () => {
    const groups = (count: number) =>
      many(count, (i) => ({
        source: SOURCE,
        target: `http://example.org/target/${i}`,
        element: element([{ code: "b", relationship: "equivalent" }]),
      }));
    expect(await translate(groups(1))).toBe(200);
    expect(await translate(groups(1_000))).toBe("too-costly");
  });

  test("to all codes of value sets count each of them", async () => {
    const concept = many(50, (i) => ({ code: `c${i}` }));
    const valueSet = { resourceType: "ValueSet", url: CODES, status: "active" };
    const list = { ...valueSet, compose: { include: [{ system: "http://example.org/target", concept }] } };
    const system = { resourceType: "CodeSystem", url: "http://example.org/target", status: "active" };
    const others = [list, { ...system, content: "complete", concept }].map((resource) => ({
      name: "tx-resource",
      resource,
    }));
    const targets = (count: number) => many(count, () => ({ valueSet: CODES, relationship: "equivalent" }));
    const group = { source: SOURCE, target: "http://example.org/target" };
    expect(await translate([{ ...group, element: element(targets(2)) }], ...others)).toBe(200);
    expect(await translate([{ ...group, element: element(targets(100)) }], ...others)).toBe("too-costly");
  });

  test("count what is read of their dependencies", async () => {
    const dependencies = (count: number) =>
      many(count, (i) => {
        const valueCoding = { system: `http://example.org/${i}`, code: "a", display: "A" };
        const attribute = { name: "attribute", valueUri: "http://example.org/attribute" };
        return { name: "dependency", part: [attribute, { name: "value", valueCoding }] };
      });
    expect(await translate([], ...dependencies(1))).toBe(200);
    expect(await translate([], ...dependencies(100))).toBe("too-costly");
  });
});

test("texts that are matched count, in a batch together", async () => {
  const entry = Array.from({ length: 30 }, (_, i) => ({
    request: { method: "GET", url: `CodeSystem/$match?text=bone+of+number+${i}` },
  }));
  const { json } = await matching.request("/r4", {
    method: "POST",
    headers: { "Content-Type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
  });
  const statuses = json.entry.map(({ response }: { response: { status: string } }) => response.status);
  expect(statuses[0]).toBe("200 OK");
  expect(statuses.at(-1)).toMatch(/^422/);
});

describe("a batch of validations", () => {
  const server = testServer();
  const validate = async (count: number) => {
    const parameter = [
      { name: "system", valueUri: "http://hl7.org/fhir/publication-status" },
      { name: "code", valueCode: "active" },
    ];
    const validation = { name: "validation", resource: { resourceType: "Parameters", parameter } };
    return server.request("/r4/ValueSet/$batch-validate-code", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter: new Array(count).fill(validation) }),
    });
  };

  test("is answered in full, however long; of more than a Bundle may have, none is done", async () => {
    const { status, json } = await validate(2_000);
    expect(status).toBe(200);
    expect(json.parameter).toHaveLength(2_000);
    expect(json.parameter[1_999].resource.parameter).toContainEqual({ name: "result", valueBoolean: true });
    const refused = await validate(10_001);
    expect(refused.status).toBe(422);
    expect(refused.json.issue[0]).toMatchObject({ code: "too-costly", expression: ["validation"] });
  });
});

describe("a value set that is sent along with each question of a batch", () => {
  // Once is some 7,000 units.
  const server = testServer({ workLimit: 20_000 });
  const CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
  const POH = "progressive-osseous-heteroplasia";
  const URL = "http://example.org/sent";
  const include = Array.from({ length: 300 }, (_, i) => ({
    system: CONDITIONS,
    concept: [{ code: POH }, { code: `code-${i}` }],
  }));
  const valueSet = (more = {}) => ({ resourceType: "ValueSet", url: URL, compose: { include, ...more } });
  const asked = { name: "coding", valueCoding: { system: CONDITIONS, code: POH } };
  const parameters = (...parameter: object[]) => ({ resourceType: "Parameters", parameter });
  const ways = {
    "as valueSet": (resource: object) => parameters({ name: "valueSet", resource }, asked),
    "as tx-resource": (resource: object) =>
      parameters({ name: "tx-resource", resource }, { name: "url", valueUri: URL }, asked),
  };
  const send = async (path: string, body: object) => {
    const { json } = await server.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify(body),
    });
    return ((json.entry ?? json.parameter) as { resource: { parameter?: object[] } }[]).map(({ resource }) =>
      resource.parameter?.find((p) => (p as { name: string }).name === "result"),
    );
  };
  const batch = (version: string, questions: object[]) =>
    send(`/${version}`, {
      resourceType: "Bundle",
      type: "batch",
      entry: questions.map((resource) => ({
        resource,
        request: { method: "POST", url: "ValueSet/$validate-code" },
      })),
    });
  const validations = (version: string, questions: object[]) =>
    send(
      `/${version}/ValueSet/$batch-validate-code`,
      parameters(...questions.map((resource) => ({ name: "validation", resource }))),
    );

  describe.each(["r4", "r5"])("at /%s", (version) => {
    test.each(Object.entries(ways))("costs as much as one (%s)", async (_way, question) => {
      for (const ask of [batch, validations]) {
        const answers = await ask(
          version,
          Array.from({ length: 20 }, () => question(valueSet())),
        );
        expect(answers).toEqual(Array.from({ length: 20 }, () => ({ name: "result", valueBoolean: true })));
      }
    });

    test.each(Object.entries(ways))(
      "counts as it is sent, of the same name too (%s)",
      async (_way, question) => {
        const without = valueSet({ exclude: [{ system: CONDITIONS, concept: [{ code: POH }] }] });
        const questions = [valueSet(), without, valueSet(), without].map(question);
        for (const ask of [batch, validations])
          expect(await ask(version, questions)).toMatchObject(
            [true, false, true, false].map((valueBoolean) => ({ valueBoolean })),
          );
      },
    );
  });
});

describe("a batch of searches", () => {
  const server = testServer({ workLimit: 20_000 });
  const batch = async (count: number, url: (i: number) => string) => {
    const entry = Array.from({ length: count }, (_, i) => ({ request: { method: "GET", url: url(i) } }));
    const { json } = await server.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
    });
    return json.entry as { response: { status: string } }[];
  };

  test.each<[string, (i: number) => string]>([
    ["texts", (i) => `CodeSystem?${"name:contains=a&".repeat(40)}title:contains=x${i}`],
    [
      "sort rules",
      (i) => `CodeSystem?_sort=${"url,-name,date,title,".repeat(5)}&status=active&_count=0&_x=${i}`,
    ],
    ["nothing at all", (i) => `CodeSystem?_count=0&_x=${i}`],
  ])("by many %s ends when its budget is used up", async (_what, url) => {
    const answers = await batch(10_000, url);
    expect(answers[0]!.response.status).toMatch(/^200/);
    expect(answers.at(-1)!.response.status).toMatch(/^422/);
    expect(JSON.stringify(answers.at(-1))).toContain("OSSICLE_WORK_LIMIT");
  });

  test("by urls does not meet it", async () => {
    const answers = await batch(100, (i) => `CodeSystem?url=http://example.org/${i}&_sort=-date&_count=0`);
    for (const { response } of answers) expect(response.status).toMatch(/^200/);
  });
});

describe("code systems that are not here", () => {
  const server = testServer({ workLimit: 30_000 });
  const post = async (path: string, resource: object) => {
    const headers = { "Content-Type": "application/fhir+json" };
    const { json } = await server.request(path, { method: "POST", headers, body: JSON.stringify(resource) });
    return json as { entry?: object[]; parameter?: object[] };
  };
  const unknown = (i: number) => `http://unknown.example/${i}`;
  const asked = (i: number) => ({
    resourceType: "Parameters",
    parameter: [
      { name: "url", valueUri: unknown(i) },
      { name: "code", valueCode: "a" },
    ],
  });

  test.each([
    ["$lookup", (i: number) => `CodeSystem/$lookup?system=${unknown(i)}&code=a`],
    ["$subsumes", (i: number) => `CodeSystem/$subsumes?system=${unknown(i)}&codeA=a&codeB=b`],
    ["$validate-code", (i: number) => `CodeSystem/$validate-code?url=${unknown(i)}&code=a`],
  ])("many in a batch of %s end with its budget; a few don't", async (_operation, url) => {
    const of = (count: number, address: (i: number) => string) => ({
      resourceType: "Bundle",
      type: "batch",
      entry: Array.from({ length: count }, (_, i) => ({ request: { method: "GET", url: address(i) } })),
    });
    const { entry = [] } = await post("/r4", of(300, url));
    expect(JSON.stringify(entry[0])).not.toContain("too-costly");
    expect(JSON.stringify(entry.at(-1))).toContain("too-costly");
    const same = await post(
      "/r4",
      of(100, () => url(1)),
    );
    expect(JSON.stringify(same)).not.toContain("too-costly");
  });

  test("many in $batch-validate-code end with its budget", async () => {
    const validation = Array.from({ length: 200 }, (_, i) => ({ name: "validation", resource: asked(i) }));
    const resource = { resourceType: "Parameters", parameter: validation };
    const { parameter = [] } = await post("/r4/CodeSystem/$batch-validate-code", resource);
    expect(parameter).toHaveLength(200);
    expect(JSON.stringify(parameter[0])).not.toContain("too-costly");
    expect(JSON.stringify(parameter.at(-1))).toContain("too-costly");
  });
});

describe("the host of a request", () => {
  const server = testServer();
  const ask = (line: string, ...headers: string[]) =>
    server.raw(`${[line, ...headers, "Connection: close"].join("\r\n")}\r\n\r\n`);

  test("may be in the address itself", async () => {
    const reply = await ask("GET http://tx.example.org/r4/metadata HTTP/1.1", "Host: other");
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
    expect(reply).toContain('"url":"http://tx.example.org/r4"');
    expect(await ask("GET http://tx.example.org HTTP/1.1", "Host: x")).toMatch(/^HTTP\/1.1 404 /);
    expect(await ask("GET http://tx.example.org/health/live HTTP/1.1", "Host: x")).toMatch(/^HTTP\/1.1 200 /);
  });

  test.each([
    ["missing", []],
    ["there twice", ["Host: a", "Host: b"]],
    ["there twice, and the same", ["Host: a", "hOST: a"]],
  ])("that is %s is said to be", async (_what, headers) => {
    const reply = await ask("GET /r4/metadata HTTP/1.1", ...headers);
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(reply).toContain('"resourceType":"OperationOutcome"');
    expect(reply).toContain("Host");
  });
});

describe("a page that would cost too much", () => {
  const server = testServer({ workLimit: 3_000 });

  const ids = (json: { entry?: { resource: { id: string }; search?: { mode: string } }[] }) =>
    (json.entry ?? []).filter((e) => e.search?.mode !== "outcome").map((e) => e.resource.id);

  test.each(["", "&_format=xml", "&_pretty=true"])(
    "has fewer entries, says so, and its next links lead to all of them%s",
    async (more) => {
      const all = await server.request("/r4/ConceptMap?_elements=url&_count=1000");
      const found: string[] = [];
      let pages = 0;
      for (let at: string | undefined = `/r4/ConceptMap?_count=1000${more}`; at && pages < 100; pages++) {
        const { status, json, text } = await server.request(at);
        expect(status).toBe(200);
        if (more.includes("xml")) {
          found.push(...Array.from(text.matchAll(/<id value="([^"]+)"\/><meta>/g), ([, id]) => id!));
          const [, next] = /<relation value="next"\/><url value="[^"]*?(\/r4[^"]*)"/.exec(text) ?? [];
          if (next) expect(text).toContain("OSSICLE_WORK_LIMIT");
          at = next?.replaceAll("&amp;", "&");
        } else {
          found.push(...ids(json));
          const next = (json.link as { relation: string; url: string }[]).find((l) => l.relation === "next");
          if (next) expect(text).toContain("OSSICLE_WORK_LIMIT");
          at = next && next.url.replace(server.url, "");
        }
      }
      expect(pages).toBeGreaterThan(2);
      expect(found).toEqual(ids(all.json));
    },
  );

  test("a history does so too, and what is asked for later in a batch is refused", async () => {
    const { json } = await server.request("/r4/ConceptMap/_history?_count=1000");
    const { total, entry, link } = json as {
      total: number;
      entry: unknown[];
      link: { relation: string; url: string }[];
    };
    expect(entry.length).toBeLessThan(total);
    expect(link.find(({ relation }) => relation === "next")!.url).toContain(`_offset=${entry.length}`);
    const batch = await server.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({
        resourceType: "Bundle",
        type: "batch",
        entry: Array.from({ length: 10 }, () => ({
          request: { method: "GET", url: "ConceptMap?_count=1000" },
        })),
      }),
    });
    const entries = batch.json.entry as { resource?: { entry?: unknown[] }; response: { status: string } }[];
    expect(entries[0]!.resource!.entry!.length).toBeGreaterThan(1);
    expect(entries.at(-1)!.response.status).toMatch(/^422/);
  });
});

describe("the searches of a transaction", () => {
  const token = "key-for-searches";
  const keys = [{ name: "tests", sha256: createHash("sha256").update(token).digest("hex") }];
  const server = testServer({ workLimit: 1_000, writes: true, keys });

  const transaction = (entry: object[]) =>
    server.request("/r4", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }),
    });
  const resource = { resourceType: "ValueSet", status: "active" };
  const search = (i: number) => `ValueSet?title:contains=none${i}`;

  const withReference = (i: number) => ({
    request: { method: "POST", url: "ValueSet" },
    resource: {
      ...resource,
      extension: [{ url: "http://example.org/e", valueReference: { reference: search(i) } }],
    },
  });

  test.each<[string, (i: number) => object]>([
    ["by conditions", (i) => ({ request: { method: "PUT", url: search(i) }, resource })],
    [
      "by If-None-Exist",
      (i) => ({ request: { method: "POST", url: "ValueSet", ifNoneExist: search(i) }, resource }),
    ],
    ["by references", withReference],
  ])("%s are counted before others have to wait for them", async (_, entry) => {
    const { status, text } = await transaction(Array.from({ length: 400 }, (_one, i) => entry(i)));
    expect(status, text.slice(0, 500)).toBe(422);
    expect(text).toContain("OSSICLE_WORK_LIMIT");
  });

  test("are none where changes name what they change, or create", async () => {
    const entry = (i: number) => [
      { request: { method: "POST", url: "ValueSet" }, resource },
      { request: { method: "PUT", url: `ValueSet/v${i}` }, resource: { ...resource, id: `v${i}` } },
      { request: { method: "DELETE", url: `ValueSet/none${i}` } },
    ];
    const { status, text } = await transaction(Array.from({ length: 200 }, (_, i) => entry(i)).flat());
    expect(status, text.slice(0, 500)).toBe(200);
  });

  test("by more than 500 references are refused before any of them is read", async () => {
    const { status, text } = await transaction(Array.from({ length: 501 }, (_, i) => withReference(i)));
    expect(status, text.slice(0, 500)).toBeGreaterThanOrEqual(400);
    expect(text).toContain("501 conditional references; one search takes at most 500");
  });
});

describe("many validations in one request", () => {
  const server = testServer({ workLimit: 100_000 });

  test("share one budget: those that are left when it is used up say so", async () => {
    const include = Array.from({ length: 200 }, (_, i) => ({
      system: "http://www.omim.org",
      filter: [{ property: "code", op: "regex", value: `${i}.*` }],
    }));
    const valueSet = {
      resourceType: "ValueSet",
      url: "http://example.org/many",
      status: "active",
      compose: { include },
    };
    const validation = {
      name: "validation",
      resource: {
        resourceType: "Parameters",
        parameter: [
          { name: "url", valueUri: "http://example.org/many" },
          { name: "coding", valueCoding: { system: "http://www.omim.org", code: "166350" } },
        ],
      },
    };
    const { status, text, json } = await server.request("/r5/ValueSet/$batch-validate-code", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({
        resourceType: "Parameters",
        parameter: [
          { name: "tx-resource", resource: valueSet },
          ...Array.from({ length: 300 }, () => validation),
        ],
      }),
    });
    expect(status).toBe(200);
    expect(text).toContain("OSSICLE_WORK_LIMIT");
    const answers = (json.parameter as { resource: { resourceType: string } }[]).map((p) => p.resource);
    expect(answers).toHaveLength(300);
    expect(answers[0]!.resourceType).toBe("Parameters");
    expect(answers.at(-1)!.resourceType).toBe("OperationOutcome");
  });

  test("count the patterns of all of them, each with a value set of its own", async () => {
    const validation = (entry: number) => ({
      name: "validation",
      resource: {
        resourceType: "Parameters",
        parameter: [
          {
            name: "valueSet",
            resource: {
              resourceType: "ValueSet",
              status: "active",
              compose: {
                include: [
                  {
                    system: "http://www.omim.org",
                    filter: Array.from({ length: 30 }, (_, i) => ({
                      property: "code",
                      op: "regex",
                      value: `1.*|${entry}x${i}`,
                    })),
                  },
                ],
              },
            },
          },
          { name: "coding", valueCoding: { system: "http://www.omim.org", code: "166350" } },
        ],
      },
    });
    const { status, json } = await server.request("/r5/ValueSet/$batch-validate-code", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({
        resourceType: "Parameters",
        parameter: Array.from({ length: 100 }, (_, i) => validation(i)),
      }),
    });
    expect(status).toBe(200);
    const answers = (json.parameter as { resource: object }[]).map((p) => JSON.stringify(p.resource));
    expect(answers[0]).toContain("Parameters");
    const refused = answers.filter((answer) => answer.includes("too-costly"));
    expect(refused.length).toBeGreaterThan(50);
    expect(answers.at(-1)).toContain("OSSICLE_WORK_LIMIT");
  });
});

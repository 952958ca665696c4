/** Terminology in this process's memory: for tests, for tx-resources, and for servers that load at start. */
import type { Resource, ResourceType } from "../../terminology/model.ts";
import { longResource } from "../../terminology/resources/resource-pieces.ts";
import type {
  Decide,
  ImportRecord,
  ImportReport,
  Store,
  StoredResource,
  StoreSizes,
  Write,
  WriteOptions,
  WrittenVersion,
} from "../../terminology/store.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { emptyReport, reportWritten } from "../import-report.ts";
import { NewestState } from "../newest-state.ts";
import { refused } from "../refused-write.ts";
import { requireMet } from "../require-met.ts";
import { idCandidates, unstamped } from "../resource-identity.ts";
import { sizesOf } from "../store-sizes.ts";
import { WRITE_WAIT_MS, WriteQueue } from "../write-queue.ts";
import { howWritten } from "../written-by.ts";
import type { Collected } from "./memory-import.ts";
import { MemoryResource } from "./memory-resource.ts";
import { MemoryResources, storedResource } from "./memory-resources.ts";
import { MemorySnapshot } from "./memory-snapshot.ts";

export class MemoryStore extends NewestState implements Store {
  private resources = new MemoryResources();
  private present: MemorySnapshot;
  private readonly queue = new WriteQueue();

  /** `isSound`: nothing is wrong with any of them, so that the rows of each need to be made only when somebody looks. */
  constructor(resources: Iterable<Resource> = [], { isSound = false } = {}) {
    super();
    for (const resource of resources) {
      const given = unstamped(resource);
      putIn(this.resources, isSound ? new MemoryResource(given) : MemoryResource.atOnce(given));
    }
    this.present = new MemorySnapshot(this.resources, 1);
  }

  /** The same; others have their turn while it is made of what is long. */
  static async inTurns(resources: Iterable<Resource>): Promise<MemoryStore> {
    const store = new MemoryStore();
    const turns = new Turns();
    for (const resource of resources) {
      putIn(store.resources, await contentOf(resource));
      if (turns.isOver) await turns.giveWay();
    }
    store.present = new MemorySnapshot(store.resources, 1);
    return store;
  }

  get generation(): number {
    return this.present.generation;
  }

  snapshot(): MemorySnapshot {
    return this.present;
  }

  check(): void {
    // Memory is there.
  }

  sizes(): StoreSizes {
    return sizesOf(this.resources.counts());
  }

  protected now(): MemorySnapshot {
    return this.present;
  }

  commit(writes: readonly Write[] | Decide): Promise<StoredResource[]> {
    return this.queue.run(WRITE_WAIT_MS, async () => {
      const toDo = typeof writes === "function" ? await writes(this.present) : writes;
      const contents: (MemoryResource | undefined)[] = [];
      const turns = new Turns();
      for (const write of toDo) {
        contents.push(write.method === "delete" ? undefined : await contentOf(write.resource));
        await turns.giveWay();
      }
      const draft = new MemoryResources(this.resources);
      const { resources } = this;
      const done = toDo.map((write, i) => applied(draft, write, contents[i]));
      if (done.length > 0) this.replace(draft);
      return done.map((version) => {
        const stored = storedResource(version);
        return resources.get(version.type, version.id) === version ? { ...stored, unchanged: true } : stored;
      });
    });
  }

  /** Keeps the content as it is now: the function given back goes back to it. */
  restorePoint(): () => void {
    const { resources } = this;
    // Changes are made to a copy.
    return () => this.replace(resources);
  }

  private replace(resources: MemoryResources): void {
    this.resources = resources;
    this.present = new MemorySnapshot(resources, this.generation + 1);
  }

  async write(
    records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
    { dryRun = false, onWritten }: WriteOptions = {},
  ): Promise<ImportReport> {
    const { collect } = await import("./memory-import.ts");
    const report = emptyReport();
    const came: Collected[] = [];
    for await (const one of collect(records)) came.push(one);
    const written = await this.queue.run(WRITE_WAIT_MS, async () => this.putAll(came, report, dryRun));
    if (!dryRun) onWritten?.(written);
    return report;
  }

  private putAll(came: readonly Collected[], report: ImportReport, dryRun: boolean): WrittenVersion[] {
    const written: WrittenVersion[] = [];
    const draft = new MemoryResources(this.resources);
    for (const { resource: content, rows, met } of came) {
      const { resourceType: type, url, version } = content.header;
      const known =
        draft.named(type, url, version) ??
        (url === undefined ? draft.get(type, content.header.id ?? "") : undefined);
      if (known?.content?.fingerprint === content.fingerprint) {
        report.unchanged++;
        continue;
      }
      // What this import has written itself is no other's.
      requireMet(content.header, met, this.resources.named(type, url, version));
      const id = known?.id ?? freeId(draft, type, content);
      const { versionId, method } = draft.put(type, id, content);
      written.push({ type, id, versionId, ...howWritten(method) });
      reportWritten(report, type, rows);
    }
    if (report.unchanged < came.length && !dryRun) this.replace(draft);
    return written;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function applied(draft: MemoryResources, write: Write, content: MemoryResource | undefined) {
  try {
    return draft.apply(write, content);
  } catch (error) {
    throw refused(error, write);
  }
}

/** Of what is long it is made in turns. */
async function contentOf(resource: Resource): Promise<MemoryResource> {
  const given = unstamped(resource);
  return longResource(given) ? MemoryResource.inTurns(given) : MemoryResource.atOnce(given);
}

function putIn(resources: MemoryResources, content: MemoryResource): void {
  const { resourceType: type, url, version } = content.header;
  const known = resources.named(type, url, version);
  resources.put(type, known?.id ?? freeId(resources, type, content), content);
}

/** Another url under the same id is another resource; without url the id says what it is. */
function freeId(resources: MemoryResources, type: ResourceType, { header }: MemoryResource): string {
  for (const id of idCandidates(header, resources.numbers)) {
    const there = resources.get(type, id)?.content;
    if (!there || (header.url === undefined && there.header.url === undefined)) return id;
  }
  throw new Error("ids have no end");
}

/** What a store is asked outside of a snapshot: each question is answered from the newest state. */
import type { Snapshot } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";

export abstract class NewestState implements Snapshot {
  abstract readonly generation: number;

  protected abstract now(): Awaitable<Snapshot>;

  readonly codeSystem: Snapshot["codeSystem"] = (ref) => after(this.now(), (now) => now.codeSystem(ref));
  readonly valueSet: Snapshot["valueSet"] = (ref) => after(this.now(), (now) => now.valueSet(ref));
  readonly conceptMaps: Snapshot["conceptMaps"] = (query) =>
    after(this.now(), (now) => now.conceptMaps(query));
  readonly namingSystems: Snapshot["namingSystems"] = (value) =>
    after(this.now(), (now) => now.namingSystems(value));
  readonly urlsWith: Snapshot["urlsWith"] = (type, identifier) =>
    after(this.now(), (now) => now.urlsWith(type, identifier));
  readonly codeSystems: Snapshot["codeSystems"] = () => after(this.now(), (now) => now.codeSystems());
  readonly versions: Snapshot["versions"] = async (...asked) => (await this.now()).versions(...asked);
  readonly similarUrls: Snapshot["similarUrls"] = (...asked) =>
    after(this.now(), (now) => now.similarUrls(...asked));
  readonly supplements: Snapshot["supplements"] = async (ref) => (await this.now()).supplements(ref);

  readonly read: Snapshot["read"] = (...asked) => after(this.now(), (now) => now.read(...asked));
  readonly readAll: Snapshot["readAll"] = (...asked) => after(this.now(), (now) => now.readAll(...asked));
  readonly search: Snapshot["search"] = async (...asked) => (await this.now()).search(...asked);
  readonly find: Snapshot["find"] = (...asked) => after(this.now(), (now) => now.find(...asked));
  readonly vread: Snapshot["vread"] = async (...asked) => (await this.now()).vread(...asked);
  readonly history: Snapshot["history"] = async (...asked) => (await this.now()).history(...asked);
}

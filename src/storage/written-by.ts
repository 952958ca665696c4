/** How a version came about, as it is kept: `put` is a creation under an id that was asked for, by a PUT or an import. */
import type { StoredResource } from "../terminology/store.ts";

export type WrittenBy = "create" | "put" | "update" | "delete";

export const howWritten = (by: WrittenBy): Pick<StoredResource, "method" | "byPut"> =>
  by === "put" ? { method: "create", byPut: true } : { method: by };

export const writtenBy = ({ method, byPut }: StoredResource): WrittenBy => (byPut ? "put" : method!);

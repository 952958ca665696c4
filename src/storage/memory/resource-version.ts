/** What a memory store keeps of a resource: one version of it. */
import type { ResourceType } from "../../terminology/model.ts";
import type { WrittenBy } from "../written-by.ts";
import type { MemoryResource } from "./memory-resource.ts";

/** A version of a resource, or its deletion. */
export interface Version {
  type: ResourceType;
  id: string;
  versionId: number;
  lastUpdated: string;
  method: WrittenBy;
  content?: MemoryResource | undefined;
}

/** A version that is not a deletion. */
export type Found = Version & { content: MemoryResource };

export const isFound = (version: Version): version is Found => version.content !== undefined;

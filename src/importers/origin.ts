/** Where a resource comes from and under which licence: written into the resource, so that it is shown with it. */
import { basename } from "node:path";
import { withoutUndefined } from "../terminology/util/without-undefined.ts";
import type { ImportOptions } from "./import-job.ts";

/** What a source says of itself. */
export interface Origin {
  /** Address or name of the source; goes to meta.source. */
  source?: string | undefined;
  /** The file, for resources that don't say themselves whose they are. */
  file?: string | undefined;
  publisher?: string | undefined;
  copyright?: string | undefined;
}

interface Stampable {
  meta?: { source?: string };
  publisher?: string;
  copyright?: string;
  [element: string]: unknown;
}

/** Elements that hold publisher and copyright; others only have meta.source. */
const CANONICAL = new Set(["CodeSystem", "ValueSet", "ConceptMap", "NamingSystem"]);

/**
 * The resource with its origin, without elements that are undefined. What the user says wins, then what the resource
 * says, then what its source says.
 */
export function withOrigin<T extends object>(
  resource: T,
  type: string,
  origin: Origin,
  options: ImportOptions,
): T {
  const given = withoutUndefined(resource) as Stampable;
  const unsigned = CANONICAL.has(type) && given.publisher === undefined;
  const source =
    options.source ?? given.meta?.source ?? origin.source ?? (unsigned ? origin.file : undefined);
  const meta = source === undefined ? given.meta : { ...given.meta, source };
  if (!CANONICAL.has(type)) return withoutUndefined({ ...given, meta }) as T;
  const publisher = options.publisher ?? given.publisher ?? origin.publisher;
  const copyright = options.copyright ?? given.copyright ?? origin.copyright;
  return withoutUndefined({ ...given, meta, publisher, copyright }) as T;
}

/** A file's name as a relative uri; its folder is nobody's business. */
export function fileUri(path: string): string {
  return encodeURI(basename(path));
}

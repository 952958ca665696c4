/** Is the file that was opened still the one at its path? */
import { statSync } from "node:fs";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeFailed } from "../../../terminology/issues/storage.ts";

export class OpenFile {
  private readonly path: string;
  private readonly identity: string | undefined;

  /** To be made when the file has just been opened. */
  constructor(path: string) {
    this.path = path;
    this.identity = identityOf(path);
  }

  /** @throws TerminologyError (no-store) where it was deleted, moved or replaced */
  check(): void {
    const now = identityOf(this.path);
    if (now === this.identity) return;
    const what = now === undefined ? "is no longer there" : "was replaced by another one";
    throw new TerminologyError(storeFailed(`the file ${this.path} ${what}; start again with the right one`));
  }
}

/** Which file it is, by whatever name; undefined: there is none. */
export function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

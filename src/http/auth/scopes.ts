/** What a token allows: SMART's scopes for systems; https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html */
import type { ResourceType } from "../../terminology/model.ts";

/** create, read (vread and history of one), update, delete, search (and history of a type). */
export type Interaction = "c" | "r" | "u" | "d" | "s";

/** What a request does; without `type`: something on the server as a whole. */
export interface Need {
  type?: ResourceType | undefined;
  interaction: Interaction;
}

export interface Scope {
  /** `*`: all types. */
  type: string;
  interactions: string;
}

/** Version 2's letters come in this order; version 1 has three words. */
const FORM = /^system\/([A-Z]\w*|\*)\.(?:(?=\w)(c?r?u?d?s?)|read|write|\*)$/;
const VERSION_1: ReadonlyMap<string, string> = new Map([
  ["read", "rs"],
  ["write", "cud"],
  ["*", "cruds"],
]);

/**
 * Scopes of a token's `scope` (words separated by spaces) or `scp` (a list). Left out is what says nothing about systems
 * (`patient/…`, `user/…`, `openid`), and what is restricted by a search (`?url=…`): that restriction is not known here.
 */
export function readScopes({ scope, scp }: { scope?: unknown; scp?: unknown }): Scope[] {
  return [scope, scp]
    .flat()
    .filter((text) => typeof text === "string")
    .flatMap((text) => text.split(" "))
    .flatMap((word) => {
      const [, type, letters] = FORM.exec(word) ?? [];
      if (type === undefined) return [];
      const interactions = letters ?? VERSION_1.get(word.slice(word.lastIndexOf(".") + 1))!;
      return [{ type, interactions }];
    });
}

/** Does one of the scopes allow it? */
export function allows(scopes: readonly Scope[], { type, interaction }: Need): boolean {
  return scopes.some(
    (scope) =>
      (type === undefined || scope.type === "*" || scope.type === type) &&
      scope.interactions.includes(interaction),
  );
}

/** The scope that would do. */
export const scopeFor = ({ type, interaction }: Need): string => `system/${type ?? "*"}.${interaction}`;

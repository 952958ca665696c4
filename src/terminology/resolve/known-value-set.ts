/** The value set that a canonical means, if there is one. */
import type { Canonical } from "../canonical.ts";
import type { ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { identifiedValueSet } from "./identified.ts";
import { implicitValueSet } from "./implicit-value-set.ts";
import { urnOf } from "./system-alias.ts";

/** A stored one; else one that nobody has to write; else that which has the OID or UUID as its identifier. */
export const knownValueSet = (store: Terminology, wanted: Canonical): Awaitable<ValueSet | undefined> =>
  after(store.valueSet(wanted), (stored) => stored ?? otherwiseKnown(store, wanted));

/** The address itself, or of an OID or UUID that of the value set which has it as its identifier. */
export const ownValueSetUrl = (store: Terminology, address: string): Awaitable<string> =>
  urnOf(address) === undefined
    ? address
    : after(knownValueSet(store, { url: address }), (known) => known?.url ?? address);

const otherwiseKnown = (store: Terminology, wanted: Canonical): Awaitable<ValueSet | undefined> =>
  after(implicitValueSet(store, wanted), (implicit) => implicit ?? identified(store, wanted));

const identified = (store: Terminology, { url, version }: Canonical): Awaitable<ValueSet | undefined> =>
  after(identifiedValueSet(store, url), (own) =>
    own === undefined ? undefined : store.valueSet({ url: own, version }),
  );

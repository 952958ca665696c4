/** The two sides of a mapping, as a question sees them. */
import type { Coding, Mapping } from "../model.ts";
import type { Direction } from "../store.ts";

type Sides = Pick<Mapping, "source" | "target">;

/** The side of a mapping that the codings of a request are on. */
export const givenSide = ({ source, target }: Sides, direction: Direction): Coding | undefined =>
  direction === "forward" ? source : target;

/** The side of a mapping that is asked for. */
export const wantedSide = ({ source, target }: Sides, direction: Direction): Coding | undefined =>
  direction === "forward" ? target : source;

/** The same system, and the same code, or no code at all: then it is a value set that the mapping is about. */
export const isAbout = (side: Coding | undefined, coding: Coding): boolean =>
  side !== undefined &&
  side.system === coding.system &&
  (side.code === undefined || side.code === coding.code);

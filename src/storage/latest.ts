/** What is the latest under a url: asked for with every code, and the same until the content moves. */

/** Urls come from callers, who may name any number that there aren't: when there are more, all are forgotten. */
const MOST = 5_000;

/** `V` must tell by a value of its own that there is none, so that this too is known. */
export class Latest<V> {
  private readonly byUrl = new Map<string, V>();
  private generation = NaN;

  /** Undefined: not known as of this generation. */
  get(url: string, generation: number): V | undefined {
    return generation === this.generation ? this.byUrl.get(url) : undefined;
  }

  set(url: string, generation: number, value: V): void {
    if (generation !== this.generation || this.byUrl.size >= MOST) this.byUrl.clear();
    this.generation = generation;
    this.byUrl.set(url, value);
  }
}

import type { Json } from "../../terminology/util/json-object.ts";

/** An object built anew from the first difference on; while there is none, the object itself. */
export class LazyCopy {
  output: Json;
  private readonly source: Json;

  constructor(source: Json) {
    this.source = source;
    this.output = source;
  }

  /** From here on the copy differs: what stood before `key` is taken over. */
  start(key: string): void {
    if (this.output !== this.source) return;
    this.output = {};
    for (const earlier in this.source) {
      if (earlier === key) break;
      this.output[earlier] = this.source[earlier];
    }
  }

  keep(key: string): void {
    if (this.output !== this.source && key !== "__proto__") this.output[key] = this.source[key];
  }

  /** Sets what `name` becomes, met while `at` is visited; undefined takes it away. */
  put(name: string, value: unknown, at = name): void {
    if (this.output === this.source && value === this.source[name]) return;
    this.start(at);
    if (value === undefined) delete this.output[name];
    else this.output[name] = value;
  }
}

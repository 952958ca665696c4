/** Questions that were sent to where answers come from in any order, each under a number of its own. */

interface Asked<T> {
  resolve(answer: T): void;
  reject(failure: unknown): void;
}

export class Unanswered<T> {
  private readonly asked = new Map<number, Asked<T>>();
  private count = 0;

  get size(): number {
    return this.asked.size;
  }

  /** The number to send along, and what the answer will be. */
  ask(): { number: number; answer: Promise<T> } {
    const number = this.count++;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.asked.set(number, { resolve, reject });
    return { number, answer: promise };
  }

  answer(number: number, answer: T): void {
    this.taken(number)?.resolve(answer);
  }

  refuse(number: number, failure: unknown): void {
    this.taken(number)?.reject(failure);
  }

  /** No answer will come. */
  refuseAll(failure: unknown): void {
    for (const { reject } of this.asked.values()) reject(failure);
    this.asked.clear();
  }

  private taken(number: number): Asked<T> | undefined {
    const asked = this.asked.get(number);
    this.asked.delete(number);
    return asked;
  }
}

/** Callers who ask again when they have their answer. */
import { Answers } from "./answers.ts";
import { Connection } from "./connection.ts";
import type { BenchRequest } from "./requests.ts";

/** Each of so many connections asks for so long, one request after the other. Connections that break are opened again. */
export async function closedLoop(
  base: string,
  requests: readonly BenchRequest[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Answers> {
  const answers = new Answers();
  const until = performance.now() + seconds * 1_000;
  let sent = 0;
  const keepAsking = async (): Promise<void> => {
    while (performance.now() < until) {
      const connection = new Connection(base);
      const ask = (): void => {
        const began = performance.now();
        if (began >= until) return connection.close();
        connection.ask(requests[sent++ % requests.length]!, (status) => {
          answers.add(status, performance.now() - began);
          if (status > 0) ask();
        });
      };
      ask();
      await connection.closed;
    }
  };
  await Promise.all(Array.from({ length: connections }, keepAsking));
  return answers;
}

/** Sends requests over few connections, each with a time limit, and says what came of those that went wrong. */
import { Agent, request } from "node:http";
import type { FuzzRequest } from "./requests.ts";

const CONNECTIONS = 8;
const LONGEST = 20_000;
/** A long run says so often how far it is. */
const REPORTED = 10_000;

/** @returns in words, each request that was answered with 5xx, not at all, or not in time */
export async function faultsOf(
  base: string,
  next: () => FuzzRequest,
  count: number,
  report?: (sent: number, faults: number) => void,
): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const faults: string[] = [];
  let sent = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    while (sent < count && faults.length < 10) {
      const number = ++sent;
      if (number % REPORTED === 0) report?.(number, faults.length);
      const asked = next();
      const fault = await faultOf(base, asked, agent);
      if (fault !== undefined)
        faults.push(`request ${number}: ${fault}\n${JSON.stringify(asked).slice(0, 3_000)}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, oneAfterTheOther));
  agent.destroy();
  return faults;
}

function faultOf(
  base: string,
  { method, path, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<string | undefined> {
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  return new Promise((resolve) => {
    const out = request(`${base}${path}`, { method, headers: { ...headers, ...length }, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += text.length < 2_000 ? piece : ""));
      answer.on("end", () => resolve(answer.statusCode! >= 500 ? `${answer.statusCode} ${text}` : undefined));
      answer.on("error", (error) => resolve(error.message));
    });
    out.on("error", (error) => resolve(error.message));
    out.setTimeout(LONGEST, () => out.destroy(new Error(`no answer in ${LONGEST} ms`)));
    out.end(body);
  });
}

/** One caller's connection, with next to nothing between it and the socket: what asks shares the cores with what is measured. */
import { connect, type Socket } from "node:net";
import type { BenchRequest } from "./requests.ts";

export class Connection {
  /** Resolves when nothing can be asked by it any more. */
  readonly closed: Promise<void>;
  private readonly socket: Socket;
  private readonly host: string;
  private readonly base: string;
  private received = "";
  private answered: ((status: number) => void) | undefined;

  constructor(base: string) {
    const { hostname, port, host, pathname } = new URL(base);
    this.host = host;
    this.base = pathname.replace(/\/$/, "");
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.on("data", (bytes) => this.take(bytes.toString("latin1")));
    this.socket.on("error", () => undefined);
    this.closed = new Promise((resolve) =>
      this.socket.once("close", () => {
        this.end(0);
        resolve();
      }),
    );
  }

  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  /** `answered` gets the status; 0: the connection broke. One request at a time. */
  ask({ method, path, body }: BenchRequest, answered: (status: number) => void): void {
    this.answered = answered;
    const length = body === undefined ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    this.socket.write(
      `${method} ${this.base}${path} HTTP/1.1\r\nHost: ${this.host}\r\n` +
        `Content-Type: application/fhir+json\r\n${length}\r\n${body ?? ""}`,
    );
  }

  close(): void {
    this.socket.destroy();
  }

  private take(bytes: string): void {
    this.received += bytes;
    const head = this.received.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.received)?.[1];
    if (length === undefined) throw new Error("only answers that say how long they are can be measured");
    if (this.received.length < head + 4 + Number(length)) return;
    const status = Number(this.received.slice(9, 12));
    this.received = "";
    this.end(status);
  }

  private end(status: number): void {
    const { answered } = this;
    this.answered = undefined;
    answered?.(status);
  }
}

/** Hears of other nodes' writes: LISTEN on a connection of its own, and asking while that is broken. */
import pg from "pg";

const AGAIN_MS = 1_000;

export class PostgresListener {
  readonly channel: string;
  private readonly config: pg.ClientConfig;
  private readonly heard: (generation: number) => void;
  private readonly refresh: () => Promise<unknown>;
  private readonly timer: NodeJS.Timeout;
  private client: pg.Client | undefined;
  private connecting = false;
  private closed = false;

  constructor(
    config: pg.ClientConfig,
    channel: string,
    heard: (generation: number) => void,
    refresh: () => Promise<unknown>,
  ) {
    this.config = config;
    this.channel = channel;
    this.heard = heard;
    this.refresh = refresh;
    this.timer = setInterval(() => this.watch(), AGAIN_MS).unref();
    this.watch();
  }

  /** While nobody listens, asks; and tries to listen again. */
  private watch(): void {
    if (this.client || this.connecting || this.closed) return;
    this.connecting = true;
    void this.listen()
      .catch(() => undefined)
      .then(() => this.refresh())
      .catch(() => undefined)
      .finally(() => (this.connecting = false));
  }

  private async listen(): Promise<void> {
    const client = new pg.Client(this.config);
    const gone = (): void => {
      if (this.client === client) this.client = undefined;
    };
    client.on("error", gone).on("end", gone);
    client.on("notification", ({ payload }) => this.heard(Number(payload)));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw cause;
    }
    if (this.closed) await client.end();
    else this.client = client;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.client?.end().catch(() => undefined);
  }
}

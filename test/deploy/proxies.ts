/** The recipes in deploy/proxy, each as it stands but for addresses and certificates, in front of a server. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request, type RequestOptions } from "node:https";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { until } from "../server/workers/server-process.ts";

export interface Proxy {
  name: string;
  isInstalled: boolean;
  /** Starts it in `folder`, from HTTPS at `port` to the nodes; `plain`: a port for plain HTTP. */
  start(at: Place): ChildProcess;
}

interface Place {
  folder: string;
  port: number;
  plain: number;
  /** `127.0.0.1:3000` */
  nodes: readonly string[];
}

const recipe = (name: string): string =>
  readFileSync(new URL(`../../deploy/proxy/${name}`, import.meta.url), "utf8");

/** Each text must be there to be replaced, so that the recipe can't move away from its test. */
function replaced(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`the recipe has no ${from}`);
    return all.replaceAll(from, to);
  }, text);
}

const isInstalled = (command: string, flag: string): boolean => spawnSync(command, [flag]).status === 0;

const nginx: Proxy = {
  name: "nginx",
  isInstalled: isInstalled("nginx", "-v"),
  start({ folder, port, plain, nodes }) {
    const site = replaced(recipe("nginx.conf"), [
      ["server 127.0.0.1:3000 max_fails=0;", nodes.map((node) => `server ${node} max_fails=0;`).join("\n")],
      ["listen 80;", `listen 127.0.0.1:${plain};`],
      ["listen 443 ssl http2;", `listen 127.0.0.1:${port} ssl http2;`],
      ["/etc/ssl/tx.example.org.pem", join(folder, "cert.pem")],
      ["/etc/ssl/tx.example.org.key", join(folder, "key.pem")],
    ]);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
    const user = process.getuid?.() === 0 ? "user root root;" : "";
    const main = `${user} daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${paths}\n${site} }`;
    writeFileSync(join(folder, "main.conf"), main);
    return spawn("nginx", ["-p", folder, "-c", join(folder, "main.conf"), "-e", "stderr"]);
  },
};

const caddy: Proxy = {
  name: "Caddy",
  isInstalled: isInstalled("caddy", "version"),
  start({ folder, port, plain, nodes }) {
    const text = replaced(recipe("Caddyfile"), [
      ["\tadmin off\n", `\tadmin off\n\tskip_install_trust\n\thttp_port ${plain}\n\thttps_port ${port}\n`],
      [
        "\ntx.example.org {",
        `\nhttps://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${folder}/cert.pem ${folder}/key.pem`,
      ],
      ["127.0.0.1:3000", nodes.join(" ")],
    ]);
    writeFileSync(join(folder, "Caddyfile"), text);
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    return spawn("caddy", ["run", "--config", join(folder, "Caddyfile")], { env });
  },
};

export const proxies: readonly Proxy[] = [nginx, caddy];
export const canMakeCertificates = isInstalled("openssl", "version");

/** For HTTPS and for plain HTTP. */
export interface ProxyPorts {
  port: number;
  plain: number;
}

export interface RunningProxy {
  url: string;
  plain: string;
  stop(): Promise<void>;
}

export async function startProxy(
  proxy: Proxy,
  folder: string,
  { port, plain }: ProxyPorts,
  servers: readonly string[],
): Promise<RunningProxy> {
  mkdirSync(folder, { recursive: true });
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"];
  execFileSync("openssl", ["req", "-x509", ...key, "-out", "cert.pem", "-days", "2", ...subject], {
    cwd: folder,
    stdio: "ignore",
  });
  const child = proxy.start({ folder, port, plain, nodes: servers.map((url) => new URL(url).host) });
  let said = "";
  child.stderr?.on("data", (part) => (said += String(part)));
  const ended = once(child, "exit");
  const failed = ended.then(() => Promise.reject(new Error(said)));
  await Promise.race([accepts(port), failed]);
  failed.catch(() => undefined);
  return {
    url: `https://localhost:${port}`,
    plain: `http://localhost:${plain}`,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** Two that are free, below those that the system gives away by itself: no other test gets one of them meanwhile. */
export async function freePorts(): Promise<ProxyPorts> {
  const port = await freePort();
  let plain = await freePort();
  while (plain === port) plain = await freePort();
  return { port, plain };
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    await once(server.close(), "close");
    return port;
  }
}

const accepts = (port: number): Promise<true> =>
  until(async () => {
    const socket = connect(port, "127.0.0.1");
    const up = await once(socket, "connect").then(
      () => true as const,
      () => undefined,
    );
    socket.destroy();
    return up;
  });

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Over TLS, with a certificate that nobody else has signed. */
export function ask(
  address: string,
  { body, ...options }: RequestOptions & { body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search } = new URL(address);
    const to = { host: "127.0.0.1", servername: "localhost", port, path: pathname + search };
    const headers = { Host: `localhost:${port}`, ...options.headers };
    const req = request({ ...to, rejectUnauthorized: false, agent: false, ...options, headers }, (res) => {
      let text = "";
      res.setEncoding("utf8").on("data", (part: string) => (text += part));
      res
        .on("error", reject)
        .on("end", () => resolve({ status: res.statusCode!, headers: res.headers, text }));
    });
    // Who refuses a body closes while it is still being sent: the answer may be there all the same.
    req.on("error", (error) => setTimeout(() => reject(error), 1_000)).end(body);
  });
}

/** The image in tests that run containers: for the npm package `testcontainers`, which is the user's to install. */
import { AbstractStartedContainer, GenericContainer, type StartedTestContainer, Wait } from "testcontainers";

const PORT = 3000;
const SEED = "/seed";

/** Starts Ossicle from its image and waits until it is seeded and ready. */
export class OssicleContainer extends GenericContainer {
  constructor(image = "ossicle") {
    super(image);
    this.withExposedPorts(PORT)
      .withEnvironment({ OSSICLE_STORE: "memory:" })
      // Ready means seeded; the port alone is open before.
      .withWaitStrategy(Wait.forHttp("/health/ready", PORT));
  }

  /** Files and folders of this machine, imported before it is ready. */
  withSeed(...paths: readonly string[]): this {
    const targets = paths.map((source, i) => ({ source, target: `${SEED}/${i}-${lastSegment(source)}` }));
    this.withCopyFilesToContainer(targets.filter(({ source }) => /\.\w+$/.test(source)));
    this.withCopyDirectoriesToContainer(targets.filter(({ source }) => !/\.\w+$/.test(source)));
    this.withEnvironment({ OSSICLE_SEED: targets.map(({ target }) => target).join(":") });
    return this;
  }

  override async start(): Promise<StartedOssicleContainer> {
    return new StartedOssicleContainer(await super.start());
  }
}

const lastSegment = (path: string): string =>
  path
    .replace(/[\\/]+$/, "")
    .split(/[\\/]/)
    .at(-1)!;

export class StartedOssicleContainer extends AbstractStartedContainer {
  // The base class asks for it by name.
  constructor(started: StartedTestContainer) {
    super(started);
  }

  /** `http://HOST:PORT/r4` */
  getFhirBaseUrl(version: "r4" | "r5" = "r4"): string {
    return `http://${this.getHost()}:${this.getMappedPort(PORT)}/${version}`;
  }
}

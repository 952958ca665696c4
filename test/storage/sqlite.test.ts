import { afterAll } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { storeContract } from "./store-contract.ts";
import { temporaryFolder } from "./temporary.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
let n = 0;

storeContract("sqlite", () => openStore(`sqlite:${folder.path}/${n++}.db`));

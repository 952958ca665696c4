import { openStore } from "../../src/storage/open-store.ts";
import { storeContract } from "./store-contract.ts";

storeContract("memory", () => openStore("memory:"));

import { describe, expect, it } from "vitest";
import { baseUrl } from "../../src/http/base-url.ts";
import type { HttpRequestMessage } from "../../src/http/handler.ts";

const request = (host: string | undefined, mount = "/r4", protocol = "http"): HttpRequestMessage =>
  ({ headers: { host }, baseUrl: mount, protocol }) as unknown as HttpRequestMessage;

describe("the address that a caller used", () => {
  it("is each caller's own, whoever asked before", () => {
    const asked = [
      request("a.example"),
      request("b.example:8080"),
      request("b.example:8080", "/r5"),
      request("b.example:8080", "/r5", "https"),
      request("a.example"),
      request("a.example"),
    ];
    expect(asked.map((one) => baseUrl(one, undefined))).toEqual([
      "http://a.example/r4",
      "http://b.example:8080/r4",
      "http://b.example:8080/r5",
      "https://b.example:8080/r5",
      "http://a.example/r4",
      "http://a.example/r4",
    ]);
  });

  it("is the mount alone where the Host header holds something else", () => {
    for (const host of [undefined, "", "a b", "evil.example/path", "a.example:999999"])
      expect(baseUrl(request(host), undefined)).toBe("/r4");
  });

  it("begins with the public address where there is one", () => {
    expect(baseUrl(request("a.example"), "https://tx.example/fhir")).toBe("https://tx.example/fhir/r4");
  });
});

import { describe, expect, test } from "vitest";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import {
  NO_VERSION_RULES,
  versionRules,
  violatedCheck,
  violatedValueSetCheck,
  wantedValueSetVersion,
  wantedVersion,
} from "../../../src/terminology/resolve/version-rules.ts";

const S = "http://example.org/s";

describe("the version that is wanted of a code system", () => {
  const rules = versionRules({
    systemVersion: [`${S}|1.0`, "http://example.org/other|9"],
    checkSystemVersion: [`${S}|1.x`],
  });

  test("the include's own wins over system-version, and system-version over check-system-version", () => {
    expect(wantedVersion(rules, S, "2.0")).toEqual({ version: "2.0", source: "include" });
    expect(wantedVersion(rules, S, undefined)).toEqual({ version: "1.0", source: "system-version" });
    const checkOnly = versionRules({ checkSystemVersion: [`${S}|1.x`] });
    expect(wantedVersion(checkOnly, S, undefined)).toEqual({
      version: "1.x",
      source: "check-system-version",
    });
    expect(wantedVersion(NO_VERSION_RULES, S, undefined)).toEqual({ version: undefined, source: "none" });
  });

  test("force-system-version wins over everything", () => {
    const forced = { ...rules, ...versionRules({ forceSystemVersion: [`${S}|3`] }) };
    expect(wantedVersion(forced, S, "2.0")).toEqual({ version: "3", source: "force-system-version" });
  });

  test("a rule about another system says nothing", () => {
    const other = versionRules({ systemVersion: ["http://example.org/other|9"] });
    expect(wantedVersion(other, S, undefined).source).toBe("none");
  });

  test.each([S, `${S}|`, "|1", ""])("a rule without an address or a version is refused: '%s'", (rule) => {
    expect(() => versionRules({ forceSystemVersion: [rule] })).toThrow(
      /^force-system-version: .* is not valid here; name a version too: /,
    );
    expect(() => versionRules({ checkValueSetVersion: [rule] })).toThrow(/^check-valueset-version: /);
  });

  test("two different versions to be used of one system are refused, never the first silently", () => {
    const two = [`${S}|1.0`, `${S}|2.0`];
    for (const parameters of [{ forceSystemVersion: two }, { systemVersion: two }])
      expect(() => versionRules(parameters)).toThrow(/system-version: .*2\.0.*1\.0 too; name one version/);
    expect(() => versionRules({ forceValueSetVersion: two })).toThrow(TerminologyError);
    const alike = versionRules({ forceSystemVersion: [`${S}|1.x`, `${S}|1.0`, `${S}|1.0`] });
    expect(wantedVersion(alike, S, "2.0").version).toBe("1.0");
  });

  test("of several patterns the narrowest is wanted, in whatever order they come", () => {
    for (const order of [
      ["x", "1.x", "1.1.x"],
      ["1.1.x", "1.x", "x"],
      ["1.x", "1.1.x", "x"],
    ]) {
      const given = order.map((version) => `${S}|${version}`);
      const filled = versionRules({ systemVersion: given });
      expect(wantedVersion(filled, S, undefined).version).toBe("1.1.x");
      const forced = versionRules({ forceSystemVersion: given });
      expect(wantedVersion(forced, S, "2.0").version).toBe("1.1.x");
      const checked = versionRules({ checkSystemVersion: given });
      expect(wantedVersion(checked, S, undefined).version).toBe("1.1.x");
      expect(() => versionRules({ systemVersion: [...given, `${S}|1.0.0`] })).toThrow(TerminologyError);
    }
  });

  test("a check allows what fits any of its patterns, and names the first otherwise", () => {
    const either = versionRules({ checkSystemVersion: [`${S}|1.0.x`, `${S}|2.1`] });
    expect(violatedCheck(either, S, "1.0.7")).toBeUndefined();
    expect(violatedCheck(either, S, "2.1")).toBeUndefined();
    expect(violatedCheck(either, S, "2.2")).toBe("1.0.x");
    expect(violatedCheck(either, S, undefined)).toBe("1.0.x");
    expect(violatedCheck(either, "http://example.org/other", "5")).toBeUndefined();
  });
});

describe("the version that is wanted of a value set", () => {
  test("default-valueset-version pins what is not pinned", () => {
    const rules = versionRules({ defaultValueSetVersion: [`${S}|4`] });
    expect(wantedValueSetVersion(rules, { url: S })).toEqual({
      version: "4",
      source: "default-valueset-version",
    });
    expect(wantedValueSetVersion(rules, { url: S, version: "3" })).toEqual({ version: "3" });
  });

  test("force-valueset-version overrides every version, check-valueset-version fills one and allows no other", () => {
    const forced = versionRules({ forceValueSetVersion: [`${S}|5`], defaultValueSetVersion: [`${S}|4`] });
    for (const version of [undefined, "3"])
      expect(wantedValueSetVersion(forced, { url: S, version })).toEqual({
        version: "5",
        source: "force-valueset-version",
      });
    const checked = versionRules({ checkValueSetVersion: [`${S}|6`] });
    expect(wantedValueSetVersion(checked, { url: S }).version).toBe("6");
    expect(violatedValueSetCheck(checked, { url: S, version: "6" })).toBeUndefined();
    expect(violatedValueSetCheck(checked, { url: S, version: "3" })).toBe("6");
    expect(violatedValueSetCheck(checked, { url: `${S}/other`, version: "3" })).toBeUndefined();
  });
});

describe("date", () => {
  test("a day that is over counts; one that is not says nothing; nonsense is refused", () => {
    expect(versionRules({ date: "2020-02-29" }).versionDate).toBe("2020-02-29");
    expect(versionRules({ date: "2999" }).versionDate).toBeUndefined();
    expect(() => versionRules({ date: "yesterday" })).toThrow(TerminologyError);
  });
});

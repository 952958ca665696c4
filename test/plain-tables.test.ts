/** A word that came from outside is never looked up in a plain object, which knows words of its own (`constructor`). */
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { sourceFiles } from "./imports.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Where a table of a module, or an object made in place, is asked for whatever a string says. */
function lookups(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([...files], options);
  const checker = program.getTypeChecker();

  const isTable = (node: ts.Expression): boolean => {
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return isTable(node.expression);
    if (ts.isObjectLiteralExpression(node)) return true;
    const named = checker.getSymbolAtLocation(node);
    if (!named) return false;
    const symbol = named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
    const at = symbol.valueDeclaration;
    if (!at || !ts.isVariableDeclaration(at) || !ts.isSourceFile(at.parent.parent.parent)) return false;
    return !checker.isArrayType(checker.getTypeAtLocation(node));
  };
  const isAnyString = (node: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(node);
    return (type.isUnion() ? type.types : [type]).some((one) => (one.flags & ts.TypeFlags.String) !== 0);
  };

  return files.flatMap((file) => {
    const source = program.getSourceFile(file)!;
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (
        ts.isElementAccessExpression(node) &&
        isTable(node.expression) &&
        isAnyString(node.argumentExpression)
      ) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${file.replace(root, "")}:${line + 1} ${node.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

test("words from outside are looked up in Maps, or by own()", () => {
  expect(lookups(sourceFiles("src").map((file) => root + file))).toEqual([]);
});

test("such a look-up would be found", () => {
  expect(lookups([`${root}test/fixtures/plain-table.ts`])).toHaveLength(2);
});

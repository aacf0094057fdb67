// Colours files as an editor with TextMate grammars does: prints, as JSON, for each file and line its tokens, each
// [first column, column behind it, scopes].
//   node scopes.mjs FOLDER-OF-PACKAGES GRAMMAR FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [packages, grammarPath, ...paths] = process.argv.slice(2);
const require = createRequire(`${packages}/package.json`);
const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => parseRawGrammar(readFileSync(grammarPath, "utf8"), "wardmote.json"),
});
const grammar = await registry.loadGrammar("text.wardmote");

const coloured = paths.map((path) => {
  let stack = INITIAL;
  return readFileSync(path, "utf8").split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map((token) => [token.startIndex, token.endIndex, token.scopes.join(" ")]);
  });
});
process.stdout.write(JSON.stringify(coloured));

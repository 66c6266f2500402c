// Holds pages against the HTML standard, offline, and tells what is wrong as JSON: {file: [rule: message at place]}.
// node validate.mjs MODULES FILE...   (MODULES holds html-validate)
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const { HtmlValidate, StaticConfigLoader } = require("html-validate");
const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ["html-validate:standard", "html-validate:a11y"] }));
const told = {};
for (const file of files) {
  const report = await validator.validateString(readFileSync(file, "utf8"), file);
  told[basename(file)] = report.results.flatMap((result) =>
    result.messages.map((m) => `${m.ruleId}: ${m.message} (${m.line}:${m.column})`));
}
process.stdout.write(JSON.stringify(told));

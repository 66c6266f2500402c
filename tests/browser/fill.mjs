// Fills the one-file form as a person does, and hands over what is saved.
// node fill.mjs MODULES CHROMIUM JOB.json: [{page, fill: [[kind, name, value]], keyboard}] → the same with what came back
import { createRequire } from "node:module";
import fs from "node:fs";

const [modules, chromium, jobFile] = process.argv.slice(2);
const require = createRequire(`${modules}/node_modules/x.js`);
const { chromium: browserOf } = require("playwright-core");
const axe = fs.readFileSync(`${modules}/node_modules/axe-core/axe.min.js`, "utf8");
const browser = await browserOf.launch({ executablePath: chromium, args: ["--no-sandbox"] });

async function byKeyboard(page) {
  // Tab to everything once; space, arrows and letters where they mean something; Enter on the button at the end.
  const seen = {};
  for (let steps = 0; steps < 2000; steps++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { tagName, type, name, dataset } = document.activeElement;
      return { tag: tagName, type: type || "", name: name || "", act: (dataset && dataset.act) || "" };
    });
    if (at.act === "review") { await page.keyboard.press("Enter"); return steps; }
    const times = (seen[at.name] = (seen[at.name] || 0) + 1);
    if (at.type === "radio" && times === 1) {
      await page.keyboard.press("Space");
      for (let i = 0; i < at.name.length % 3; i++) await page.keyboard.press("ArrowDown");
    } else if (at.type === "checkbox" && times <= 4 && at.name !== "cfdiag:name") await page.keyboard.press("Space");
    else if (at.tag === "TEXTAREA") await page.keyboard.type("Ünd “so”");
    else if (at.type === "number") await page.keyboard.type("12");
  }
  return -1;
}

async function byHand(page, fill) {
  for (const [kind, name, value] of fill) {
    if (kind === "add") await page.click(`[data-add="${name}"]`);
    else if (kind === "check") await page.check(`[name="${name}"][value="${value}"]`);
    else if (kind === "place") await page.selectOption(`[data-of="${name}"][data-option="${value[0]}"]`, String(value[1]));
    else if (kind === "item") await page.fill(`[data-item="${name}"] [data-name]`, value);
    else await page.fill(`[name="${name}"]`, value);
  }
  await page.click("[data-act=review]");
}

const told = [];
for (const { page: file, fill } of JSON.parse(fs.readFileSync(jobFile, "utf8"))) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
  const page = await context.newPage();
  const requests = [], console_ = [];
  page.on("request", each => { if (!/^(file|blob|data):/.test(each.url())) requests.push(each.url()); });
  page.on("console", each => console_.push(each.text()));
  page.on("pageerror", each => console_.push(String(each)));
  await page.goto(`file://${file}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const small = await page.evaluate(() => [...document.querySelectorAll(".row label, button, textarea, select")]
    .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.9).length);
  const steps = fill ? (await byHand(page, fill), 0) : await byKeyboard(page);
  const shown = await page.innerText("#answers");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-act=save]")]);
  const saved = fs.readFileSync(await download.path(), "utf8");
  await page.click("[data-act=copy]");
  const text = await page.inputValue("#text");
  const progress = await page.innerText("#progress");
  await page.reload();
  const after = await page.innerText("#progress");
  await context.close();
  const violations = [];
  for (const colorScheme of ["light", "dark"]) {
    const other = await browser.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true, colorScheme });
    const look = await other.newPage();
    await look.goto(`file://${file}`);
    await look.addScriptTag({ content: axe });
    const found = await look.evaluate(() => axe.run());
    violations.push(...found.violations.map(each => `${colorScheme} ${each.id} ${each.nodes[0].html.slice(0, 80)}`));
    await other.close();
  }
  told.push({ overflow, small, steps, shown, name: download.suggestedFilename(), saved, text, progress, after, requests, console: console_, violations });
}
await browser.close();
console.log(JSON.stringify(told));

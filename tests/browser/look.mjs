// Opens pages in headless Chromium and tells, as JSON, what the tests want to know about them.
// node look.mjs MODULES CHROMIUM OUTPUT FILE...   (MODULES holds playwright-core and axe-core)
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, output, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await playwright.chromium.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const told = {};
for (const file of files) {
  const found = { requests: [], console: [], looks: {} };
  for (const colorScheme of ["light", "dark"]) {
    // axe is injected by the driver; the page's own policy allows no script and stays as it is for the reader.
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    page.on("request", (r) => { if (!r.url().startsWith("data:") && !r.url().startsWith("file:")) found.requests.push(r.url()); });
    page.on("console", (m) => found.console.push(m.text()));
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(axe);
    for (const width of [1280, 800, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const look = { overflow: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth) };
      look.outside = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => {
        if (e.closest(".scroll") || e.closest("svg") || e.classList.contains("skip")) return false;
        const box = e.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && box.right > window.innerWidth + 1;
      }).slice(0, 5).map((e) => e.outerHTML.slice(0, 120)));
      look.clipped = await page.evaluate(() => [...document.querySelectorAll("svg text")].filter((t) => {
        const svg = t.closest("svg").getBoundingClientRect(), box = t.getBoundingClientRect();
        return svg.width > 0 && box.width > 0 && (box.left < svg.left - 1 || box.right > svg.right + 1);
      }).map((t) => t.textContent));
      if (width === (colorScheme === "light" ? 1280 : 360)) {
        const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        look.violations = result.violations
          .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
      }
      found.looks[`${colorScheme} ${width}`] = look;
      if (process.env.CFDIAG_PICTURES) {
        await page.screenshot({ path: join(output, `${basename(file)}.${colorScheme}.${width}.png`), fullPage: true });
      }
      if (colorScheme === "light" && width === 1280) {
        await page.pdf({ path: join(output, `${basename(file)}.pdf`), preferCSSPageSize: true, printBackground: true });
      }
    }
    await context.close();
  }
  told[basename(file)] = found;
}
await browser.close();
process.stdout.write(JSON.stringify(told));

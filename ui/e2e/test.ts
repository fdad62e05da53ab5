import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, test as base, expect } from "@playwright/test";
import type { Preferences } from "../src/platform/bindings";
import { Devhost } from "./devhost";

const AXE = readFileSync(join(import.meta.dirname, "../node_modules/axe-core/axe.min.js"), "utf8");
const PICTURES = process.env["FRONTDESK_SCREENSHOTS"] ?? join(import.meta.dirname, "artifacts");

interface Options {
  /** `first-start`: nothing connected; `connected`: a filled desk; `training`: the training clinic. */
  situation: "first-start" | "connected" | "training";
  /** The desk has its first manager, who is signed in and has a recovery code; without it the desk has no users. */
  signedIn: boolean;
}

/** The manager of a desk under test. */
export const MANAGER = { name: "Ioana Stanciu", password: "cal verde fericit" };

/** A test with a desk and a vendor of its own, and a page that has opened it. */
export const test = base.extend<Options & { desk: Devhost; opened: Page }>({
  situation: ["connected", { option: true }],
  signedIn: [true, { option: true }],
  desk: async ({ situation, signedIn }, use) => {
    const desk = await Devhost.start({ training: situation === "training" });
    try {
      if (signedIn && situation !== "training") {
        await desk.call("session_first_manager", MANAGER);
        await desk.call("recovery_code", {});
      }
      if (situation === "connected") await desk.connect();
      if (situation !== "first-start") await desk.filled();
      await use(desk);
    } finally {
      desk.stop();
    }
  },
  opened: async ({ page, desk }, use) => {
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("dialog", (dialog) => {
      wrong.push(`the page opened a dialog of the browser: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      // What failed to load is told below, with its address.
      if (message.type() === "error" && !message.text().startsWith("Failed to load"))
        wrong.push(message.text());
    });
    page.on("response", (response) => {
      // A refused command is an answer like any other.
      if (response.status() >= 400 && response.status() !== 422)
        wrong.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(desk.url);
    await use(page);
    expect(wrong).toEqual([]);
  },
});

export { expect };

/** Changes this desk's preferences and waits until the page wears them. */
export async function prefer(desk: Devhost, page: Page, changes: Partial<Preferences>): Promise<void> {
  const { preferences } = await desk.call("app_state", {});
  await desk.call("preferences_set", { ...preferences, ...changes });
  if (changes.theme) await expect(page.locator("html")).toHaveAttribute("data-theme", changes.theme);
  if (changes.language) await expect(page.locator("html")).toHaveAttribute("lang", changes.language);
}

/**
 * Fails with rule, element and reason wherever the page breaks an accessibility rule, colours included. The check takes
 * its time while the page goes on reading: what broke a rule only between two of its steps is looked at once more.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  await expect(async () => expect(await problemsOf(page)).toEqual([])).toPass({ timeout: 15_000 });
}

async function problemsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: unknown,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html}\n${node.failureSummary}`).join("\n")}`,
    );
  });
}

/** Keeps a picture of the window. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: "disabled" });
}

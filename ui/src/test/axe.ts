import axe from "axe-core";
import { expect } from "vitest";

/** Fails with the rule and the element wherever the page breaks an accessibility rule (colours are tested in the browser). */
export async function expectNoViolations(element: Element = document.body): Promise<void> {
  const { violations } = await axe.run(element, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
    [],
  );
}

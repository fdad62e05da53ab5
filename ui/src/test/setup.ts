import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

beforeEach(() => {
  delete document.documentElement.dataset["theme"];
});

afterEach(() => cleanup());

import { screen } from "@testing-library/react";
import { type Fake, fakePlatform } from "../platform/fake/fake";
import type { Seated } from "../platform/fake/session";
import { renderApp } from "./render";

export const ANA_PIN = "2580";

/** The desk with somebody in its seat, or locked, or left. */
export async function at(seated: Seated, change: (fake: Fake) => void = () => undefined) {
  const fake = fakePlatform({ seated });
  change(fake);
  const app = renderApp({ fake });
  if (seated === "locked" || seated === "signed_out") await screen.findByTestId("lock-screen");
  else await screen.findAllByTestId("today-row");
  return app;
}

/** Chooses who comes next on the lock screen. */
export async function choose(app: ReturnType<typeof renderApp>, name: string) {
  await app.user.click(await screen.findByRole("button", { name, pressed: false }));
}

/** Types a PIN on the lock screen. */
export async function unlock(app: ReturnType<typeof renderApp>, pin: string) {
  await app.user.type(await screen.findByTestId("lock-pin"), `${pin}{Enter}`);
}

import { render } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { App } from "../App";
import { newQueryClient } from "../platform/desk";
import { type Fake, fakePlatform } from "../platform/fake/fake";
import type { Screen } from "../state/place";

/** The whole window over an invented clinic, standing still at its moment. */
export function renderApp(options: { fake?: Fake; start?: Screen } = {}) {
  const fake = options.fake ?? fakePlatform();
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never, delay: null });
  const view = render(
    <App
      platform={fake}
      client={newQueryClient()}
      clock={() => fake.world.now}
      {...(options.start ? { start: options.start } : {})}
    />,
  );
  return { ...view, fake, user };
}

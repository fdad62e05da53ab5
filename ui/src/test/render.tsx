import { render } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { App } from "../App";
import { newQueryClient } from "../platform/desk";
import { type Fake, type FakeOptions, fakePlatform } from "../platform/fake/fake";
import type { Screen } from "../state/place";

/** The whole window over an invented clinic, standing still at its moment; with `all` it has every vendor, or these. */
export function renderApp(
  options: { fake?: Fake; start?: Screen; all?: NonNullable<FakeOptions["all"]> } = {},
) {
  const fake = options.fake ?? fakePlatform({ all: options.all ?? false });
  const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never, delay: null });
  const client = newQueryClient();
  const view = render(
    <App
      platform={fake}
      client={client}
      clock={() => fake.world.now}
      {...(options.start ? { start: options.start } : {})}
    />,
  );
  return { ...view, fake, user, client };
}

import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const openLetterhead = async (options: Parameters<typeof renderApp>[0] = {}) => {
  const app = renderApp({ start: "settings", ...options });
  await app.user.click(await screen.findByRole("tab", { name: "Letterhead" }));
  const name = await screen.findByTestId<HTMLInputElement>("letterhead-name");
  return { ...app, name };
};
const called = (app: Pick<ReturnType<typeof renderApp>, "fake">, name: string) =>
  app.fake.calls.filter((call) => call.name === name).map(({ request }) => request);

it("shows a document under the letterhead as it is typed, before anything is saved", async () => {
  const app = await openLetterhead();
  await app.user.type(app.name, " Nord");
  await waitFor(() =>
    expect(called(app, "letterhead_preview").at(-1)).toMatchObject({
      letterhead: { name: "Clinica Exemplu SRL Nord" },
      document: "invoice",
      language: "en",
    }),
  );
  expect(called(app, "letterhead_set")).toHaveLength(0);
  await app.user.click(screen.getByTestId("letterhead-language"));
  await app.user.click(await screen.findByRole("option", { name: "Italiano" }));
  await waitFor(() => expect(called(app, "letterhead_preview").at(-1)).toMatchObject({ language: "it" }));
  await expectNoViolations();
  await app.user.click(screen.getByTestId("letterhead-save"));
  await screen.findByText(/Saved\. Papers already made/);
  expect(called(app, "letterhead_set")[0]).toMatchObject({
    name: "Clinica Exemplu SRL Nord",
    address: ["Str. Florilor 12", "Cluj-Napoca"],
  });
});

it("does not save without a name, and keeps what was typed elsewhere", async () => {
  const app = await openLetterhead();
  await app.user.clear(app.name);
  await app.user.click(screen.getByTestId("letterhead-save"));
  await screen.findByText("Fill this in.");
  expect(called(app, "letterhead_set")).toHaveLength(0);
  await app.user.type(app.name, "Alta");
  await app.user.click(screen.getByTestId("nav-today"));
  await app.user.click(screen.getByTestId("nav-settings"));
  expect((await screen.findByTestId<HTMLInputElement>("letterhead-name")).value).toBe("Alta");
});

it("says why a picture cannot be the logo", async () => {
  const app = await openLetterhead();
  const input = screen
    .getByRole("group", { name: "Logo" })
    .querySelector<HTMLInputElement>("input[type=file]") as HTMLInputElement;
  await app.user.upload(input, new File(["GIF89a"], "logo.png", { type: "image/png" }));
  await screen.findByText("This is no PNG, JPEG or SVG picture.");
  await app.user.upload(input, new File(["<svg></svg>"], "logo.svg", { type: "image/svg+xml" }));
  expect(await screen.findByRole("img", { name: "Logo" })).toBeTruthy();
  expect(screen.queryByText("This is no PNG, JPEG or SVG picture.")).toBeNull();
});

const row = () =>
  screen.getAllByTestId("template").find((each) => each.dataset["document"] === "invoice") as HTMLElement;

it("takes an own template, says where a wrong one fails, and goes back", async () => {
  const app = await openLetterhead();
  const input = row().querySelector<HTMLInputElement>("input[type=file]") as HTMLInputElement;
  await app.user.upload(input, new File(["nothing"], "a.typ", { type: "text/plain" }));
  expect((await within(row()).findByRole("alert")).textContent).toContain("Line 3: expected expression");
  await app.user.upload(input, new File(["#set page()"], "a.typ", { type: "text/plain" }));
  await waitFor(() => expect(row().textContent).toContain("own file since"));
  await app.user.click(within(row()).getByRole("button", { name: /Built-in template again/ }));
  await waitFor(() => expect(row().textContent).toContain("built in"));
});

it("is the managers' alone", async () => {
  renderApp({ start: "settings", fake: fakePlatform({ seated: "receptionist" }) });
  await screen.findByRole("tab", { name: "This desk" });
  expect(screen.queryByRole("tab", { name: "Letterhead" })).toBeNull();
});

import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ToastsProvider } from "../../components/Toasts";
import { KeysProvider } from "../../keys/keys";
import { DeskProvider, newQueryClient } from "../../platform/desk";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { DraftsProvider } from "../../state/drafts";
import { PlaceProvider } from "../../state/place";
import { expectNoViolations } from "../../test/axe";
import { TextProvider } from "../../text/text";
import { ConsentForm } from "./ConsentForm";

const LINK = "https://forms.medsoft.example/gdpr/7301";

function show(fake: Fake = fakePlatform()) {
  render(
    <DeskProvider platform={fake} client={newQueryClient()}>
      <TextProvider language="en" vendor="MedSoft" zone="Europe/Bucharest">
        <KeysProvider letters>
          <ToastsProvider>
            <DraftsProvider>
              <PlaceProvider>
                <main>
                  <ConsentForm record="record" name="Crăciun Maria" birthDate="1965-05-12" />
                </main>
              </PlaceProvider>
            </DraftsProvider>
          </ToastsProvider>
        </KeysProvider>
      </TextProvider>
    </DeskProvider>,
  );
  return fake;
}
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const asked = (fake: Fake) =>
  fake.calls.filter(({ name }) => name === "gdpr_form").map(({ request }) => request as { intent: string });

const make = async () => {
  press("New form");
  fireEvent.click(await screen.findByRole("button", { name: "Make the form" }));
};

afterEach(() => vi.useRealTimers());

describe("the consent form", () => {
  it("names the patient beside link and code", async () => {
    show();
    press("Last form");
    const dialog = await screen.findByRole("dialog", { name: "Consent form" });
    expect(dialog.textContent).toContain("Crăciun Maria");
    expect(dialog.textContent).toContain("born 12 May 1965");
    expect(dialog.textContent).toContain("Made 2 Aug 2024");
    expect(within(dialog).getByTestId("consent-link").textContent).toBe(LINK);
    expect(within(dialog).getByRole("img", { name: "Code with the link to the consent form" })).toBeTruthy();
    // A link that opens somebody's form is text to be scanned or copied, nothing to click on.
    expect(within(dialog).queryByRole("link")).toBeNull();
    await expectNoViolations(dialog);
  });

  it("hides itself after a minute", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    show();
    press("Last form");
    await screen.findByRole("dialog");
    act(() => void vi.advanceTimersByTime(59_000));
    expect(screen.queryByRole("dialog")).not.toBeNull();
    act(() => void vi.advanceTimersByTime(1_500));
    await waitFor(() => expect(screen.queryByTestId("consent-link")).toBeNull());
  });

  it("copies the link, or says how when that is not allowed", async () => {
    const user = userEvent.setup();
    show();
    press("Last form");
    await screen.findByRole("dialog");
    await user.click(screen.getByRole("button", { name: "Copy link" }));
    expect(await navigator.clipboard.readText()).toBe(LINK);
    expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(screen.getByRole("button", { name: "Copied" }));
    expect(await screen.findByText(/Select the link and copy it/)).toBeTruthy();
  });

  it("says when there is none yet", async () => {
    const fake = fakePlatform();
    fake.instead("gdpr_form", () => ({ url: null, made_at: null }));
    show(fake);
    press("Last form");
    expect(await screen.findByText(/no consent form of this patient yet/)).toBeTruthy();
  });

  it("takes a refusal of the last one for what it says, not for a failure", async () => {
    const fake = fakePlatform();
    const said = "Pacientul nu are nicio fișă GDPR.";
    fake.fails("gdpr_form", "vendor-refused", { vendor_message: said });
    show(fake);
    press("Last form");
    expect((await screen.findByText(new RegExp(said))).textContent).toContain("MedSoft gave no form");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says what the vendor says against a new one", async () => {
    const fake = fakePlatform();
    fake.fails("gdpr_form", "vendor-refused", { vendor_message: "Cod inactiv" });
    show(fake);
    await make();
    expect((await screen.findByRole("alert")).textContent).toContain("Cod inactiv");
  });

  it("makes a new one only after a question that names the patient", async () => {
    const fake = show();
    press("New form");
    const dialog = await screen.findByRole("dialog", { name: "Make a new consent form" });
    expect(dialog.textContent).toContain("Crăciun Maria");
    expect(asked(fake)).toHaveLength(0);
    await expectNoViolations(dialog);
    fireEvent.click(within(dialog).getByRole("button", { name: "Make the form" }));
    expect((await screen.findByTestId("consent-link")).textContent).toContain("7712");
    expect(asked(fake)[0]).toMatchObject({ kind: "new", record: "record" });
  });

  it("keeps one intent until the form was made, so that none is made twice", async () => {
    const fake = fakePlatform();
    fake.fails("gdpr_form", "needs-live-line");
    show(fake);
    await make();
    expect((await screen.findByRole("alert")).textContent).toContain("stands under Unsent");
    await make();
    await waitFor(() => expect(asked(fake)).toHaveLength(2));
    expect(asked(fake)[1]?.intent).toBe(asked(fake)[0]?.intent);
  });

  it("says why the last one could not be asked for", async () => {
    const fake = fakePlatform();
    fake.fails("gdpr_form", "needs-live-line");
    show(fake);
    press("Last form");
    expect((await screen.findByRole("alert")).textContent).toContain("needs a working line to MedSoft");
  });
});

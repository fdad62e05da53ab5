import type { QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { ToastsProvider } from "./components/Toasts";
import { useAppearance } from "./design/theme";
import { Frame } from "./frame/Frame";
import { HelpProvider } from "./frame/help";
import { Problem } from "./frame/Problem";
import { SearchProvider, useSearch } from "./frame/search/state";
import { KeysProvider } from "./keys/keys";
import type { AppState } from "./platform/bindings";
import { DeskProvider, useRead } from "./platform/desk";
import type { Platform } from "./platform/platform";
import { FirstStart } from "./screens/first-start/FirstStart";
import { ClockProvider } from "./state/clock";
import { AppStateProvider, vendorWords, zoneOf } from "./state/desk";
import { DraftsProvider } from "./state/drafts";
import { HiddenProvider } from "./state/hidden";
import { PlaceProvider, type Screen } from "./state/place";
import { LOCALES, languageFor } from "./text/catalogues";
import { TextProvider } from "./text/text";

interface Props {
  platform: Platform;
  client: QueryClient;
  clock?: () => Date;
  /** Which screen stands first. */
  start?: Screen;
}

const computersClock = () => new Date();

/** The pages of the window. */
export function App({ platform, client, clock = computersClock, start }: Props) {
  return (
    <DeskProvider platform={platform} client={client}>
      <ClockProvider clock={clock}>
        <Opening {...(start ? { start } : {})} />
      </ClockProvider>
    </DeskProvider>
  );
}

function Opening({ start }: { start?: Screen }) {
  const { data, error, again } = useRead("app_state", {});
  const language = languageFor(data?.preferences.language ?? "", data?.system_language ?? navigator.language);
  useAppearance(data?.preferences ?? { theme: "system", compact: false }, language);
  return (
    <I18nProvider locale={LOCALES[language]}>
      <TextProvider
        language={language}
        zone={data ? zoneOf(data) : "UTC"}
        vendor={vendorWords(data?.connections ?? [])}
      >
        {data ? <Desk state={data} {...(start ? { start } : {})} /> : null}
        {!data && error ? <Problem error={error} again={again} /> : null}
      </TextProvider>
    </I18nProvider>
  );
}

function Desk({ state, start }: { state: AppState; start?: Screen }) {
  const ready = state.situation === "ready";
  return (
    <AppStateProvider state={state}>
      <SearchProvider>
        <Keyboard letters={state.preferences.letter_keys} digits={ready}>
          <ToastsProvider>
            {state.problem ? <Problem error={state.problem} /> : null}
            {!state.problem && !ready ? <FirstStart /> : null}
            {!state.problem && ready ? (
              <DraftsProvider>
                <HiddenProvider>
                  <PlaceProvider {...(start ? { start } : {})}>
                    <HelpProvider>
                      <Frame />
                    </HelpProvider>
                  </PlaceProvider>
                </HiddenProvider>
              </DraftsProvider>
            ) : null}
          </ToastsProvider>
        </Keyboard>
      </SearchProvider>
    </AppStateProvider>
  );
}

function Keyboard({ letters, digits, children }: { letters: boolean; digits: boolean; children: ReactNode }) {
  const { startWith } = useSearch();
  return (
    <KeysProvider letters={letters} {...(digits ? { onDigit: startWith } : {})}>
      {children}
    </KeysProvider>
  );
}

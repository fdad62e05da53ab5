import type { QueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
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
import { FirstCode } from "./screens/first-start/FirstCode";
import { FirstManager } from "./screens/first-start/FirstManager";
import { FirstStart } from "./screens/first-start/FirstStart";
import { ProblemScreen } from "./screens/problem/ProblemScreen";
import { LockScreen } from "./screens/session/LockScreen";
import { ClockProvider } from "./state/clock";
import { CodesProvider } from "./state/codes";
import { AppStateProvider, useAppState, vendorWords, zoneOf } from "./state/desk";
import { type Drafts, DraftsProvider } from "./state/drafts";
import { HiddenProvider } from "./state/hidden";
import { useIsManager } from "./state/manager";
import { PlaceProvider, type Screen } from "./state/place";
import { useDraftsOfSitting, useSittingKey } from "./state/seats";
import { SessionProvider, useSitting } from "./state/session";
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
  return (
    <AppStateProvider state={state}>
      <SessionProvider>
        <CodesProvider>
          <Standing {...(start ? { start } : {})} />
        </CodesProvider>
      </SessionProvider>
    </AppStateProvider>
  );
}

/** What stands in the window: the desk, or what comes before it. */
function Standing({ start }: { start?: Screen }) {
  const { problem, situation } = useAppState();
  const { session, closed, postponed, postpone } = useSitting();
  const [unwritten, setUnwritten] = useState(false);
  const manager = useIsManager();
  const drafts = useDraftsOfSitting();
  const sitting = useSittingKey();
  if (problem) {
    return (
      <Outside>
        <ProblemScreen problem={problem} />
      </Outside>
    );
  }
  if (closed) {
    return (
      <Outside>
        <LockScreen />
      </Outside>
    );
  }
  if (unwritten && manager) {
    return (
      <Outside>
        <FirstCode onDone={() => setUnwritten(false)} />
      </Outside>
    );
  }
  if (situation === "ready" && session.kind === "first_manager" && !postponed) {
    return (
      <Outside>
        <FirstManager onMade={() => setUnwritten(true)} onLater={() => postpone(true)} />
      </Outside>
    );
  }
  return (
    <Seat key={sitting} drafts={drafts}>
      {situation === "ready" ? (
        <HiddenProvider>
          <PlaceProvider {...(start ? { start } : {})}>
            <HelpProvider>
              <Frame />
            </HelpProvider>
          </PlaceProvider>
        </HiddenProvider>
      ) : (
        <FirstStart onMade={() => setUnwritten(true)} />
      )}
    </Seat>
  );
}

/** Everything that belongs to whoever sits here, and goes from the window with them. */
function Seat({ drafts, children }: { drafts: Drafts; children: ReactNode }) {
  const { preferences, situation } = useAppState();
  return (
    <SearchProvider>
      <Keyboard letters={preferences.letter_keys} digits={situation === "ready"}>
        <ToastsProvider>
          <DraftsProvider kept={drafts}>{children}</DraftsProvider>
        </ToastsProvider>
      </Keyboard>
    </SearchProvider>
  );
}

/** Where there is no desk to work with: only the keys that are good everywhere. */
function Outside({ children }: { children: ReactNode }) {
  return <KeysProvider letters={false}>{children}</KeysProvider>;
}

function Keyboard({ letters, digits, children }: { letters: boolean; digits: boolean; children: ReactNode }) {
  const { startWith } = useSearch();
  return (
    <KeysProvider letters={letters} {...(digits ? { onDigit: startWith } : {})}>
      {children}
    </KeysProvider>
  );
}

import { useEffect, useMemo, useRef, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { Button } from "../../components/Button";
import { Segments } from "../../components/Fields";
import { Info } from "../../components/icons";
import { Mark } from "../../frame/Mark";
import { isTyping } from "../../keys/keys";
import { useNow } from "../../state/clock";
import { useAppState, vendorWords, useZone } from "../../state/desk";
import { useSitting } from "../../state/session";
import { LOCALES, type Language } from "../../text/catalogues";
import { civilAt } from "../../text/format";
import { TextProvider, useText } from "../../text/text";
import { LANGUAGE_NAMES } from "../settings/languages";
import { SheetByPin } from "../sheet/SheetByPin";
import { Emergency } from "./Emergency";
import { Forgot } from "./Forgot";
import { People } from "./People";
import { Unlock } from "./Unlock";
import "./session.css";

/** The whole window while nobody is signed in: who is there, and what opens the desk. Nothing of the desk itself. */
export function LockScreen() {
  const { language } = useText();
  const { connections } = useAppState();
  const zone = useZone();
  // For as long as the desk is locked: its own language is not a passer-by's to change.
  const [chosen, setChosen] = useState<Language>(language);
  return (
    <I18nProvider locale={LOCALES[chosen]}>
      <TextProvider language={chosen} zone={zone} vendor={vendorWords(connections)}>
        <Locked onLanguage={setChosen} />
      </TextProvider>
    </I18nProvider>
  );
}

type Way = "people" | "emergency" | "forgot";

function Locked({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { t, language } = useText();
  const { training, desk_name } = useAppState();
  const [way, setWay] = useState<Way>("people");
  const back = () => setWay("people");
  return (
    <div className="lock" lang={language} data-testid="lock-screen">
      {training ? (
        <div className="stripe stripe--training">
          <Info />
          <span>{t("training-line")}</span>
        </div>
      ) : null}
      <header className="lock__top">
        <span className="lock__product">
          <Mark />
          {t("app-name")}
        </span>
        <Segments
          label={t("first-language")}
          hideLabel
          value={language}
          onChange={onLanguage}
          options={LANGUAGE_NAMES}
        />
      </header>
      <main className="lock__main">
        <div className="lock__head">
          <h1>{desk_name || t("lock-title")}</h1>
          <Time />
        </div>
        {way === "people" ? <SignIn onForgot={() => setWay("forgot")} /> : null}
        {way === "emergency" ? <Emergency onBack={back} /> : null}
        {way === "forgot" ? <Forgot onBack={back} /> : null}
      </main>
      <footer className="lock__foot">
        <EmergencyButton shown={way !== "emergency"} onPress={() => setWay("emergency")} />
        <SheetByPin />
      </footer>
    </div>
  );
}

function EmergencyButton({ shown, onPress }: { shown: boolean; onPress: () => void }) {
  const { t } = useText();
  const { session } = useSitting();
  if (!shown || !session.emergency_possible) return <span />;
  return (
    <Button look="quiet" onPress={onPress} data-testid="lock-emergency">
      {t("emergency-title")}
    </Button>
  );
}

function Time() {
  const { format } = useText();
  const zone = useZone();
  const { date, time } = civilAt(useNow(), zone);
  return (
    <p className="lock__time">
      <time dateTime={`${date}T${time}`}>
        <b>{format.time(time)}</b>
        <span>{format.longDay(date)}</span>
      </time>
    </p>
  );
}

function SignIn({ onForgot }: { onForgot: () => void }) {
  const { t } = useText();
  const { session, forAnother } = useSitting();
  const { people, user } = session;
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  // Whoever locked it is expected back; one who is alone is meant anyway.
  const expected = useMemo(() => {
    if (people.length === 1) return people[0]?.id ?? null;
    return forAnother ? null : (people.find(({ id }) => id === user?.id)?.id ?? null);
  }, [people, user, forAnother]);
  const [chosen, setChosen] = useState<string | null>(expected);
  const [first, setFirst] = useState("");
  const person = people.find(({ id }) => id === chosen) ?? null;

  const choose = (id: string, digit = "") => {
    setFirst(digit);
    setChosen(id);
    if (id === chosen) form.current?.querySelector("input")?.focus();
  };
  useEffect(() => {
    if (chosen !== null) form.current?.querySelector("input")?.focus();
  }, [chosen]);
  const step = (by: 1 | -1) => {
    const here = people.findIndex(({ id }) => id === chosen);
    const next = people[(here + by + people.length) % people.length];
    if (next) choose(next.id);
  };

  // Digits typed beside the field are a PIN that was begun: of the name they are on, or of whoever is chosen.
  const onDigit = useRef<(event: KeyboardEvent) => void>(() => undefined);
  useEffect(() => {
    onDigit.current = (event) => {
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!bare || !/^\d$/.test(event.key) || isTyping(event.target)) return;
      const on = event.target instanceof HTMLElement ? event.target.dataset["person"] : undefined;
      const meant = people.find(({ id }) => id === (on ?? chosen));
      if (!meant) return;
      if (meant.id === chosen) {
        // The digit follows the cursor into the field.
        form.current?.querySelector("input")?.focus();
        return;
      }
      event.preventDefault();
      setFirst(meant.pin_enough ? event.key : "");
      setChosen(meant.id);
    };
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onDigit.current(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);

  return (
    <div className="lock__card">
      <People people={people} chosen={chosen} onChoose={choose} autoFocus={expected === null} />
      <section className="lock__side" aria-label={t("lock-sign-in")}>
        {person ? (
          <>
            <h2>{person.name}</h2>
            <Unlock key={person.id} person={person} first={first} form={form} now={now} onStep={step} />
          </>
        ) : (
          <div className="lock__who">
            <h2>{t("lock-who")}</h2>
            <p className="soft">{t("lock-who-help")}</p>
          </div>
        )}
        <Button look="quiet" onPress={onForgot} data-testid="lock-forgot">
          {t("forgot-title")}
        </Button>
      </section>
    </div>
  );
}

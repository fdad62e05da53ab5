import { useEffect } from "react";
import { Button } from "../../components/Button";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { usePlace } from "../../state/place";
import { useSitting } from "../../state/session";
import { useText } from "../../text/text";
import { SeveralDesks } from "../clinic/SeveralDesks";
import { LetterheadSettings } from "../letterhead/LetterheadSettings";
import { useHasMoney } from "../money/useHasMoney";
import { SheetSettings } from "../sheet/SheetSettings";
import { Connections } from "./Connections";
import { People } from "./People";
import { Safety } from "./Safety";
import { ThisDesk } from "./ThisDesk";
import "./settings.css";

const PARTS = {
  connections: Connections,
  people: People,
  safety: Safety,
  letterhead: LetterheadSettings,
  desks: SeveralDesks,
  downtime: SheetSettings,
  desk: ThisDesk,
};
type Part = keyof typeof PARTS;
const ORDER: readonly Part[] = ["connections", "people", "safety", "letterhead", "desks", "downtime", "desk"];

/** The clinic's accounts, its people and keys, and how this desk behaves. */
export function Settings() {
  const { t } = useText();
  const { version, training } = useAppState();
  const { people } = useSitting();
  const manager = useIsManager();
  const money = useHasMoney();
  const { go, errand } = usePlace();
  const [kept, setTab] = useDraft<string>("settings-tab");
  const forAccount = errand !== null && ("key" in errand || "places" in errand);
  useEffect(() => {
    if (forAccount) setTab("connections");
  }, [forAccount, setTab]);
  const tab = forAccount ? "connections" : kept;
  // What only a manager may change stands only before one; the training clinic has no people and no keys.
  const shown: Record<Part, boolean> = {
    connections: manager,
    people: manager && people,
    safety: manager && !training,
    letterhead: manager && money,
    desks: manager && !training,
    downtime: true,
    desk: true,
  };
  const parts = ORDER.filter((part) => shown[part]);
  // For whoever may change nothing of the clinic, this desk is what there is to set.
  const here = parts.find((part) => part === tab) ?? (manager ? "connections" : "desk");
  return (
    <section className="settings">
      <header className="settings__head">
        <h1>{t("settings-title")}</h1>
        {manager && !training ? (
          <Button onPress={() => go("access-log")} data-testid="access-log-open">
            {t("audit-title")}
          </Button>
        ) : null}
      </header>
      <Tabs className="settings__tabs" selectedKey={here} onSelectionChange={(key) => setTab(String(key))}>
        <TabList className="settings__list" aria-label={t("settings-title")}>
          {parts.map((part) => (
            <Tab key={part} id={part} className="settings__tab">
              {t(`settings-${part}`)}
            </Tab>
          ))}
        </TabList>
        {parts.map((part) => {
          const Body = PARTS[part];
          return (
            <TabPanel key={part} id={part} className="settings__panel">
              <Body />
            </TabPanel>
          );
        })}
      </Tabs>
      <p className="faint small">{t("settings-version", { version })}</p>
    </section>
  );
}

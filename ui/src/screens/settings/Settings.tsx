import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { Connections } from "./Connections";
import { ThisDesk } from "./ThisDesk";
import "./settings.css";

/** The clinic's accounts, and how this desk behaves. */
export function Settings() {
  const { t } = useText();
  const { version } = useAppState();
  const [tab, setTab] = useDraft<string>("settings-tab");
  return (
    <section className="settings">
      <h1>{t("settings-title")}</h1>
      <Tabs
        className="settings__tabs"
        selectedKey={tab ?? "connections"}
        onSelectionChange={(key) => setTab(String(key))}
      >
        <TabList className="settings__list" aria-label={t("settings-title")}>
          <Tab id="connections" className="settings__tab">
            {t("settings-connections")}
          </Tab>
          <Tab id="desk" className="settings__tab">
            {t("settings-desk")}
          </Tab>
        </TabList>
        <TabPanel id="connections" className="settings__panel">
          <Connections />
        </TabPanel>
        <TabPanel id="desk" className="settings__panel">
          <ThisDesk />
        </TabPanel>
      </Tabs>
      <p className="faint small">{t("settings-version", { version })}</p>
    </section>
  );
}

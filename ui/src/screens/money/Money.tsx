import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useConnectionsThat } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { Bills } from "../bills/Bills";
import { CashTab } from "./CashTab";
import { DayTab } from "./DayTab";
import "./money.css";
import { UnpaidTab } from "./UnpaidTab";

const PARTS = { day: DayTab, cash: CashTab, unpaid: UnpaidTab, bills: Bills };
type Part = keyof typeof PARTS;

/** The money desk: what this desk took, what is in the drawer, what is owed. */
export function Money() {
  const { t } = useText();
  const bills = useConnectionsThat("bills").length > 0;
  const [tab, setTab] = useDraft<string>("money-tab");
  const parts: Part[] = bills ? ["day", "cash", "unpaid", "bills"] : ["day", "cash", "unpaid"];
  const here = parts.find((part) => part === tab) ?? "day";
  return (
    <section className="money">
      <header className="money__head">
        <h1>{t("nav-money")}</h1>
        <p className="soft">{t("money-about")}</p>
      </header>
      <Tabs className="money__tabs" selectedKey={here} onSelectionChange={(key) => setTab(String(key))}>
        <TabList className="money__list" aria-label={t("nav-money")}>
          {parts.map((part) => (
            <Tab key={part} id={part} className="money__tab" data-testid={`money-tab-${part}`}>
              {t(`money-tab-${part}`)}
            </Tab>
          ))}
        </TabList>
        {parts.map((part) => {
          const Body = PARTS[part];
          return (
            <TabPanel key={part} id={part} className="money__panel">
              <Body />
            </TabPanel>
          );
        })}
      </Tabs>
    </section>
  );
}

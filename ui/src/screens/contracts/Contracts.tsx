import { useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Button } from "../../components/Button";
import { Empty, Skeleton } from "../../components/Notice";
import { useKey } from "../../keys/keys";
import type { FetchContract } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import "./contracts.css";
import { Fetch } from "./Fetch";
import { Fetched } from "./Fetched";
import { Paper } from "./Paper";
import { Problem } from "./Problem";
import { Registry } from "./Registry";

/** Contract requests: fetched from the registry, kept here, and read. */
export function Contracts() {
  const { t } = useText();
  const { data: contracts, error: problem, again } = useRead("contracts", {});
  // The request that is read survives a walk to another screen.
  const [reading, setReading] = useDraft<string>("contract-open");
  const [tab, setTab] = useState("fetched");
  const fetching = useFetching(setReading);
  const accounts = useConnectionsThat("contracts");
  const wanted = useRef(false);
  const [, ask] = useState(0);
  useKey("fetch-contract", () => {
    wanted.current = true;
    setTab("fetched");
    ask((before) => before + 1);
  });

  return (
    <section className={`contracts ${reading ? "contracts--reading" : ""}`}>
      <div className="contracts__side">
        <header>
          <h1>{t("nav-contracts")}</h1>
          <p className="soft">
            {t("contracts-about", { name: accounts.map(({ name }) => name).join(", ") })}
          </p>
        </header>
        <Tabs className="contracts__tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
          <TabList className="contracts__tablist" aria-label={t("contracts-lists")}>
            <Tab id="fetched" className="contracts__tab">
              {t("contracts-tab-fetched")}
            </Tab>
            <Tab id="registry" className="contracts__tab" data-testid="contracts-tab-registry">
              {t("contracts-tab-registry")}
            </Tab>
          </TabList>
          <TabPanel id="fetched" className="contracts__panel">
            <Fetch accounts={accounts} fetching={fetching} wantedRef={wanted} />
            {problem ? <Problem error={problem} again={again} /> : null}
            {!contracts && !problem ? <Skeleton rows={4} height="60px" label={t("loading")} /> : null}
            {contracts?.length === 0 ? (
              <Empty title={t("contracts-empty")}>{t("contracts-empty-help")}</Empty>
            ) : null}
            {contracts && contracts.length > 0 ? (
              <Fetched contracts={contracts} selected={reading ?? null} onRead={setReading} />
            ) : null}
          </TabPanel>
          <TabPanel id="registry" className="contracts__panel">
            <Registry accounts={accounts} fetching={fetching} />
          </TabPanel>
        </Tabs>
      </div>
      <div className="contracts__page">
        {reading ? (
          <Paper key={reading} contract={reading} onBack={() => setReading(undefined)} />
        ) : (
          <div className="contracts__nothing">
            <Empty
              title={t("contracts-nothing")}
              action={
                contracts?.[0]?.id ? (
                  <Button onPress={() => setReading(contracts[0]?.id ?? undefined)}>
                    {t("contracts-last")}
                  </Button>
                ) : undefined
              }
            >
              {t("contracts-nothing-help")}
            </Empty>
          </div>
        )}
      </div>
    </section>
  );
}

/** A request that is being fetched from the registry. */
export interface Fetching {
  /** The id at the registry that is asked for; `null`: none. */
  asked: string | null;
  problem: ReturnType<typeof useTask>["problem"];
  clear(): void;
  start(request: FetchContract): void;
}

function useFetching(read: (contract: string) => void): Fetching {
  const fetch = useAct("contract_fetch");
  const { busy, problem, run, clear } = useTask();
  const [asked, setAsked] = useState<string | null>(null);
  return {
    asked: busy ? asked : null,
    problem,
    clear,
    start: (request) => {
      if (busy) return;
      setAsked(request.id);
      void run(async () => {
        const { brief } = await fetch(request);
        if (brief.id) read(brief.id);
      });
    },
  };
}

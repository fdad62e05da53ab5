import { useEffect, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Button } from "../../components/Button";
import { Plus } from "../../components/icons";
import { Empty, Notice, Skeleton } from "../../components/Notice";
import { useKey } from "../../keys/keys";
import type { LabDesk } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { useOpenForm } from "./begun";
import { BeginOrder } from "./BeginOrder";
import { HalfTyped } from "./HalfTyped";
import "./lab.css";
import { Orders } from "./Orders";
import { Reports } from "./Reports";
import { UploadReport, type UploadStart } from "./UploadReport";
import { useProgress } from "./useProgress";

/** The laboratory's desk: what was sent there from here, and what goes there next. */
export function Lab() {
  const { errand, begun, go } = usePlace();
  const [subject, openForm] = useOpenForm();

  // Gone to from a patient: an order for that patient is begun.
  useEffect(() => {
    if (!errand || !("book" in errand)) return;
    openForm({ kind: "new", patient: errand.book });
    begun();
  }, [errand, openForm, begun]);

  return subject ? (
    <BeginOrder
      key={JSON.stringify(subject)}
      subject={subject}
      onLeave={() => {
        openForm(null);
        // Begun from the list of what is unsent, it ends there.
        if (subject.kind === "entry") go("unsent");
      }}
    />
  ) : (
    <Sent onNew={(patient) => openForm({ kind: "new", patient })} />
  );
}

function Sent({ onNew }: { onNew: (patient: string | null) => void }) {
  const { t, error } = useText();
  const { panel, patient } = usePlace();
  const { data: desk, error: problem, again } = useRead("lab_desk", {});
  const accounts = useConnectionsThat("laboratory");
  const [tab, setTab] = useState("orders");
  const [upload, setUpload] = useState<UploadStart | null>(null);
  const progress = useProgress(desk?.reports);
  // From a patient's page the order is for that patient; beside another order it is for nobody yet.
  const begin = () => onNew(panel?.kind === "lab-order" ? null : patient);
  const startUpload = (known: Partial<UploadStart> = {}) =>
    setUpload({ order: null, connection: null, execution: "", ...known });
  useKey("new-order", begin);
  useKey("upload-report", () => startUpload(), desk !== undefined);

  return (
    <section className="lab">
      <header className="lab__head">
        <div>
          <h1>{t("nav-lab")}</h1>
          <p className="soft">{t("lab-about", { name: accounts.map((each) => each.name).join(", ") })}</p>
        </div>
        <div className="line">
          <Button onPress={() => startUpload()} hint="upload-report" isDisabled={!desk}>
            {t("lab-upload")}
          </Button>
          <Button look="primary" icon={<Plus />} onPress={begin} hint="new-order" data-testid="lab-new">
            {t("lab-new")}
          </Button>
        </div>
      </header>
      <HalfTyped />
      {problem ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(problem)}
        </Notice>
      ) : null}
      {!desk && !problem ? (
        <div className="lab-list">
          <Skeleton rows={6} label={t("loading")} />
        </div>
      ) : null}
      {desk ? (
        <Tabs className="lab-tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
          <TabList className="lab-tabs__list" aria-label={t("nav-lab")}>
            <Tab id="orders" className="lab-tabs__one">
              {t("lab-tab-orders", { count: desk.orders.length })}
            </Tab>
            <Tab id="reports" className="lab-tabs__one" data-testid="lab-tab-reports">
              {t("lab-tab-reports", { count: desk.reports.length })}
            </Tab>
          </TabList>
          <TabPanel id="orders" className="lab-tabs__panel">
            <OrdersOf desk={desk} onNew={begin} />
          </TabPanel>
          <TabPanel id="reports" className="lab-tabs__panel">
            <Reports
              desk={desk}
              reports={desk.reports}
              progress={progress}
              onUpload={(former) =>
                startUpload(
                  former
                    ? { order: former.order, connection: former.connection, execution: former.execution }
                    : {},
                )
              }
            />
          </TabPanel>
        </Tabs>
      ) : null}
      {upload && desk ? (
        <UploadReport
          start={upload}
          desk={desk}
          onClose={() => setUpload(null)}
          onDone={() => {
            setUpload(null);
            setTab("reports");
          }}
        />
      ) : null}
    </section>
  );
}

function OrdersOf({ desk, onNew }: { desk: LabDesk; onNew: () => void }) {
  const { t } = useText();
  if (desk.orders.length > 0) return <Orders orders={desk.orders} />;
  return (
    <Empty title={t("lab-empty")} action={<Button onPress={onNew}>{t("lab-new")}</Button>}>
      {t("lab-empty-help")}
    </Empty>
  );
}

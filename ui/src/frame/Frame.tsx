import { useEffect, useRef } from "react";
import { useKey } from "../keys/keys";
import { AccessLog } from "../screens/audit/AccessLog";
import { Contracts } from "../screens/contracts/Contracts";
import { Lab } from "../screens/lab/Lab";
import { Money } from "../screens/money/Money";
import { useHasMoney } from "../screens/money/useHasMoney";
import { Patients } from "../screens/patients/Patients";
import { Settings } from "../screens/settings/Settings";
import { SheetKey } from "../screens/sheet/SheetKey";
import { Today } from "../screens/today/Today";
import { Unsent } from "../screens/unsent/Unsent";
import { Video } from "../screens/video/Video";
import { useConnectionsThat } from "../state/desk";
import { type Screen, usePlace } from "../state/place";
import { useText } from "../text/text";
import "./frame.css";
import { HelpSheet } from "./HelpSheet";
import { Lines } from "./Lines";
import { PanelHost } from "./PanelHost";
import { SideList } from "./SideList";
import { TopBar } from "./TopBar";
import { SettledToasts } from "./SettledToasts";

const SCREENS: Record<Screen, () => React.ReactNode> = {
  today: () => <Today />,
  patients: () => <Patients />,
  video: () => <Video />,
  lab: () => <Lab />,
  contracts: () => <Contracts />,
  money: () => <Money />,
  unsent: () => <Unsent />,
  "access-log": () => <AccessLog />,
  settings: () => <Settings />,
};

/** The frame around every screen. */
export function Frame() {
  const { screen, panel, patient, go, open } = usePlace();
  const { t } = useText();
  useKey("go-today", () => go("today"));
  useKey("go-patients", () => go("patients"));
  const video = useConnectionsThat("video").length > 0;
  const lab = useConnectionsThat("laboratory").length > 0;
  const contracts = useConnectionsThat("contracts").length > 0;
  useKey("go-video", () => go("video"), video);
  useKey("go-lab", () => go("lab"), lab);
  useKey("go-contracts", () => go("contracts"), contracts);
  useKey("new-video", () => go("video", { book: patient }), video);
  const bookings = useConnectionsThat("bookings").length > 0;
  // Video visits and laboratory orders have this key on their own screens.
  const others = screen === "video" || screen === "lab";
  useKey(
    "new-appointment",
    () => (patient ? open({ kind: "book-appointment", patient }) : false),
    bookings && !others,
  );
  const invoices = useConnectionsThat("invoices").length > 0;
  const bills = useConnectionsThat("bills").length > 0;
  // The form goes on to the bills of a patient whose account makes no invoices.
  const pay = () => (patient ? open({ kind: "new-invoice", patient }) : false);
  useKey("new-invoice", pay, invoices);
  useKey("open-bills", pay, bills && !invoices);
  useKey("go-money", () => go("money"), useHasMoney());
  useKey("go-unsent", () => go("unsent"));
  useKey("go-settings", () => go("settings"));
  useKey("new-patient", () => open({ kind: "new-patient" }));
  // When the panel closes, the keys go on in the list.
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (panel === null && document.activeElement === document.body) main.current?.focus();
  }, [panel]);
  return (
    <div className={`frame ${panel ? "frame--panel" : ""}`}>
      <a className="skip" href="#list">
        {t("skip-to-list")}
      </a>
      <TopBar />
      <Lines />
      <SideList />
      <main ref={main} className="frame__main" id="list" tabIndex={-1} data-screen={screen}>
        {SCREENS[screen]()}
      </main>
      {panel ? <PanelHost key={JSON.stringify(panel)} panel={panel} /> : null}
      <HelpSheet />
      <SettledToasts />
      <SheetKey />
    </div>
  );
}

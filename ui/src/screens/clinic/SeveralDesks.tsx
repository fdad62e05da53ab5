import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useRead } from "../../platform/desk";
import { useIsManager } from "../../state/manager";
import { useText } from "../../text/text";
import "./clinic.css";
import { ReadClinicFile } from "./ReadClinicFile";
import { SaveClinicFile } from "./SaveClinicFile";
import { ShareNews } from "./ShareNews";
import { Shares } from "./Shares";
import { WatchedFile } from "./WatchedFile";

/** Several desks of one clinic, in Settings: their shares of the request rate, and the clinic file. */
export function SeveralDesks() {
  const { t, error } = useText();
  const manager = useIsManager();
  const { data: settings, error: unread } = useRead("desk_settings", {});
  const [doing, setDoing] = useState<"save" | "read" | null>(null);
  if (!manager) return null;
  return (
    <div className="desk">
      <section className="card desk__part" aria-label={t("clinic-title")}>
        <h2>{t("clinic-title")}</h2>
        <div className="desk__fields">
          <p className="soft">{t("clinic-about")}</p>
          {doing === "read" ? (
            <ReadClinicFile
              onDone={() => setDoing(null)}
              onCancel={() => setDoing(null)}
              cancel={t("cancel")}
            />
          ) : (
            <div className="line">
              <Button onPress={() => setDoing("save")} data-testid="clinic-save">
                {t("clinic-save")}
              </Button>
              <Button onPress={() => setDoing("read")} data-testid="clinic-read">
                {t("clinic-read")}
              </Button>
            </div>
          )}
          {settings ? <WatchedFile settings={settings} /> : null}
          {settings?.clinic_file ? <ShareNews /> : null}
        </div>
      </section>
      <section className="card desk__part" aria-label={t("desks-title")}>
        <h2>{t("desks-title")}</h2>
        <div className="desk__fields">
          <p className="soft">{t("desks-about")}</p>
          {unread ? <Notice tone="bad">{error(unread)}</Notice> : null}
          {settings ? <Shares settings={settings} /> : null}
        </div>
      </section>
      {doing === "save" ? <SaveClinicFile onClose={() => setDoing(null)} /> : null}
    </div>
  );
}

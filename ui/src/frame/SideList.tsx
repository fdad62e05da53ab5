import type { ReactNode } from "react";
import { Button as Base } from "react-aria-components";
import { Camera, Clock, Coins, Flask, Gear, Paper, People, Today } from "../components/icons";
import { KeyHint } from "../keys/KeyHint";
import { useKeys } from "../keys/keys";
import type { ActionId } from "../keys/registry";
import { useAppState, useConnectionsThat } from "../state/desk";
import { type Screen, usePlace } from "../state/place";
import { useHasMoney } from "../screens/money/useHasMoney";
import { WaitingLine } from "../screens/unsent/WaitingLine";
import { useText } from "../text/text";

/** The screens; a count stands only where something wants a person. */
export function SideList() {
  const { t } = useText();
  const { unsent } = useAppState();
  const { screen } = usePlace();
  const video = useConnectionsThat("video");
  const lab = useConnectionsThat("laboratory");
  const contracts = useConnectionsThat("contracts");
  const money = useHasMoney();
  const waiting = unsent.unsent + unsent.needs_person;
  return (
    <nav className="side" aria-label={t("frame-screens")}>
      <ul>
        <One screen="today" icon={<Today />} action="go-today" />
        <One screen="patients" icon={<People />} action="go-patients" />
        {money ? <One screen="money" icon={<Coins />} action="go-money" /> : null}
        {video.length > 0 ? <One screen="video" icon={<Camera />} action="go-video" /> : null}
        {lab.length > 0 ? <One screen="lab" icon={<Flask />} action="go-lab" /> : null}
        {contracts.length > 0 ? <One screen="contracts" icon={<Paper />} action="go-contracts" /> : null}
      </ul>
      <ul>
        {waiting > 0 || screen === "unsent" ? (
          <One screen="unsent" icon={<Clock />} action="go-unsent" wants={unsent.needs_person > 0}>
            {waiting > 0 ? <span className="side__count">{waiting}</span> : null}
          </One>
        ) : null}
        {waiting > 0 ? <WaitingLine unsent={unsent} /> : null}
        <One screen="settings" icon={<Gear />} action="go-settings" />
      </ul>
    </nav>
  );
}

function One({
  screen,
  icon,
  action,
  wants,
  children,
}: {
  screen: Screen;
  icon: ReactNode;
  action: ActionId;
  wants?: boolean;
  children?: ReactNode;
}) {
  const { t } = useText();
  const place = usePlace();
  const { waitingAfter } = useKeys();
  // The access log is reached from Settings and belongs there.
  const here = place.screen === screen || (screen === "settings" && place.screen === "access-log");
  return (
    <li>
      <Base
        className={`side__one ${wants ? "side__one--wants" : ""}`}
        onPress={() => place.go(screen)}
        data-testid={`nav-${screen}`}
        aria-current={here ? "page" : undefined}
      >
        {icon}
        {t(`nav-${screen}`)}
        {waitingAfter ? <KeyHint action={action} /> : children}
      </Base>
    </li>
  );
}

import { useRead } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useText } from "../../text/text";
import { Notice } from "../../components/Notice";
import { Copies } from "./Copies";
import { KeepingFor } from "./KeepingFor";
import { Locking } from "./Locking";
import { Recovery } from "./Recovery";
import { StrictMode } from "./StrictMode";
import { WipeCard } from "./WipeCard";
import "./safety.css";

/** What keeps the desk's data closed to others and open to the clinic. */
export function Safety() {
  const { error } = useText();
  const { people } = useSitting();
  const { data: settings, error: unread } = useRead("desk_settings", {});
  const { data: keys, error: unreadKeys } = useRead("key_state", {});
  const failed = unread ?? unreadKeys;
  return (
    <div className="desk">
      {failed ? <Notice tone="bad">{error(failed)}</Notice> : null}
      {settings && people ? <Locking settings={settings} /> : null}
      {keys ? <Recovery keys={keys} /> : null}
      {keys ? <StrictMode keys={keys} /> : null}
      {settings ? <KeepingFor settings={settings} /> : null}
      {keys ? <Copies keys={keys} /> : null}
      {people ? <WipeCard /> : null}
    </div>
  );
}

import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "../components/Button";
import { Close } from "../components/icons";
import { Caps, capsOf } from "../keys/KeyHint";
import { useKey, useKeys } from "../keys/keys";
import { SHORTCUTS, type Shortcut, isLetter } from "../keys/registry";
import { useHasMoney } from "../screens/money/useHasMoney";
import { useAppState } from "../state/desk";
import { useSitting } from "../state/session";
import { useText } from "../text/text";
import { useHelp } from "./help";
import "./help.css";

const GROUPS = ["search", "go", "list", "act"] as const;

/** All keys, made from the one list. */
export function HelpSheet() {
  const { t } = useText();
  const { letters } = useKeys();
  const { open, show, hide } = useHelp();
  useKey("help", show);
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={(now) => !now && hide()} isDismissable>
      <Modal className="sheet">
        <Dialog className="sheet__body">
          <div className="sheet__head">
            <Heading slot="title" level={2}>
              {t("keys-title")}
            </Heading>
            <IconButton label={t("close")} onPress={hide}>
              <Close />
            </IconButton>
          </div>
          <div className="sheet__groups">
            {GROUPS.map((group) => (
              <Group key={group} group={group} letters={letters} />
            ))}
          </div>
          <p className="faint">
            {letters ? t("keys-digits") : `${t("keys-letters-off")} ${t("keys-digits")}`}
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Group({ group, letters }: { group: Shortcut["group"]; letters: boolean }) {
  const { t } = useText();
  const { connections } = useAppState();
  const { people } = useSitting();
  const money = useHasMoney();
  const shown = SHORTCUTS.filter(
    (shortcut) =>
      shortcut.group === group &&
      (people || shortcut.id !== "lock") &&
      (money || shortcut.id !== "go-money") &&
      (letters || !isLetter(shortcut)) &&
      (!shortcut.needs || connections.some(({ can }) => shortcut.needs && can.includes(shortcut.needs))),
  );
  const actions = [...new Set(shown.map((shortcut) => shortcut.id))];
  if (actions.length === 0) return null;
  return (
    <section>
      <h3>{t(`keys-group-${group}`)}</h3>
      <ul>
        {actions.map((action) => (
          <li key={action} className="sheet__key">
            <span>{t(`key-${action}`)}</span>
            <span className="line">
              {shown
                .filter((shortcut) => shortcut.id === action)
                .map((shortcut, index) => (
                  <span key={shortcut.code} className="line">
                    {index > 0 ? <span className="faint small">{t("keys-or")}</span> : null}
                    <Caps caps={capsOf(shortcut)} />
                    <span className="unseen">{capsOf(shortcut).join(" ")}</span>
                  </span>
                ))}
              {action === "status" ? <span className="faint small">{t("keys-then")}</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

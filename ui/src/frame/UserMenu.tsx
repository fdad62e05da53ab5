import { useState } from "react";
import { Button as Base, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { ChevronDown, Lock, People } from "../components/icons";
import { KeyHint } from "../keys/KeyHint";
import { OwnPassword } from "../screens/session/OwnPassword";
import { OwnPin } from "../screens/session/OwnPin";
import { useSitting } from "../state/session";
import { useText } from "../text/text";
import "./user-menu.css";

type Own = "password" | "pin";

/** Who is signed in, and what they can do about it. Where nobody has to be, there is nothing. */
export function UserMenu() {
  const { t } = useText();
  const { session, people, lock, signOut } = useSitting();
  const [own, setOwn] = useState<Own | null>(null);
  const { user } = session;
  if (!people || !user) return null;
  const acts: Record<string, () => void> = {
    lock: () => lock(),
    change: () => lock(true),
    password: () => setOwn("password"),
    pin: () => setOwn("pin"),
    "sign-out": signOut,
  };
  const name = user.emergency ? t("emergency-title") : user.name;
  return (
    <>
      <MenuTrigger>
        <Base className="who" data-testid="user-menu" aria-label={t("user-menu", { name })}>
          <People />
          <span className="cut">{name}</span>
          <ChevronDown />
        </Base>
        <Popover className="menu who__menu" placement="bottom end" offset={4}>
          <Menu
            className="menu__list"
            onAction={(key) => acts[String(key)]?.()}
            aria-label={t("user-menu", { name })}
          >
            <MenuItem id="lock" className="menu__item" textValue={t("user-lock")}>
              <Lock />
              <span className="who__words">{t("user-lock")}</span>
              <KeyHint action="lock" />
            </MenuItem>
            <MenuItem id="change" className="menu__item">
              {t("user-change")}
            </MenuItem>
            {user.id === null ? null : (
              <>
                <Separator className="menu__line" />
                <MenuItem id="password" className="menu__item">
                  {t("own-password")}
                </MenuItem>
                <MenuItem id="pin" className="menu__item">
                  {t("own-pin")}
                </MenuItem>
              </>
            )}
            <Separator className="menu__line" />
            <MenuItem id="sign-out" className="menu__item">
              {t("user-sign-out")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {own === "password" ? <OwnPassword onClose={() => setOwn(null)} /> : null}
      {own === "pin" ? <OwnPin onClose={() => setOwn(null)} /> : null}
    </>
  );
}

import { Button as Base, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Check, ChevronDown } from "../../components/icons";
import { usePreferences } from "../../state/desk";
import { useText } from "../../text/text";

/** Which work points this desk looks after. */
export function PlaceFilter({ places }: { places: readonly string[] }) {
  const { t } = useText();
  const [preferences, change] = usePreferences();
  // A place that was chosen once stays in the list, also on a day without it.
  const all = [...new Set([...places, ...preferences.places])];
  if (all.length < 2) return null;
  const chosen = preferences.places;
  return (
    <MenuTrigger>
      <Base
        className={`button button--small ${chosen.length > 0 ? "chip--chosen" : ""}`}
        aria-label={`${t("today-place-label")}: ${chosen.join(", ") || t("today-place-all")}`}
      >
        <span className="cut">{chosen.join(", ") || t("today-place-all")}</span>
        <ChevronDown />
      </Base>
      <Popover className="menu" placement="bottom end" offset={4}>
        <Menu
          className="menu__list"
          aria-label={t("today-place-label")}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => void change({ places: keys === "all" ? [] : [...keys].map(String) })}
        >
          {all.map((place) => (
            <MenuItem key={place} id={place} textValue={place} className="menu__item">
              {({ isSelected }) => (
                <>
                  <span className="menu__check">{isSelected ? <Check /> : null}</span>
                  {place}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

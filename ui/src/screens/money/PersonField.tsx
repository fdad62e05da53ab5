import { useState } from "react";
import {
  Button as Base,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { IconButton } from "../../components/Button";
import { ChevronDown, Close } from "../../components/icons";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";

/** A person as chosen in a form. */
export interface Chosen {
  id: string;
  name: string;
  birthDate: string | null;
}

const FEW = 8;

/** One patient, found as everywhere: by name, birth date or phone. */
export function PersonField({
  label,
  chosen,
  onChoose,
  problem,
}: {
  label: string;
  chosen: Chosen | null;
  onChoose: (person: Chosen | null) => void;
  problem?: string | null;
}) {
  const { t, format } = useText();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const { data } = useRead("patients_find", { text: wanted, limit: FEW }, { enabled: wanted.length > 1 });
  const birth = (date: string | null) => (date ? format.date(date) : t("no-birth-date"));
  if (chosen)
    return (
      <div className="field">
        <span className="field__label">{label}</span>
        <span className="money-person">
          <span>
            <strong>{format.person(chosen.name)}</strong>, {birth(chosen.birthDate)}
          </span>
          <IconButton
            label={t("money-person-other")}
            onPress={() => {
              setTyped("");
              onChoose(null);
            }}
          >
            <Close />
          </IconButton>
        </span>
      </div>
    );
  const hits = wanted.length > 1 ? (data?.hits ?? []) : [];
  const nobody = wanted.length < 2 ? t("money-person-help") : t(data ? "money-person-none" : "loading");
  return (
    <ComboBox
      className="field"
      inputValue={typed}
      onInputChange={setTyped}
      selectedKey={null}
      isInvalid={Boolean(problem)}
      validationBehavior="aria"
      onSelectionChange={(key) => {
        const hit = hits.find(({ id }) => id === key);
        if (hit) onChoose({ id: hit.id, name: hit.name, birthDate: hit.birth_date });
      }}
      items={hits}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
    >
      <Label className="field__label">{label}</Label>
      <div className="money-combo">
        <Input className="field__input" autoComplete="off" spellCheck={false} data-testid="money-person" />
        <Base className="button button--icon" aria-label={label}>
          <ChevronDown />
        </Base>
      </div>
      <FieldError className="field__problem">{problem}</FieldError>
      <Popover className="menu" offset={4}>
        <ListBox
          className="menu__list"
          renderEmptyState={() => <p className="faint small money-person__none">{nobody}</p>}
        >
          {hits.map((hit) => (
            <ListBoxItem
              key={hit.id}
              id={hit.id}
              className="menu__item"
              textValue={`${format.person(hit.name)}, ${birth(hit.birth_date)}`}
            >
              {format.person(hit.name)}, {birth(hit.birth_date)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

import { useState } from "react";
import { Button as Base, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { Button, IconButton } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { ChevronDown, Close } from "../../components/icons";
import type { AuditAct, AuditQuery } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";
import { DayField } from "../lab/DateFields";
import "../lab/order-form.css";
import { ACTS, actWords } from "./words";

/** Nothing left out. */
export const EVERYTHING: AuditQuery = {
  from: null,
  to: null,
  user: null,
  person: null,
  appointment: null,
  act: null,
  before: null,
};

const ALL = "all";

/** Which lines are shown: days, who acted, what was done, and about whom. */
export function Filters({
  query,
  onChange,
}: {
  query: AuditQuery;
  onChange: (changes: Partial<AuditQuery>) => void;
}) {
  const text = useText();
  const { t } = text;
  const { data: users } = useRead("users", {});
  const some = JSON.stringify(query) !== JSON.stringify(EVERYTHING);
  return (
    <div className="log__filters" role="group" aria-label={t("audit-filters")}>
      <DayField label={t("audit-from")} value={query.from} onChange={(from) => onChange({ from })} />
      <DayField label={t("audit-to")} value={query.to} onChange={(to) => onChange({ to })} />
      {users && users.length > 0 ? (
        <Choice
          label={t("audit-column-who")}
          value={query.user ?? ALL}
          onChange={(key) => onChange({ user: key === ALL ? null : key })}
          options={[
            { key: ALL, label: t("audit-everybody") },
            ...users.map(({ id, name }) => ({ key: id, label: name })),
          ]}
          data-testid="log-user"
        />
      ) : null}
      <Choice
        label={t("audit-column-act")}
        value={query.act ?? ALL}
        onChange={(key) => onChange({ act: key === ALL ? null : (key as AuditAct) })}
        options={[
          { key: ALL, label: t("audit-everything") },
          ...ACTS.map((act) => ({ key: act, label: actWords(text, act) })),
        ]}
        data-testid="log-act"
      />
      <PatientChoice chosen={query.person} onChoose={(person) => onChange({ person })} />
      {some ? (
        <Button look="quiet" onPress={() => onChange(EVERYTHING)}>
          {t("audit-clear")}
        </Button>
      ) : null}
    </div>
  );
}

const FEW = 8;

/** One patient, found as they are everywhere: by name, birth date or phone. */
function PatientChoice({
  chosen,
  onChoose,
}: {
  chosen: string | null;
  onChoose: (person: string | null) => void;
}) {
  const { t, format } = useText();
  const [typed, setTyped] = useState("");
  const [name, setName] = useState("");
  const wanted = typed.trim();
  const { data } = useRead("patients_find", { text: wanted, limit: FEW }, { enabled: wanted.length > 1 });
  if (chosen !== null)
    return (
      <div className="field">
        <span className="field__label">{t("audit-column-patient")}</span>
        <span className="log__chosen">
          <span className="cut">{name}</span>
          <IconButton
            label={t("audit-all-patients")}
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
  const nobody = wanted.length < 2 ? t("audit-find-help") : t(data ? "audit-find-none" : "loading");
  return (
    <ComboBox
      className="field"
      inputValue={typed}
      onInputChange={setTyped}
      selectedKey={null}
      onSelectionChange={(key) => {
        const hit = hits.find(({ id }) => id === key);
        if (!hit) return;
        setName(format.person(hit.name));
        onChoose(hit.id);
      }}
      items={hits}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
    >
      <Label className="field__label">{t("audit-column-patient")}</Label>
      <div className="log__find">
        <Input className="field__input" data-testid="log-patient" />
        <Base className="log__open" aria-label={t("audit-column-patient")}>
          <ChevronDown />
        </Base>
      </div>
      <Popover className="menu" offset={4}>
        <ListBox
          className="menu__list"
          renderEmptyState={() => <p className="log__found soft small">{nobody}</p>}
        >
          {hits.map((hit) => (
            <ListBoxItem key={hit.id} id={hit.id} textValue={format.person(hit.name)} className="menu__item">
              {format.person(hit.name) || t("unknown-patient")}
              <span className="soft small">
                {hit.birth_date ? format.date(hit.birth_date) : t("no-birth-date")}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

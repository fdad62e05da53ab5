import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../../components/Button";
import { Pencil } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { PatientRecord } from "../../platform/bindings";
import { useText } from "../../text/text";

/** Begins to change a patient's record; where several vendors keep one, the person says whose. */
export function EditRecord({
  records,
  onEdit,
}: {
  /** Those that can be changed. */
  records: readonly PatientRecord[];
  onEdit: (record: string) => void;
}) {
  const { t } = useText();
  const [choosing, setChoosing] = useState(false);
  const [first] = records;
  const several = records.length > 1;
  const edit = () => {
    if (!first) return false;
    if (several) setChoosing(true);
    else onEdit(first.source.record);
    return true;
  };
  useKey("edit-patient", edit);
  if (!several) {
    return (
      <Button icon={<Pencil />} onPress={edit} hint="edit-patient" isDisabled={!first}>
        {t("patient-edit")}
      </Button>
    );
  }
  // Two accounts of one vendor may be called alike: the patient's code there tells them apart.
  const nameOf = ({ source }: PatientRecord) =>
    source.vendor_id === null
      ? source.connection_name
      : t("patient-edit-in", { name: source.connection_name, code: source.vendor_id });
  return (
    <MenuTrigger isOpen={choosing} onOpenChange={setChoosing}>
      <Button icon={<Pencil />} hint="edit-patient">
        {t("patient-edit")}
      </Button>
      <Popover className="menu" offset={4}>
        <Menu className="menu__list" onAction={(record) => onEdit(String(record))}>
          {records.map((record) => (
            <MenuItem
              key={record.source.record}
              id={record.source.record}
              textValue={nameOf(record)}
              className="menu__item"
            >
              {nameOf(record)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

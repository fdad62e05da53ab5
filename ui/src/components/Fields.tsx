import type { KeyboardEvent, ReactNode } from "react";
import {
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Button as SelectButton,
  Select,
  SelectValue,
  Switch as BaseSwitch,
  Text,
  TextArea,
  TextField,
} from "react-aria-components";
import { ChevronDown } from "./icons";
import "./fields.css";

interface FieldProps {
  label: string;
  /** The label is only for assistive technology (a table column says it already). */
  hideLabel?: boolean;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, in words; `null`: nothing. */
  problem?: string | null;
  /** A short line under the field. */
  help?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  type?: "text" | "tel" | "email" | "url" | "password";
  placeholder?: string;
  autoFocus?: boolean;
  multiline?: boolean;
  /** What is typed is for machines: letters of one width, and room for more lines. */
  code?: boolean;
  "data-testid"?: string;
  onBlur?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** One line (or several) of text, with its label, help and what is wrong with it. */
export function Field({
  label,
  hideLabel,
  value,
  onChange,
  problem,
  help,
  required,
  disabled,
  type = "text",
  placeholder,
  autoFocus,
  multiline,
  code,
  onBlur,
  onKeyDown,
  ...rest
}: FieldProps) {
  const shared = {
    className: code ? "field__input field__input--code" : "field__input",
    placeholder,
    "data-testid": rest["data-testid"],
    spellCheck: false,
    ...(onKeyDown ? { onKeyDown } : {}),
  };
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      type={type}
      isInvalid={Boolean(problem)}
      isRequired={required ?? false}
      isDisabled={disabled ?? false}
      // The desk, not the browser, says what is wrong.
      validationBehavior="aria"
      autoComplete="off"
      autoFocus={autoFocus ?? false}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : (
        <Label className="field__label">
          {label}
          {required ? (
            <span className="field__must" aria-hidden="true">
              {" "}
              *
            </span>
          ) : null}
        </Label>
      )}
      {multiline ? <TextArea {...shared} rows={code ? 10 : 3} /> : <Input {...shared} />}
      {help ? (
        <Text slot="description" className="field__help">
          {help}
        </Text>
      ) : null}
      <FieldError className="field__problem">{problem}</FieldError>
    </TextField>
  );
}

interface ChoiceProps<Key extends string> {
  label: string;
  /** The label is only for assistive technology (a table column says it already). */
  hideLabel?: boolean;
  value: Key | null;
  onChange: (value: Key) => void;
  options: readonly { key: Key; label: string }[];
  help?: string;
  placeholder?: string;
  disabled?: boolean;
  "data-testid"?: string;
}

/** One of several, folded. */
export function Choice<Key extends string>({
  label,
  hideLabel,
  value,
  onChange,
  options,
  help,
  placeholder,
  disabled,
  ...rest
}: ChoiceProps<Key>) {
  return (
    <Select
      className="field"
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as Key)}
      isDisabled={disabled ?? false}
      {...(placeholder ? { placeholder } : {})}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : <Label className="field__label">{label}</Label>}
      <SelectButton className="field__input choice" data-testid={rest["data-testid"]}>
        <SelectValue className="cut" />
        <ChevronDown />
      </SelectButton>
      {help ? (
        <Text slot="description" className="field__help">
          {help}
        </Text>
      ) : null}
      <Popover className="menu" offset={4}>
        <ListBox className="menu__list">
          {options.map((option) => (
            <ListBoxItem key={option.key} id={option.key} textValue={option.label} className="menu__item">
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** On or off. */
export function Switch({
  label,
  help,
  value,
  onChange,
}: {
  label: string;
  help?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  return (
    <div className="switch">
      <BaseSwitch className="switch__control" isSelected={value} onChange={onChange}>
        <span className="switch__track" aria-hidden="true" />
        <span>{label}</span>
      </BaseSwitch>
      {help ? <p className="field__help switch__help">{help}</p> : null}
    </div>
  );
}

/** One of a few, side by side. */
export function Segments<Key extends string>({
  label,
  hideLabel,
  value,
  onChange,
  options,
}: ChoiceProps<Key>) {
  return (
    <RadioGroup
      className="field"
      value={value}
      onChange={(key) => onChange(key as Key)}
      orientation="horizontal"
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : <Label className="field__label">{label}</Label>}
      <div className="segments">
        {options.map((option) => (
          <Radio key={option.key} value={option.key} className="segments__one">
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

import { Checkbox } from "react-aria-components";
import { Check } from "../../components/icons";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { AccountField as Asked, Vendor } from "../../platform/bindings";
import { useText } from "../../text/text";
import { helpOf, labelOf } from "./account";

interface Props {
  vendor: Vendor;
  field: Asked;
  value: string;
  onChange: (text: string) => void;
  problem: string | null;
  /** Keys of a saved account may stay as they are. */
  required?: boolean;
  autoFocus?: boolean;
  help?: string | null;
}

/** One field of a vendor's form, asked as its kind is. */
export function AccountField({ vendor, field, value, onChange, problem, ...more }: Props) {
  const { t } = useText();
  const { name, kind } = field;
  const label = labelOf(t, vendor, name);
  const testid = `connection-${name.replaceAll("_", "-")}`;
  const help = more.help === undefined ? helpOf(t, vendor, name) : more.help;
  if (kind === "agreement") {
    return (
      <div className="account__agree">
        <Notice tone="warn" title={t("account-open-title")}>
          {help}
        </Notice>
        <Checkbox
          className="tick"
          isSelected={value === "yes"}
          onChange={(yes) => onChange(yes ? "yes" : "")}
          isInvalid={problem !== null}
          data-testid={testid}
        >
          <span className="tick__box" aria-hidden="true">
            <Check />
          </span>
          {label}
        </Checkbox>
        {problem ? (
          <p className="field__problem" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    );
  }
  if (kind === "choice") {
    return (
      <Choice
        label={label}
        value={value || null}
        onChange={onChange}
        options={field.choices.map((key) => ({ key, label: labelOf(t, vendor, `${name}-${key}`) }))}
        {...(help ? { help } : {})}
        data-testid={testid}
      />
    );
  }
  return (
    <Field
      label={label}
      value={value}
      onChange={onChange}
      problem={problem}
      help={help}
      required={more.required ?? field.required}
      autoFocus={more.autoFocus ?? false}
      data-testid={testid}
      {...(kind === "secret" ? { type: "password" as const } : {})}
      {...(kind === "address" ? { type: "url" as const, placeholder: "https://" } : {})}
      {...(kind === "json" ? { multiline: true, code: true } : {})}
    />
  );
}

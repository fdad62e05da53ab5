import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { AccountForm, WireError } from "../../platform/bindings";
import { fieldOf } from "../../text/field";
import { useText } from "../../text/text";
import { Advanced } from "./Advanced";
import { type AccountText, isAsked } from "./account";
import { AccountField } from "./Field";
import { Ways } from "./Ways";

interface Props {
  form: AccountForm;
  value: AccountText;
  onChange: (value: AccountText) => void;
  /** What is wrong, in words, by field. */
  words: Partial<Record<string, string>>;
  /** What the desk refused. */
  problem: WireError | null;
  /** Keys are asked too. */
  keys: boolean;
  /** Why they are asked, where that is not plain. */
  keysWhy?: string;
}

/** Name and fields of an account, in the order of the vendor's form; what most leave alone folded away. */
export function AccountFields({ form, value, onChange, words, problem, keys, keysWhy }: Props) {
  const { t } = useText();
  const { vendor } = form;
  const asked = form.fields.filter(
    (field) => isAsked(field, value.values) && (keys || field.kind !== "secret"),
  );
  const one = (field: (typeof asked)[number]) => (
    <AccountField
      key={field.name}
      vendor={vendor}
      field={field}
      value={value.values[field.name] ?? ""}
      onChange={(text) => onChange({ ...value, values: { ...value.values, [field.name]: text } })}
      problem={words[field.name] ?? null}
    />
  );
  const plain = asked.filter((field) => !field.advanced);
  const advanced = asked.filter((field) => field.advanced);
  const refused = fieldOf(problem) === "paths" ? (problem?.params["operation"] ?? "") : null;
  return (
    <>
      <Field
        label={t("account-name")}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        help={t("account-name-help")}
        problem={words["name"] ?? null}
        required
        autoFocus
        data-testid="connection-name"
      />
      {plain.filter(({ kind }) => !keysWhy || kind !== "secret").map(one)}
      {keysWhy ? (
        <>
          <Notice tone="warn" live>
            {keysWhy}
          </Notice>
          {plain.filter(({ kind }) => kind === "secret").map(one)}
        </>
      ) : null}
      {advanced.length > 0 || form.ways.length > 0 ? (
        <Advanced wrong={refused !== null || advanced.some(({ name }) => words[name])}>
          {advanced.map(one)}
          {form.ways.length > 0 ? (
            <Ways
              form={form}
              paths={value.paths}
              onChange={(paths) => onChange({ ...value, paths })}
              refused={refused}
            />
          ) : null}
        </Advanced>
      ) : null}
    </>
  );
}

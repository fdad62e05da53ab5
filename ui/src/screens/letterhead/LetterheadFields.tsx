import { Choice, Field } from "../../components/Fields";
import { useText } from "../../text/text";
import { Logo } from "./Logo";
import type { Typed } from "./letterhead";

/** What is wrong with the fields, by the desk's names of them. */
export type Wrong = Partial<
  Record<
    "name" | "address" | "tax_numbers" | "bank" | "contact" | "footer" | "exemption" | "country" | "logo",
    string
  >
>;

const COUNTRIES = ["ro", "it", "neutral"] as const;

/** The letterhead's fields. */
export function LetterheadFields({
  typed,
  onChange,
  wrong,
}: {
  typed: Typed;
  onChange: (changes: Partial<Typed>) => void;
  wrong: Wrong;
}) {
  const { t } = useText();
  return (
    <>
      <Field
        label={t("letterhead-name")}
        value={typed.name}
        onChange={(name) => onChange({ name })}
        problem={wrong.name ?? null}
        required
        data-testid="letterhead-name"
      />
      <Field
        label={t("letterhead-address")}
        value={typed.address}
        onChange={(address) => onChange({ address })}
        problem={wrong.address ?? null}
        multiline
      />
      <Field
        label={t("letterhead-tax-numbers")}
        value={typed.taxNumbers}
        onChange={(taxNumbers) => onChange({ taxNumbers })}
        problem={wrong.tax_numbers ?? null}
        help={t("letterhead-tax-numbers-help")}
        multiline
      />
      <Field
        label={t("letterhead-bank")}
        value={typed.bank}
        onChange={(bank) => onChange({ bank })}
        problem={wrong.bank ?? null}
        multiline
      />
      <Field
        label={t("letterhead-contact")}
        value={typed.contact}
        onChange={(contact) => onChange({ contact })}
        problem={wrong.contact ?? null}
        multiline
      />
      <Field
        label={t("letterhead-footer")}
        value={typed.footer}
        onChange={(footer) => onChange({ footer })}
        problem={wrong.footer ?? null}
      />
      <Choice
        label={t("letterhead-country")}
        value={typed.country}
        onChange={(country) => onChange({ country })}
        options={COUNTRIES.map((key) => ({ key, label: t(`letterhead-country-${key}`) }))}
        help={t("letterhead-country-help")}
      />
      <Field
        label={t("letterhead-exemption")}
        value={typed.exemption}
        onChange={(exemption) => onChange({ exemption })}
        problem={wrong.exemption ?? null}
        help={t("letterhead-exemption-help")}
      />
      <Logo logo={typed.logo} onChange={(logo) => onChange({ logo })} problem={wrong.logo ?? null} />
    </>
  );
}

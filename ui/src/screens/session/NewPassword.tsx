import { Field } from "../../components/Fields";
import { useText } from "../../text/text";
import { LEAST, strengthOf } from "./password";
import "./session.css";

/** A new password, typed twice. */
export interface TypedPassword {
  password: string;
  again: string;
}

/** Nothing typed yet. */
export const NO_PASSWORD: TypedPassword = { password: "", again: "" };

/** Whether it can be sent: long enough, and twice the same. */
export function isWhole({ password, again }: TypedPassword): boolean {
  return [...password].length >= LEAST && password === again;
}

/** Two fields for a new password, with how good it is in words. */
export function NewPassword({
  value,
  onChange,
  name,
  tried,
  refused,
  autoFocus,
}: {
  value: TypedPassword;
  onChange: (value: TypedPassword) => void;
  /** Of whom: a password that holds the name is easily guessed. */
  name: string;
  /** It was sent once: what is missing may be said. */
  tried: boolean;
  /** What the desk has against it. */
  refused?: string | null;
  autoFocus?: boolean;
}) {
  const { t } = useText();
  const { password, again } = value;
  const strength = strengthOf(password, name);
  const differs = again !== "" && (tried || again.length >= password.length) && password !== again;
  return (
    <>
      <div className="new-password">
        <Field
          label={t("password-new")}
          type="password"
          value={password}
          onChange={(typed) => onChange({ ...value, password: typed })}
          problem={refused ?? (tried && strength === "short" ? t("password-short") : null)}
          help={t("password-help", { count: LEAST })}
          autoFocus={autoFocus ?? false}
          data-testid="password-new"
        />
        <p className="strength" data-strength={password === "" ? "none" : strength} role="status">
          <span className="strength__bar" aria-hidden="true" />
          {password === "" ? null : <span>{t(`strength-${strength}`)}</span>}
        </p>
      </div>
      <Field
        label={t("password-again")}
        type="password"
        value={again}
        onChange={(typed) => onChange({ ...value, again: typed })}
        problem={differs || (tried && password !== again) ? t("password-differs") : null}
        data-testid="password-again"
      />
    </>
  );
}

import { Button } from "../../components/Button";
import { useText } from "../../text/text";
import { type Begun, subjectOf, useBegun, useOpenForm } from "./begun";
import { whoOf } from "./words";

/** Orders that somebody began and left: they go on where they were. */
export function HalfTyped() {
  const text = useText();
  const { t } = text;
  const drafts = useBegun();
  const [, openForm] = useOpenForm();
  const begun = drafts.all.filter(({ typed }) => typed);
  if (begun.length === 0) return null;
  const who = ({ form }: Begun) => whoOf(text, form.patient.name, form.patient.birth_date);
  return (
    <ul className="lab-begun" aria-label={t("lab-begun")}>
      {begun.map((each) => (
        <li key={each.key} data-testid="lab-begun">
          <span className="lab-begun__words">
            {t("lab-begun-is", { what: t(`lab-form-${each.form.event}`), who: who(each) })}
          </span>
          <Button
            small
            aria-label={t("lab-begun-go-on-with", { who: who(each) })}
            onPress={() => openForm(subjectOf(each))}
          >
            {t("lab-begun-go-on")}
          </Button>
          <Button
            small
            look="quiet"
            aria-label={t("lab-begun-drop", { who: who(each) })}
            onPress={() => drafts.drop(each.key)}
          >
            {t("lab-drop")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

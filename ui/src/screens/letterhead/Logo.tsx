import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { Button } from "../../components/Button";
import { useText } from "../../text/text";
import { base64Of } from "../lab/file";
import { LOGO_BYTES, logoProblem, pictureType } from "./letterhead";

type Problem = "too-large" | "no-picture" | "unread";

/** The clinic's sign at the head of every paper. */
export function Logo({
  logo,
  onChange,
  problem,
}: {
  /** In base64. */
  logo: string | null;
  onChange: (logo: string | null) => void;
  /** What the desk has against it, in words. */
  problem: string | null;
}) {
  const { t } = useText();
  const [wrong, setWrong] = useState<Problem | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    // A large file is not even read.
    if (file.size > LOGO_BYTES) {
      setWrong("too-large");
      return;
    }
    try {
      const base64 = await base64Of(file);
      const found = logoProblem(file.size, base64);
      setWrong(found);
      if (!found) onChange(base64);
    } catch {
      setWrong("unread");
    }
  };
  const type = logo ? pictureType(logo) : null;
  return (
    <div className="field" role="group" aria-label={t("letterhead-logo")}>
      <span className="field__label">{t("letterhead-logo")}</span>
      {logo && type ? (
        <img className="letterhead__logo" src={`data:${type};base64,${logo}`} alt={t("letterhead-logo")} />
      ) : null}
      <div className="line">
        <FileTrigger
          acceptedFileTypes={["image/png", "image/jpeg", "image/svg+xml"]}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button small data-testid="letterhead-logo">
            {logo ? t("letterhead-logo-other") : t("letterhead-logo-choose")}
          </Button>
        </FileTrigger>
        {logo ? (
          <Button
            small
            look="quiet"
            onPress={() => {
              setWrong(null);
              onChange(null);
            }}
          >
            {t("letterhead-logo-remove")}
          </Button>
        ) : null}
      </div>
      <p className="field__help">{t("letterhead-logo-help")}</p>
      {wrong || problem ? (
        <p className="field__problem" role="alert">
          {wrong ? t(`letterhead-logo-problem-${wrong}`) : problem}
        </p>
      ) : null}
    </div>
  );
}

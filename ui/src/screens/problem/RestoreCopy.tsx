import { useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useAct, useRead } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { sizeWords } from "./size";

/** Puts a copy in the place of the desk's data: which one, and what is lost by it. */
export function RestoreCopy({ newer, onBack }: { newer: boolean; onBack: () => void }) {
  const text = useText();
  const { t, format, error } = text;
  const { data: copies, error: unread } = useRead("store_backups", {});
  const restore = useAct("store_restore");
  const { busy, problem, run } = useTask();
  const [name, setName] = useState<string | null>(null);
  const sorted = (copies ?? []).toSorted((one, other) => other.made_at.localeCompare(one.made_at));
  const chosen = sorted.find((copy) => copy.name === name) ?? sorted[0];
  const failed = problem ?? unread;
  return (
    <div className="problems__form">
      {failed ? (
        <Notice tone="bad" live>
          {error(failed)}
        </Notice>
      ) : null}
      {copies && sorted.length === 0 ? <p>{t("copies-none")}</p> : null}
      {chosen ? (
        <>
          <RadioGroup className="copies" value={chosen.name} onChange={setName}>
            <Label className="field__label">{t("copies-title")}</Label>
            {sorted.map((copy) => (
              <Radio key={copy.name} value={copy.name} className="copies__one">
                <span className="copies__mark" aria-hidden="true" />
                <b>{format.dateTime(copy.made_at)}</b>
                <span className="faint">{sizeWords(text, copy.bytes)}</span>
              </Radio>
            ))}
          </RadioGroup>
          <Notice tone="warn" title={t("copies-lost-title")}>
            {t("copies-lost", { when: format.dateTime(chosen.made_at) })}{" "}
            {newer ? t("copies-newer") : t("copies-kept")}
          </Notice>
        </>
      ) : null}
      <div className="problems__actions">
        <Button onPress={onBack} autoFocus>
          {t("back")}
        </Button>
        {chosen ? (
          <Button
            look="primary"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            onPress={() => void run(() => restore({ name: chosen.name }))}
            data-testid="copies-restore"
          >
            {t("copies-restore")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

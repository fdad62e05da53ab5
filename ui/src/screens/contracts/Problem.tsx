import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { WireError } from "../../platform/bindings";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";

// What the registry's no means for a person, each told apart from the others.
const OWN = ["vendor-not-found", "vendor-forbidden", "key-refused", "key-wanted"];

/** Why the registry did not give what was asked for, and what to do about it. */
export function Problem({ error: problem, again }: { error: WireError; again?: () => void }) {
  const { t, error } = useText();
  const { go } = usePlace();
  const { code } = problem;
  const own = OWN.includes(code);
  return (
    <Notice
      tone={code === "offline" ? "warn" : "bad"}
      live
      {...(own ? { title: t(`contracts-problem-${code}`) } : {})}
      actions={
        code === "key-refused" || code === "key-wanted" ? (
          <Button small onPress={() => go("settings")}>
            {t("contracts-settings")}
          </Button>
        ) : again ? (
          <Button small onPress={again}>
            {t("retry")}
          </Button>
        ) : undefined
      }
    >
      {own ? t(`contracts-problem-help-${code}`) : error(problem)}
    </Notice>
  );
}

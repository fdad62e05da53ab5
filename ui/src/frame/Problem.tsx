import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import type { WireError } from "../platform/bindings";
import { useText } from "../text/text";
import "./problem.css";

/** The desk cannot be opened: what happened, what is safe, what to do. */
export function Problem({ error, again }: { error: WireError; again?: () => void }) {
  const text = useText();
  return (
    <main className="problem">
      <h1>{text.t("problem-title")}</h1>
      <Notice tone="bad" live>
        {text.error(error)}
      </Notice>
      {again ? (
        <Button look="primary" onPress={again}>
          {text.t("retry")}
        </Button>
      ) : null}
      {error.correlation ? (
        <p className="faint small">{text.t("problem-number", { correlation: error.correlation })}</p>
      ) : null}
    </main>
  );
}

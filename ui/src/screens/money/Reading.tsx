import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import type { WireError } from "../../platform/bindings";
import { useText } from "../../text/text";

/** What was read, the reason why not, or its outline while it is read for the first time. */
export function Reading<Answer>({
  of: { data, error: problem, again },
  rows = 6,
  children,
}: {
  of: { data: Answer | undefined; error: WireError | null; again: () => void };
  rows?: number;
  children: (answer: Answer) => ReactNode;
}) {
  const { t, error } = useText();
  return (
    <>
      {problem ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(problem)}
        </Notice>
      ) : null}
      {data === undefined && !problem ? <Skeleton rows={rows} label={t("loading")} /> : null}
      {data === undefined ? null : children(data)}
    </>
  );
}

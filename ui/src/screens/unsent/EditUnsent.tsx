import { Heading } from "react-aria-components";
import { Notice, Skeleton } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { About } from "./About";
import { EditBookingEntry } from "./EditBookingEntry";
import { EditPatientEntry } from "./EditPatientEntry";
import { EditStatusEntry } from "./EditStatusEntry";
import { EditVideoEntry } from "./EditVideoEntry";
import "./unsent.css";

/** Changes something before it is sent, in the form it came from. */
export function EditUnsent({ entry: id }: { entry: string }) {
  const { t, error } = useText();
  const { data, error: problem } = useRead("unsent", {});
  const entry = data?.entries.find((each) => each.id === id);
  if (problem && !data) return <Notice tone="bad">{error(problem)}</Notice>;
  if (!data) return <Skeleton rows={6} label={t("loading")} />;
  if (!entry?.form || !entry.may.includes("edit")) return <Notice tone="warn">{t("unsent-moved")}</Notice>;
  return (
    <WordsAbout name={entry.connection}>
      <div className="edit-unsent">
        <Heading level={2} className="edit-unsent__title">
          {t("unsent-edit-title")}
        </Heading>
        <About entry={entry} />
        <Form entry={entry} form={entry.form} />
      </div>
    </WordsAbout>
  );
}

function Form({ entry, form }: { entry: UnsentEntry; form: NonNullable<UnsentEntry["form"]> }) {
  const { back } = usePlace();
  switch (form.kind) {
    case "patient":
      return <EditPatientEntry entry={entry} record={form.record} form={form.form} onLeave={back} />;
    case "video":
      return <EditVideoEntry entry={entry} form={form.form} onLeave={back} />;
    case "appointment":
      return <EditBookingEntry entry={entry} form={form.form} despite={form.despite} onLeave={back} />;
    case "status":
      return <EditStatusEntry entry={entry} reason={form.reason} onLeave={back} />;
    case "lab":
      // Orders are changed on the laboratory's own screen.
      return null;
  }
}

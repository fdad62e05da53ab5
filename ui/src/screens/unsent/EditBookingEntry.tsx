import { Notice, Skeleton } from "../../components/Notice";
import type { AppointmentForm, BookingAccount, UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { BookingFields } from "../booking/BookingFields";
import { type BookingText, formOf, textOf } from "../booking/draft";
import { useSaveEntry } from "./useSaveEntry";

interface Props {
  entry: UnsentEntry;
  form: AppointmentForm;
  despite: string | null;
  onLeave: () => void;
}

/** An appointment as it would be booked. */
export function EditBookingEntry(props: Props) {
  const { t, error } = useText();
  const { entry } = props;
  const { data, error: unread } = useRead(
    "booking_form",
    { id: entry.patient ?? "" },
    { enabled: entry.patient !== null },
  );
  const account = data?.accounts.find(({ connection }) => connection === entry.connection_id);
  if (account) return <Fields {...props} account={account} />;
  if (data || entry.patient === null) return <Notice tone="warn">{t("booking-nowhere")}</Notice>;
  if (unread) return <Notice tone="bad">{error(unread)}</Notice>;
  return <Skeleton rows={8} label={t("loading")} />;
}

function Fields({ entry, form, despite, onLeave, account }: Props & { account: BookingAccount }) {
  const { t } = useText();
  const [typed, setTyped] = useDraft<BookingText>(`unsent-${entry.id}`);
  const value = typed ?? textOf(form, despite);
  const { busy, problem, save, clear } = useSaveEntry(entry);
  const leave = () => {
    setTyped(undefined);
    onLeave();
  };
  return (
    <BookingFields
      account={account}
      value={value}
      onChange={(changes) => {
        clear();
        setTyped({ ...value, ...changes });
      }}
      intent={entry.intent}
      busy={busy}
      problem={problem}
      label={t("unsent-edit-title")}
      does={t("unsent-edit-save")}
      onDone={() =>
        void save({
          kind: "appointment",
          form: formOf(value),
          despite: value.despite.trim() || null,
        }).then((done) => {
          if (done) leave();
        })
      }
      onLeave={leave}
    />
  );
}

import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Copy } from "../../components/icons";
import type { GdprForm, GdprKind } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { Code } from "./Code";
import "./patient-form.css";
import { newIntent } from "../../state/intent";

/** How long a link to a patient's form stands on the screen, in milliseconds. */
const SHOWN_FOR = 60_000;

interface Props {
  record: string;
  name: string;
  birthDate: string | null;
}

/** The patient's consent form: the last one, or a new one. */
export function ConsentForm({ record, name, birthDate }: Props) {
  const { t, error } = useText();
  const { go } = usePlace();
  const ask = useAct("gdpr_form");
  const { busy, problem, run } = useTask();
  const [kind, setKind] = useState<GdprKind | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [form, setForm] = useState<GdprForm | null>(null);
  // One intent until it came about: asking again must not make a second form.
  const intent = useRef<string | null>(null);
  const get = (wanted: GdprKind) => {
    setConfirming(false);
    setKind(wanted);
    setForm(null);
    intent.current ??= newIntent();
    const id = intent.current;
    void run(async () => {
      setForm(await ask({ record, kind: wanted, intent: id }));
      if (wanted === "new") intent.current = null;
    });
  };
  // A vendor may say "there is none" by refusing.
  const unmade =
    kind === "last" && problem?.code === "vendor-refused" && Boolean(problem.params["vendor_message"]);
  return (
    <div className="stack">
      <div className="line">
        <Button
          small
          isDisabled={busy}
          icon={busy && kind === "last" ? <Spinner /> : undefined}
          onPress={() => get("last")}
        >
          {t("consent-last")}
        </Button>
        <Button
          small
          isDisabled={busy}
          icon={busy && kind === "new" ? <Spinner /> : undefined}
          onPress={() => setConfirming(true)}
        >
          {t("consent-new")}
        </Button>
      </div>
      {form && !form.url ? (
        <p className="soft" role="status">
          {t("consent-none")}
        </p>
      ) : null}
      {problem && unmade ? (
        <p className="soft" role="status">
          {t("consent-none-saying", { message: problem.params["vendor_message"] ?? "" })}
        </p>
      ) : null}
      {problem && !unmade ? (
        <Notice
          tone="bad"
          live
          actions={
            kind === "new" && problem.code === "needs-live-line" ? (
              <Button small onPress={() => go("unsent")}>
                {t("consent-look")}
              </Button>
            ) : null
          }
        >
          {kind === "new" && problem.code === "needs-live-line" ? t("consent-waits") : error(problem)}
        </Notice>
      ) : null}
      <Dialog
        title={t("consent-new-title")}
        open={confirming}
        onClose={() => setConfirming(false)}
        actions={
          <>
            <Button onPress={() => setConfirming(false)}>{t("cancel")}</Button>
            <Button look="primary" onPress={() => get("new")} data-testid="consent-make">
              {t("consent-make")}
            </Button>
          </>
        }
      >
        <Who name={name} birthDate={birthDate} />
        <p>{t("consent-new-help")}</p>
      </Dialog>
      {form?.url ? (
        <Link url={form.url} form={form} name={name} birthDate={birthDate} onClose={() => setForm(null)} />
      ) : null}
    </div>
  );
}

function Who({ name, birthDate }: { name: string; birthDate: string | null }) {
  const { t, format } = useText();
  return (
    <div>
      <p className="consent__who">{format.person(name) || t("unknown-patient")}</p>
      <p className="soft">
        {birthDate ? t("form-born", { date: format.date(birthDate) }) : t("no-birth-date")}
      </p>
    </div>
  );
}

/** The link opens the patient's own form: it says whose it is, and does not stay on the screen. */
function Link({
  url,
  form,
  name,
  birthDate,
  onClose,
}: {
  url: string;
  form: GdprForm;
  name: string;
  birthDate: string | null;
  onClose: () => void;
}) {
  const { t, format } = useText();
  const [copied, setCopied] = useState<boolean | null>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const timer = setTimeout(() => close.current(), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, []);
  const copy = () =>
    void navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Dialog
      title={t("consent-title")}
      open
      onClose={onClose}
      wide
      actions={
        <>
          <Button icon={<Copy />} onPress={copy}>
            {copied ? t("copied") : t("consent-copy")}
          </Button>
          <Button look="primary" onPress={onClose}>
            {t("close")}
          </Button>
        </>
      }
    >
      <div className="consent">
        <Code text={url} label={t("consent-code")} />
        <div className="stack">
          <Who name={name} birthDate={birthDate} />
          {form.made_at ? (
            <p className="soft">{t("consent-made", { date: format.date(form.made_at) })}</p>
          ) : null}
          <p>{t("consent-scan")}</p>
          <p className="consent__link" data-testid="consent-link">
            {url}
          </p>
          {copied === false ? <p role="status">{t("consent-not-copied")}</p> : null}
          <p className="faint small">{t("consent-hides")}</p>
        </div>
      </div>
    </Dialog>
  );
}

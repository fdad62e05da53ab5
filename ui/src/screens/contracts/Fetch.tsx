import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choice, Field, Segments } from "../../components/Fields";
import { Spinner } from "../../components/Spinner";
import type { Connection, ContractKind } from "../../platform/bindings";
import { useDraft } from "../../state/drafts";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import type { Fetching } from "./Contracts";
import { Problem } from "./Problem";
import { tidied } from "./tidy";

/** The kinds of contract to choose from. */
export function useKinds(): { key: ContractKind; label: string }[] {
  const { t } = useText();
  return [
    { key: "capitation", label: t("contracts-kind-capitation") },
    { key: "reimbursement", label: t("contracts-kind-reimbursement") },
  ];
}

/** Asks the registry for one request by its kind and id. */
export function Fetch({
  accounts,
  fetching,
  wantedRef,
}: {
  accounts: readonly Connection[];
  fetching: Fetching;
  /** Somebody wants to type an id now. */
  wantedRef: RefObject<boolean>;
}) {
  const { t } = useText();
  const kinds = useKinds();
  const [account, setAccount] = useState(accounts[0]?.id ?? "");
  const [kind = "capitation", setKind] = useDraft<ContractKind>("contract-kind");
  const [id = "", setId] = useDraft<string>("contract-id");
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!wantedRef.current) return;
    wantedRef.current = false;
    form.current?.querySelector<HTMLElement>("input[type=text]")?.focus();
  });
  const { problem, asked } = fetching;
  const refused = fieldOf(problem) === "id" ? fieldWords(t, problem?.params["reason"] ?? "") : null;
  const missing = tried && id.trim() === "" ? fieldWords(t, "required") : null;
  const strange = tried && id.trim() !== "" && tidied(id).id === null ? t("contracts-not-an-id") : null;

  const change = (text: string) => {
    fetching.clear();
    setTried(false);
    const pasted = tidied(text);
    // What was pasted around the id goes; what is being typed stays as it is.
    setId(pasted.id && text.length > pasted.id.length ? pasted.id : text);
    if (pasted.id && pasted.kind) setKind(pasted.kind);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const found = tidied(id).id;
    if (!found) return;
    setId(found);
    fetching.start({ connection: account, contract_type: kind, id: found });
  };
  return (
    <form
      className="contracts__fetch"
      ref={form}
      onSubmit={submit}
      noValidate
      aria-label={t("contracts-fetch")}
    >
      {accounts.length > 1 ? (
        <Choice
          label={t("contracts-account")}
          value={account}
          onChange={setAccount}
          options={accounts.map((each) => ({ key: each.id, label: each.name }))}
        />
      ) : null}
      <Segments label={t("contracts-kind")} value={kind} onChange={setKind} options={kinds} />
      <Field
        label={t("contracts-id")}
        value={id}
        onChange={change}
        problem={refused ?? missing ?? strange}
        help={t("contracts-id-help")}
        data-testid="contract-id"
      />
      <Button
        look="primary"
        type="submit"
        isDisabled={asked !== null}
        icon={asked ? <Spinner /> : undefined}
        data-testid="contract-fetch"
      >
        {asked ? t("contracts-fetching") : t("contracts-fetch")}
      </Button>
      {problem && !refused ? <Problem error={problem} /> : null}
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { Button as Base } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice, Field, Segments } from "../../components/Fields";
import { Empty, Skeleton } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { Connection, ListContracts } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { Brief } from "./Brief";
import type { Fetching } from "./Contracts";
import { useKinds } from "./Fetch";
import { Problem } from "./Problem";
import { STATUSES, wordOf } from "./words";

const ALL = "all";

/** The registry's own list, asked now: an addition that the document of this interface does not name. */
export function Registry({ accounts, fetching }: { accounts: readonly Connection[]; fetching: Fetching }) {
  const text = useText();
  const { t } = text;
  const kinds = useKinds();
  const [kept, setTyped] = useDraft<ListContracts>("contracts-filter");
  const typed: ListContracts = kept ?? {
    connection: accounts[0]?.id ?? "",
    contract_type: "capitation",
    status: "",
    number: "",
    legal_entity: "",
    page: 1,
  };
  const [asked, setAsked] = useState<ListContracts | null>(null);
  const change = (changes: Partial<ListContracts>) => setTyped({ ...typed, ...changes });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ ...typed, number: typed.number.trim(), legal_entity: typed.legal_entity.trim(), page: 1 });
  };
  return (
    <>
      <form
        className="contracts__filter"
        onSubmit={submit}
        noValidate
        aria-label={t("contracts-tab-registry")}
      >
        {accounts.length > 1 ? (
          <Choice
            label={t("contracts-account")}
            value={typed.connection}
            onChange={(connection) => change({ connection })}
            options={accounts.map((each) => ({ key: each.id, label: each.name }))}
          />
        ) : null}
        <Segments
          label={t("contracts-kind")}
          value={typed.contract_type}
          onChange={(contract_type) => change({ contract_type })}
          options={kinds}
        />
        <Choice
          label={t("contracts-status")}
          value={typed.status || ALL}
          onChange={(status) => change({ status: status === ALL ? "" : status })}
          options={[
            { key: ALL, label: t("contracts-status-all") },
            ...STATUSES.map((status) => ({ key: status as string, label: wordOf(text, status) })),
          ]}
          data-testid="contracts-status"
        />
        <div className="contracts__pair">
          <Field
            label={t("contracts-number")}
            value={typed.number}
            onChange={(number) => change({ number })}
            data-testid="contracts-number"
          />
          <Field
            label={t("contracts-legal-entity")}
            value={typed.legal_entity}
            onChange={(legal_entity) => change({ legal_entity })}
            data-testid="contracts-legal-entity"
          />
        </div>
        <Button type="submit" data-testid="contracts-list">
          {t("contracts-list")}
        </Button>
        <p className="faint small">{t("contracts-public")}</p>
      </form>
      {asked ? (
        <Rows asked={asked} onPage={(page) => setAsked({ ...asked, page })} fetching={fetching} />
      ) : null}
    </>
  );
}

function Rows({
  asked,
  onPage,
  fetching,
}: {
  asked: ListContracts;
  onPage: (page: number) => void;
  fetching: Fetching;
}) {
  const { t, format } = useText();
  const { data: page, error: problem, again, earlier } = useRead("contract_list", asked, { keep: true });
  if (problem) return <Problem error={problem} again={again} />;
  if (!page) return <Skeleton rows={4} height="60px" label={t("loading")} />;
  if (page.rows.length === 0) return <Empty title={t("contracts-none")}>{t("contracts-none-help")}</Empty>;
  const pages = page.pages;
  const where = [
    pages === null
      ? t("contracts-page", { page: format.number(page.page) })
      : t("contracts-page-of", { page: format.number(page.page), pages: format.number(pages) }),
    page.total === null ? null : t("contracts-total", { count: page.total }),
  ];
  return (
    <>
      <ul className="contracts__list" aria-label={t("contracts-tab-registry")} aria-busy={earlier}>
        {page.rows.map((brief) => (
          <li key={brief.vendor_id}>
            <Base
              className="contracts__one"
              onPress={() =>
                fetching.start({
                  connection: brief.connection,
                  contract_type: brief.contract_type,
                  id: brief.vendor_id,
                })
              }
              data-testid="registry-contract"
              data-vendor-id={brief.vendor_id}
            >
              <Brief brief={brief} busy={fetching.asked === brief.vendor_id} several={false} />
            </Base>
          </li>
        ))}
      </ul>
      <nav className="contracts__pages" aria-label={t("contracts-pages")}>
        <Button small isDisabled={earlier || page.page <= 1} onPress={() => onPage(page.page - 1)}>
          {t("contracts-previous")}
        </Button>
        <span className="soft small" role="status">
          {where.filter(Boolean).join(" · ")} {earlier ? <Spinner /> : null}
        </span>
        <Button
          small
          isDisabled={earlier || (pages !== null && page.page >= pages)}
          onPress={() => onPage(page.page + 1)}
        >
          {t("contracts-next")}
        </Button>
      </nav>
      {fetching.problem ? <Problem error={fetching.problem} /> : null}
    </>
  );
}

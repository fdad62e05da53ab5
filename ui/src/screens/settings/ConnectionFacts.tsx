import type { AccountForm, Connection } from "../../platform/bindings";
import { useText } from "../../text/text";
import { labelOf } from "../account/account";
import { operationWords } from "../account/operations";

/** Everything that was entered of an account but its keys. */
export function ConnectionFacts({
  connection,
  form,
}: {
  connection: Connection;
  form: AccountForm | undefined;
}) {
  const { t } = useText();
  const { vendor, base_url, details, paths, zone } = connection;
  const known = (form?.fields ?? []).filter(
    ({ name, kind }) => kind !== "json" && name !== "zone" && details[name] !== undefined,
  );
  const hasMapping = form?.fields.find(({ name, kind }) => kind === "json" && details[name] !== undefined);
  const value = (name: string, kind: string) => {
    if (kind === "choice") return labelOf(t, vendor, `${name}-${details[name]}`);
    return kind === "agreement" ? t("account-agreed") : details[name];
  };
  return (
    <dl className="card__facts">
      <One name={labelOf(t, vendor, "base_url")}>{base_url}</One>
      {known.map(({ name, kind }) => (
        <One key={name} name={kind === "agreement" ? t("account-open-title") : labelOf(t, vendor, name)}>
          {value(name, kind)}
        </One>
      ))}
      {hasMapping ? <One name={labelOf(t, vendor, hasMapping.name)}>{t("account-mapping-own")}</One> : null}
      <One name={t("connection-zone")}>{zone}</One>
      {Object.entries(paths).map(([operation, way]) => (
        <One key={operation} name={t("connection-way", { operation: operationWords(t, operation) })}>
          <code>{way}</code>
        </One>
      ))}
    </dl>
  );
}

function One({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
